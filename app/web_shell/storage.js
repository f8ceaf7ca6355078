// Free storage and reserved space, in the browser's own file system for this site (OPFS). Loaded by the worker at first use.
//
// storage.estimate() gives a quota, not the free bytes. So this finds out by writing: a full phone stores fewer bytes than it was
// given, without an error. While there is space, some is reserved; a full phone gives it up to be able to save and send.

const PROBE = 1 << 20; // bytes
const RESERVED = 2 << 20; // bytes, in the file "ballast"
const PART = 1 << 16; // bytes written at once

/** @param {string} role */
async function folder(role) {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(`veertig-${role}`, { create: true });
}

/**
 * Write `size` bytes into a file. Gives how many the phone stored; a file that is not complete is emptied at once.
 * @param {FileSystemDirectoryHandle} place the folder
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
 * The size of a file in bytes; 0 without the file.
 * @param {FileSystemDirectoryHandle} place
 * @param {string} name
 */
async function sizeOf(place, name) {
  try {
    return (await (await place.getFileHandle(name)).getFile()).size;
  } catch {
    return 0; // there is no such file, or it cannot be opened: it reserves nothing
  }
}

/**
 * Whether the phone has hardly any free storage; while it has, space is reserved. Rejects where there is no such file system.
 * @param {string} role
 */
export async function isTight(role) {
  const place = await folder(role);
  if ((await sizeOf(place, "ballast")) < RESERVED) return (await put(place, "ballast", RESERVED)) < RESERVED;
  const taken = await put(place, "probe", PROBE);
  await place.removeEntry("probe");
  return taken < PROBE;
}

/**
 * Give up the reserved space. Gives whether there was any.
 * @param {string} role
 */
export async function letGo(role) {
  const place = await folder(role);
  const size = await sizeOf(place, "ballast");
  if (size) await place.removeEntry("ballast");
  return size > 0;
}
