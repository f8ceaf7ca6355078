// The service worker: it keeps every file of the app on the phone, so that it starts without network.
//
// The build fills in what there is. One cache; a file's key holds its hash, so an update fetches only what changed.

const VERSION = "__VERSION__";
const FILES = "__FILES__"; // path -> [hash, size]
const LAZY = "__LAZY__".map((pattern) => new RegExp(pattern)); // kept only once used
const FIRST_BYTES = "__FIRST_BYTES__"; // size of what the first screen needs

const SCOPE = new URL(self.registration.scope);
const cacheReady = caches.open("veertig-files");
const progress = new BroadcastChannel("veertig-bytes");

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

/** The file from the cache, else from the network and then kept. With `must` it is an error when it cannot be kept. */
async function load(path, must = false) {
  const cache = await cacheReady;
  const kept = await cache.match(keyOf(path));
  if (kept) {
    progress.postMessage({ file: path, bytes: FILES[path][1], total: FIRST_BYTES });
    return kept;
  }
  const answer = await fetch(new URL(path, SCOPE).href, { cache: "no-cache", credentials: "same-origin" });
  if (!answer.ok) {
    if (must) throw new Error(`${path}: ${answer.status}`);
    return answer;
  }
  const headers = new Headers(answer.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  // The whole body first: with little free storage Chromium refuses to keep a streamed body over 10 MiB.
  const bytes = await readAll(answer, path);
  const fresh = () => new Response(bytes, { headers });
  try {
    // A file of another version, halfway a release, may be shown but is not kept under this version's name.
    if (!(await isListed(bytes, path))) throw new Error(`${path} is of another version`);
    await cache.put(keyOf(path), fresh());
  } catch (error) {
    if (must) throw error; // else the phone is full: run without a copy rather than not at all
  }
  return fresh();
}

function isLazy(path) {
  return LAZY.some((pattern) => pattern.test(path));
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      if (!self.registration.active) {
        // First visit: nothing big here. The page's own requests pass through below, so each byte travels once.
        await load("index.html");
        await self.skipWaiting();
        return;
      }
      // Update: all of it must be here before it may take over, as it may start without network.
      const used = new Set((await (await cacheReady).keys()).map((request) => pathOf(request.url)));
      for (const path of Object.keys(FILES)) {
        if (!isLazy(path) || used.has(path)) await load(path, true);
      }
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
  if (path) event.respondWith(load(path).catch(() => new Response("", { status: 503 })));
});

/** Fetch what is missing: all that is not lazy, and the lazy files below `folder`. */
async function keepAll(folder) {
  const wanted = Object.keys(FILES).filter((path) => !isLazy(path) || (folder && path.startsWith(folder)));
  let done = 0;
  for (const path of wanted) {
    try {
      await load(path, true);
      done += 1;
    } catch {
      // Counted as missing; the next start tries again.
    }
  }
  return { type: "kept", version: VERSION, done, total: wanted.length };
}

self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting();
  else if (event.data?.keep !== undefined) {
    event.waitUntil(keepAll(event.data.keep).then((kept) => event.source?.postMessage(kept)));
  }
});
