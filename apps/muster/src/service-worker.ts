declare const self: ServiceWorkerGlobalScope;

export {};

/** The page and its parts; what was checked is kept by the page itself. */
const CACHE = 'closeby-muster';
const PARTS = /(?:src|href)="(\.\/[^"]+)"/gu;

self.addEventListener('install', (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const isOurs = request.url.startsWith(self.registration.scope);
  if (request.method === 'GET' && isOurs) event.respondWith(answer(request));
});

/** Keeps the page with all that it names, whole or not at all. */
async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  const page = await fetch('./', { cache: 'no-cache' });
  if (!page.ok) throw new Error('the page is not there');
  const text = await page.clone().text();
  const parts = [...text.matchAll(PARTS)].map(([, part]) => part ?? './');
  await cache.put('./', page);
  await cache.addAll([...new Set(parts)]);
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
