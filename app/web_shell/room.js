// Room for what is to come, in the browser's own file system for this site (OPFS). Loaded by the worker at first use.
//
// storage.estimate() names a quota, not what is free. So we look by writing: a full phone takes fewer bytes than it was given,
// and says nothing. A ballast is set aside in good times; a full phone can still save and send with its room.

const PROBE = 1 << 20; // bytes
const BALLAST = 2 << 20;
const PART = 1 << 16;

/** @param {string} role */
async function folder(role) {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(`veertig-${role}`, { create: true });
}

/**
 * How many of `size` bytes the phone takes. What it did not take whole is given back at once.
 * @param {FileSystemDirectoryHandle} place
 * @param {string} name
 * @param {number} size
 */
async function put(place, name, size) {
  const file = await (await place.getFileHandle(name, { create: true })).createSyncAccessHandle();
  let at = 0;
  try {
    const part = crypto.getRandomValues(new Uint8Array(PART));
    for (let taken = PART; at < size && taken === PART; at += taken) taken = file.write(part, { at });
    file.flush();
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "QuotaExceededError")) throw error;
  } finally {
    if (at < size) file.truncate(0);
    file.close();
  }
  return at;
}

/**
 * Bytes of a file; 0 where there is none.
 * @param {FileSystemDirectoryHandle} place
 * @param {string} name
 */
async function sizeOf(place, name) {
  try {
    return (await (await place.getFileHandle(name)).getFile()).size;
  } catch {
    return 0; // no such file, or one that cannot be opened: either way there is no room in it
  }
}

/**
 * Is there hardly any room left? Fails where there is no such file system; then nobody knows.
 * @param {string} role
 */
export async function isTight(role) {
  const place = await folder(role);
  if ((await sizeOf(place, "ballast")) < BALLAST) return (await put(place, "ballast", BALLAST)) < BALLAST;
  const taken = await put(place, "probe", PROBE);
  await place.removeEntry("probe");
  return taken < PROBE;
}

/**
 * Give the ballast's room back. True if there was any.
 * @param {string} role
 */
export async function letGo(role) {
  const place = await folder(role);
  const size = await sizeOf(place, "ballast");
  if (size) await place.removeEntry("ballast");
  return size > 0;
}
