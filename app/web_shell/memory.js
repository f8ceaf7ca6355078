// Python's memory, as it is when the code of the app has just been loaded. A copy of it is made once, when nobody waits
// (maker.js); from then on a start goes on from the copy instead of loading Python and hundreds of modules: half of the time.
//
// It holds code and nothing of anybody: whoever makes it never opens the app's data. It fits exactly one version of the files.
// A start that fails with it forgets it and goes the long way; so does the one after two that did not come to an end
// (unfinished.js).

import { version } from "./parts.js";

const NAME = "veertig-memory";
const KEY = `/memory/${version}`;
const ROOM = 200e6; // bytes that must be free to keep 40 MB of convenience

/** The copy for this version, or null. */
export async function recall() {
  const kept = await (await caches.open(NAME)).match(KEY);
  return kept ? new Uint8Array(await kept.arrayBuffer()) : null;
}

/**
 * Keep this copy and no other.
 * @param {Uint8Array<ArrayBuffer>} memory
 */
export async function keep(memory) {
  await forget();
  await (await caches.open(NAME)).put(KEY, new Response(memory));
}

/** Whether there was one. */
export function forget() {
  return caches.delete(NAME);
}

/** Whether this device has no copy for this version and room to make one. */
export async function isWanted() {
  const { deviceMemory = Number.POSITIVE_INFINITY } = /** @type {{deviceMemory?: number}} */ (navigator); // gigabytes
  if (deviceMemory < 2 || (await (await caches.open(NAME)).match(KEY))) return false;
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return quota - usage > ROOM;
}
