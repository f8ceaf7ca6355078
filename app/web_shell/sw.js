// The service worker: it keeps every file of the app on the phone, so that it starts without network.
//
// The build fills in what there is. One cache; a file's key holds its hash, so an update fetches only what changed.

const VERSION = "__VERSION__";
const FILES = "__FILES__"; // path -> [hash, size]
const LAZY = "__LAZY__".map((pattern) => new RegExp(pattern)); // kept only once used
const LIGHT = "__LIGHT__"; // the light page of a buddy: all that it needs to start without network
const APP = "main.dart.js"; // whoever has this has opened the app
const FIRST_BYTES = "__FIRST_BYTES__"; // size of what the first screen needs

const SCOPE = new URL(self.registration.scope);
const cacheReady = caches.open("veertig-files");
const progress = new BroadcastChannel("veertig-bytes");
const storing = new Map(); // path -> promise: on its way into the cache, so that nothing travels twice

function keyOf(path) {
  return new URL(`${path}?h=${FILES[path][0]}`, SCOPE).href;
}

/** The path of one of our files, or "" for anything else. */
function pathOf(url) {
  const { origin, pathname } = new URL(url);
  if (origin !== SCOPE.origin || !pathname.startsWith(SCOPE.pathname)) return "";
  const path = decodeURIComponent(pathname.slice(SCOPE.pathname.length));
  return Object.hasOwn(FILES, path) ? path : "";
}

/** The whole body, telling the page how far it is. */
async function readAll(answer, path) {
  const whole = new Uint8Array(FILES[path][1]);
  const reader = answer.body.getReader();
  let at = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (at + part.value.length > whole.length) throw new Error(`${path} is longer than listed`);
    whole.set(part.value, at);
    at += part.value.length;
    progress.postMessage({ file: path, bytes: at, total: FIRST_BYTES });
  }
  return whole.subarray(0, at);
}

async function isListed(bytes, path) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("").startsWith(FILES[path][0]);
}

/** Keep the file, once every byte of it is here and is what the list says. Then it is there whole, or not at all. */
function store(path, answer) {
  const work = storeWhole(path, answer).finally(() => storing.delete(path));
  storing.set(path, work);
  return work;
}

async function storeWhole(path, answer) {
  const bytes = await readAll(answer.clone(), path);
  if (!(await isListed(bytes, path))) throw new Error(`${path} is of another version`);
  const cache = await cacheReady;
  try {
    // The browser's own answer, not one made from the bytes: only beside it does the browser keep the compiled script.
    await cache.put(keyOf(path), answer);
  } catch {
    // With little free storage Chromium refuses to keep a streamed body over 10 MiB.
    await cache.put(keyOf(path), new Response(bytes, { headers: plainHeaders(answer) }));
  }
}

function plainHeaders(answer) {
  const headers = new Headers(answer.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return headers;
}

async function ask(path) {
  const answer = await fetch(new URL(path, SCOPE).href, { cache: "no-cache", credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

async function kept(path) {
  const answer = await (await cacheReady).match(keyOf(path));
  if (answer) progress.postMessage({ file: path, bytes: FILES[path][1], total: FIRST_BYTES });
  return answer;
}

/** For the page: from the cache, else from the network, which is kept on the way. */
async function show(path, event) {
  const known = await kept(path);
  if (known) return known;
  const answer = await ask(path);
  const shown = answer.clone();
  // A file of another version, halfway a release, is shown but not kept. A full phone runs without a copy.
  event.waitUntil(store(path, answer).catch((error) => console.warn(String(error))));
  return shown;
}

/** For a start without network: in the cache, checked, or an error. */
async function fetchWhole(path) {
  if (await kept(path)) return;
  await storing.get(path)?.catch(() => {});
  if (!(await kept(path))) await store(path, await ask(path));
}

function isLazy(path) {
  return LAZY.some((pattern) => pattern.test(path));
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      if (!self.registration.active) {
        // First visit: nothing big here. The page's own requests pass through below, so each byte travels once.
        await fetchWhole("index.html");
        await self.skipWaiting();
        return;
      }
      // Update: all of it must be here before it may take over, as it may start without network.
      const used = new Set((await (await cacheReady).keys()).map((request) => pathOf(request.url)));
      // Where only the light page was ever opened it stays light.
      const wanted = used.has(APP) ? Object.keys(FILES).filter((path) => !isLazy(path) || used.has(path)) : LIGHT;
      for (const path of wanted) await fetchWhole(path);
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await cacheReady;
      const wanted = new Set(Object.keys(FILES).map(keyOf));
      for (const request of await cache.keys()) {
        if (!wanted.has(request.url)) await cache.delete(request);
      }
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  let path = pathOf(request.url);
  if (!path && request.mode === "navigate" && new URL(request.url).href.split(/[?#]/)[0] === SCOPE.href) path = "index.html";
  if (path) event.respondWith(show(path, event).catch(() => new Response("", { status: 503 })));
});

/** What is to be here: all that is not lazy, and the lazy files among the addresses that the page `used`. */
function listed(used) {
  const needed = new Set(used.map(pathOf));
  return Object.keys(FILES).filter((path) => !isLazy(path) || needed.has(path));
}

/** Fetch what is missing of these. */
async function keepAll(type, wanted) {
  let done = 0;
  for (const path of wanted) {
    try {
      await fetchWhole(path);
      done += 1;
    } catch {
      // Counted as missing; the next start tries again.
    }
  }
  return { type, version: VERSION, done, total: wanted.length };
}

self.addEventListener("message", (event) => {
  const { data, source } = event;
  const answer = (work) => event.waitUntil(work.then((result) => source?.postMessage(result)));
  if (data === "take-over") self.skipWaiting();
  else if (data?.light) answer(keepAll("light", [...new Set([...LIGHT, ...data.used.map(pathOf).filter(Boolean)])]));
  else if (data?.keep) answer(keepAll("kept", listed(data.keep)));
});
