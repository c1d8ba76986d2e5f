// What any site does that wants to work without a network: its own files are kept. Models are kept by the backend.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  if (new URL(event.request.url).pathname.startsWith('/tiny/')) return;
  event.respondWith(keptOrFetched(event.request));
});

async function keptOrFetched(request) {
  const cache = await caches.open('site');
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  await cache.put(request, response.clone());
  return response;
}
