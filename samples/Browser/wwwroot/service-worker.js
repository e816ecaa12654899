// Keeps what the page loads. Files whose name holds a fingerprint never change and are taken from the cache; of all others the newest
// is wanted, and the kept one serves where there is no network.
const cacheName = "netgen-digits";
const fingerprint = /\.[0-9a-z]{10}\.(wasm|js|dat)$/;

addEventListener("install", () => skipWaiting());
addEventListener("activate", event => event.waitUntil(clients.claim()));

addEventListener("fetch", event => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) {
    event.respondWith(fingerprint.test(request.url) ? fromCache(request) : fromNetwork(request));
  }
});

// The page says what it uses: it is all kept, what earlier versions used is forgotten, and then the page is told.
addEventListener("message", event => event.waitUntil((async () => {
  const cache = await caches.open(cacheName);
  const used = new Set(event.data.map(url => url.split("#")[0]).filter(url => url.startsWith(registration.scope)));
  const kept = new Set((await cache.keys()).map(request => request.url));
  await Promise.all([...kept].filter(url => !used.has(url)).map(url => cache.delete(url)));
  await Promise.all([...used].filter(url => !kept.has(url)).map(url => cache.add(url)));
  event.ports[0]?.postMessage("kept");
})()));

async function fromCache(request) {
  return await (await caches.open(cacheName)).match(request) ?? await load(request);
}

async function fromNetwork(request) {
  try {
    return await load(request);
  } catch (error) {
    const kept = await (await caches.open(cacheName)).match(request, { ignoreSearch: true });
    if (kept) {
      return kept;
    }

    throw error;
  }
}

async function load(request) {
  const response = await fetch(request);
  if (response.ok) {
    await (await caches.open(cacheName)).put(request, response.clone());
  }

  return response;
}
