// The plain service worker: everything from the cache, keyed by content.
const FILES = "__FILES__";
const SCOPE = new URL(self.registration.scope);
const keyOf = (path) => new URL(`${path}?h=${FILES[path]}`, SCOPE).href;

function pathOf(url) {
  const { origin, pathname } = new URL(url);
  const path = pathname === "/" ? "index.html" : pathname.slice(1);
  return origin === SCOPE.origin && path in FILES ? path : "";
}

async function load(path) {
  const cache = await caches.open("plain");
  const kept = await cache.match(keyOf(path));
  if (kept) return kept;
  const answer = await fetch(new URL(path, SCOPE).href, { cache: "no-cache" });
  await cache.put(keyOf(path), answer.clone());
  return answer;
}

self.addEventListener("install", (event) => event.waitUntil(load("index.html").then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const path = pathOf(event.request.url);
  if (path) event.respondWith(load(path));
});
self.addEventListener("message", (event) => {
  const wanted = Object.keys(FILES).filter((path) => !/^canvaskit\/|^assets\/NOTICES$/.test(path)); // as in its model: kept once used
  event.waitUntil(
    (async () => {
      for (const path of wanted) await load(path);
      event.source.postMessage({ done: wanted.length, total: wanted.length });
    })(),
  );
});
