// Python's memory, as it is when the code of the app has just been loaded. A copy of it is made once, when nobody waits
// (maker.js); from then on a start goes on from the copy instead of loading Python and hundreds of modules: half of the time.
//
// It holds code and nothing of anybody: whoever makes it never opens the app's data. It fits exactly one version of the files.
// A start that fails with it forgets it and goes the long way; so does the one after two that did not come to an end.

import { version } from "./parts.js";

const NAME = "veertig-memory";
const KEY = `/memory/${version}`;
const MOST_UNFINISHED = 2; // somebody may just have been quick to close it
const ROOM = 200e6; // bytes that must be free to keep 40 MB of convenience

/** The copy for this version, or null. */
export async function recall() {
  const kept = await (await caches.open(NAME)).match(KEY);
  return kept ? new Uint8Array(await kept.arrayBuffer()) : null;
}

/** Keep this copy and no other. */
export async function keep(memory) {
  await forget();
  await (await caches.open(NAME)).put(KEY, new Response(memory));
}

export function forget() {
  return caches.delete(NAME);
}

/** A start of this role begins. Returns what to call when it has come to an end. */
export async function beginStart(role) {
  const name = `veertig.starting.${role}`;
  const before = Number(localStorage.getItem(name));
  if (before >= MOST_UNFINISHED) await forget();
  localStorage.setItem(name, before >= MOST_UNFINISHED ? 1 : before + 1);
  return () => localStorage.removeItem(name);
}

/** Whether this device has no copy for this version and room to make one. */
export async function isWanted() {
  if (navigator.deviceMemory < 2 || (await (await caches.open(NAME)).match(KEY))) return false;
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return quota - usage > ROOM;
}
