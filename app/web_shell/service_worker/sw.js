// The service worker: it keeps every file of the app on the phone, in one cache, so that the app starts without network.
//
// The build writes the values of made.js and the whole of listing.js in place of the two imports. So there is one script to fetch
// and to compare, also for browsers whose service workers know no modules.

import { Listing } from "./listing.js";
import { FILES, FIRST_BYTES, LAZY, LIGHT, VERSION } from "./made.js";

const SITE = /site;desc="([a-z-]*)"/; // in the server's header: which site opened the page
/** @type {Map<string, Promise<string>>} by the id of a page: which site opened it */
const openers = new Map();

/** What the page asks by a message: to fetch the missing files of the app (`keep`) or the light page, with the addresses used. */
/** `soon` asks a release that waits for its turn to do so, and has no answer. `opener` asks which site opened the page. */
/** @typedef {"take-over" | {light: true, used: string[]} | {keep: string[]} | {soon: string[]} | {opener: true} | null} Message */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));
const listing = new Listing({ files: FILES, lazy: LAZY, light: LIGHT }, worker.registration.scope);
const cacheReady = caches.open("veertig-files");
const progress = new BroadcastChannel("veertig-bytes");
/** @type {Map<string, Promise<void>>} by path: files on their way into the cache, so that none is fetched twice */
const storing = new Map();

/**
 * All bytes of the body; the page is told how many are here. Rejects when the body is longer than listed.
 * @param {Response} answer
 * @param {string} path
 */
async function readAll(answer, path) {
  const bytes = new Uint8Array(listing.sizeOf(path));
  if (!answer.body) throw new Error(`${path} has no body`);
  const reader = answer.body.getReader();
  let at = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (at + part.value.length > bytes.length) throw new Error(`${path} is longer than listed`);
    bytes.set(part.value, at);
    at += part.value.length;
    progress.postMessage({ file: path, bytes: at, total: FIRST_BYTES });
  }
  return bytes.subarray(0, at);
}

/**
 * Keep a file once all its bytes are here and have the hash of the list: it is kept completely or not at all.
 * @param {string} path
 * @param {Response} answer
 */
function store(path, answer) {
  const work = storeWhole(path, answer).finally(() => storing.delete(path));
  storing.set(path, work);
  return work;
}

/**
 * @param {string} path
 * @param {Response} answer
 */
async function storeWhole(path, answer) {
  const bytes = await readAll(answer.clone(), path);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (!listing.isListed(digest, path)) throw new Error(`${path} is of another version`);
  const cache = await cacheReady;
  try {
    // This is the browser's own answer and not one made from the bytes: only with it the browser keeps the compiled script.
    await cache.put(listing.keyOf(path), answer);
  } catch {
    // With little free storage Chromium refuses a streamed body over 10 MiB; it takes the same bytes in one piece.
    await cache.put(listing.keyOf(path), new Response(bytes, { headers: plainHeaders(answer) }));
  }
}

/** @param {Response} answer */
function plainHeaders(answer) {
  const headers = new Headers(answer.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return headers;
}

/** @param {string} path */
async function ask(path) {
  const answer = await fetch(listing.addressOf(path), { cache: "no-cache", credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

/** @param {string} path */
async function kept(path) {
  const answer = await (await cacheReady).match(listing.keyOf(path));
  if (answer) progress.postMessage({ file: path, bytes: listing.sizeOf(path), total: FIRST_BYTES });
  return answer;
}

/** The keys of all files in the cache. */
async function keptKeys() {
  return (await (await cacheReady).keys()).map(({ url }) => url);
}

/**
 * A file for the page: from the cache, else from the network; then it is kept, too.
 * @param {string} path
 * @param {ExtendableEvent} event
 */
async function show(path, event) {
  const known = await kept(path);
  if (known) return known;
  const answer = await ask(path);
  const shown = answer.clone();
  // During a release a file of another version is shown but not kept. A full phone runs without a copy.
  event.waitUntil(store(path, answer).catch((error) => console.warn(String(error))));
  return shown;
}

/**
 * Have a file in the cache, checked, for a start without network. Rejects when that fails.
 * @param {string} path
 */
async function fetchWhole(path) {
  if (await kept(path)) return;
  await storing.get(path)?.catch(() => {}); // the error goes to the caller that began it; here the file is asked for again
  if (!(await kept(path))) await store(path, await ask(path));
}

/**
 * The page itself, with the one header that a copy of an earlier release may lack, and without what was said of another visit.
 * @param {Response} answer
 */
function asPage(answer) {
  const headers = plainHeaders(answer);
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.delete("Server-Timing");
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}

/**
 * Remember which site opened a page. Only the browser's own request, sent meanwhile, tells the server that; "" when nobody knows.
 * @param {FetchEvent} event of a navigation
 */
function learnOpener(event) {
  const site = Promise.resolve(event.preloadResponse).then(
    (answer) => SITE.exec(answer?.headers.get("Server-Timing") ?? "")?.[1] ?? "",
    () => "", // no network
  );
  openers.set(event.resultingClientId, site);
  event.waitUntil(site);
}

async function install() {
  if (!worker.registration.active) {
    // At the first visit nothing large is fetched here: the page's own requests pass through below, so each byte is fetched once.
    await fetchWhole("index.html");
    await worker.skipWaiting();
    return;
  }
  for (const path of listing.forUpdate(await keptKeys())) await fetchWhole(path);
}

async function activate() {
  await worker.registration.navigationPreload?.enable().catch((error) => console.warn(String(error)));
  const cache = await cacheReady;
  for (const key of listing.stale(await keptKeys())) await cache.delete(key);
  await worker.clients.claim();
}

/**
 * Fetch the missing files among these. Gives how many are here.
 * @param {"light" | "kept"} type
 * @param {string[]} wanted paths
 */
async function keepAll(type, wanted) {
  let done = 0;
  for (const path of wanted) {
    try {
      await fetchWhole(path);
      done += 1;
    } catch {
      // It counts as missing; the next start tries again.
    }
  }
  return { type, version: VERSION, done, total: wanted.length };
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));

worker.addEventListener("fetch", (event) => {
  const path = listing.answering(event.request);
  if (!path) return;
  const isPage = event.request.mode === "navigate" && path === "index.html";
  if (isPage) learnOpener(event);
  const shown = show(path, event).catch(() => new Response("", { status: 503 })); // no network, and not in the cache
  event.respondWith(isPage ? shown.then(asPage) : shown);
});

worker.addEventListener("message", (event) => {
  const { source } = event;
  const message = /** @type {Message} */ (event.data);
  /** @param {Promise<object>} work */
  const answer = (work) => event.waitUntil(work.then((result) => source?.postMessage(result)));
  const page = source && "id" in source ? source.id : "";
  if (message === "take-over") worker.skipWaiting();
  else if (message && "light" in message) answer(keepAll("light", listing.forLight(message.used)));
  else if (message && "keep" in message) answer(keepAll("kept", listing.forApp(message.keep)));
  else if (message && "opener" in message) answer(Promise.resolve(openers.get(page) ?? "").then((site) => ({ type: "opener", site })));
  else if (message && "soon" in message) event.waitUntil(keepAll("kept", listing.forApp(message.soon)));
});
