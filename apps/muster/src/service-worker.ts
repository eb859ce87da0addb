/** Files without which the page does not start, in every language; the build names them. */
declare const SHELL: readonly string[];
declare const self: ServiceWorkerGlobalScope;

export {};

/** The page and its parts; what was checked is kept by the page itself. */
const CACHE = 'closeby-muster';
/** Beside what is built. */
const ICON = 'icon.svg';

self.addEventListener('install', (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) =>
  event.waitUntil(tidy().then(() => self.clients.claim())),
);
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const isOurs = request.url.startsWith(self.registration.scope);
  if (request.method === 'GET' && isOurs) event.respondWith(answer(request));
});

/** Keeps the page with all that it names or loads later, whole or not at all. */
async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  const page = await fetch('./', { cache: 'no-cache' });
  if (!page.ok) throw new Error('the page is not there');
  await cache.addAll([...SHELL, ICON]);
  await cache.put('./', page);
}

/** What earlier builds named goes. */
async function tidy(): Promise<void> {
  const cache = await caches.open(CACHE);
  const names = ['./', ICON, ...SHELL];
  const wanted = new Set(names.map((name) => new URL(name, self.location.href).href));
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
}

/** From the network, as new as it is; from what is kept where there is none. */
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await cache.put(nameOf(request), fresh.clone());
    return fresh;
  } catch {
    return (await cache.match(nameOf(request))) ?? Response.error();
  }
}

/** The page has one name, whatever it was opened with. */
function nameOf(request: Request): string {
  return request.mode === 'navigate' ? './' : request.url;
}
