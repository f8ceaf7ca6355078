// Python's memory right after the code of the app was loaded. A copy of it is made once, when nobody waits (maker.js). From then
// on a start continues from the copy instead of loading Python and hundreds of modules, and takes half of the time.
//
// The copy holds code and nobody's data: its maker never opens the app's data. It fits exactly one version of the files.
// A start that fails with the copy deletes it and loads everything; so does the start after two that did not finish
// (unfinished.js).

import { version } from "./parts.js";

const NAME = "veertig-memory";
const KEY = `/memory/${version}`;
const ENOUGH = 4; // gigabytes of memory; with less a second Python beside the running app may end both. A phone of 2 or 3 GB says 2.
const FREE = 200e6; // bytes that must be free before the copy of 40 MB is kept

/** The bytes of the copy for this version, or null. */
export async function recall() {
  const kept = await (await caches.open(NAME)).match(KEY);
  return kept ? new Uint8Array(await kept.arrayBuffer()) : null;
}

/**
 * Keep this copy and delete any other. Rejects when it does not fit.
 * @param {Uint8Array<ArrayBuffer>} memory
 */
export async function keep(memory) {
  await forget();
  await (await caches.open(NAME)).put(KEY, new Response(memory));
}

/** Delete the copy. Gives whether there was one. */
export function forget() {
  return caches.delete(NAME);
}

/** Whether this device has no copy for this version, and memory and storage quota for one. */
export async function isWanted() {
  const { deviceMemory = Number.POSITIVE_INFINITY } = /** @type {{deviceMemory?: number}} */ (navigator); // gigabytes, at most 8
  if (deviceMemory < ENOUGH || (await (await caches.open(NAME)).match(KEY))) return false;
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return quota - usage > FREE;
}
