/** Files without which the page does not start; the build names them. */
declare const SHELL: readonly string[];
declare const self: ServiceWorkerGlobalScope;

const CACHE = 'closeby-shell';
/** Beside what is built. */
const BESIDE = ['icon.svg', 'manifest.webmanifest'];
const PAGE = './';
/** A line that answers later than this is taken for none, where there is a page to show. */
const PATIENCE_MS = 3_000;

/**
 * The page itself, kept so that it starts without network: the beat of compressions and what to do
 * with an AED have to be there in a cellar. Nothing that the server says is ever kept here.
 */
export const shellCache = {
  /** Fetches the page and its files, all or none. */
  async fill(): Promise<void> {
    const cache = await caches.open(CACHE);
    const page = await fetch(PAGE, { cache: 'no-cache' });
    if (!page.ok) throw new Error('the page is not there');
    await cache.addAll([...SHELL, ...BESIDE]);
    await cache.put(PAGE, page);
  },

  /** What other versions have kept goes. */
  async tidy(): Promise<void> {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    const cache = await caches.open(CACHE);
    const wanted = new Set(
      [PAGE, ...SHELL, ...BESIDE].map((path) => new URL(path, self.location.href).href),
    );
    for (const request of await cache.keys()) {
      if (!wanted.has(request.url)) await cache.delete(request);
    }
  },

  /** What answers a request for the page or one of its files; null for anything else. */
  answer(request: Request): Promise<Response> | null {
    if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return null;
    return request.mode === 'navigate' ? page(request) : part(request);
  },
};

/** As new as the network has it, or as it is kept where there is none. */
async function page(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(PAGE);
  if (kept === undefined) return fetch(request);
  const late = new Promise<Response>((resolve) => {
    setTimeout(() => resolve(kept), PATIENCE_MS);
  });
  return Promise.race([fetch(request).catch(() => kept), late]);
}

/** Names of files tell their content: what is kept is right. */
async function part(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) ?? fetch(request);
}
