// Everything of one newcomer leaves this browser: data, key, recovery secret, and what shows that somebody was here. What was begun is
// finished at the next start (boot.js), also when the page ended in between.

import { isApart, uncarry } from "./carried.js";
import { forgetKey } from "./keys.js";
import { forgetLook, leaveList, storeOf } from "./sharers.js";

const BEGUN = "veertig.forgetting"; // in localStorage: the slot of the newcomer who is being forgotten
const FIRST = 1; // the slot of the newcomer who was here first
const LIGHT = "veertig-newcomer"; // the database of the light page, which belongs to the first

/**
 * Delete a database, also one that was never made. Rejects with the browser's DOMException.
 * @param {string} name
 * @returns {Promise<void>}
 */
function deleteDatabase(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name); // waits while a connection is open
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}

/** @param {string} store */
async function deleteFolder(store) {
  try {
    await (await navigator.storage.getDirectory()).removeEntry(`veertig-${store}`, { recursive: true });
  } catch (error) {
    console.info("no reserved space to give up:", error); // there was none, or no such file system
  }
}

/**
 * Delete everything of the newcomer of this slot. Resolves when it is gone; rejects when the browser refuses.
 * @param {number} slot
 */
export async function forget(slot) {
  localStorage.setItem(BEGUN, String(slot));
  const store = storeOf(slot);
  localStorage.removeItem(`veertig.note.${store}`); // first: with it the hours could be fetched again
  await forgetKey(store);
  await deleteDatabase(`/data-${store}`);
  if (slot === FIRST) await deleteDatabase(LIGHT);
  await deleteFolder(store);
  await forgetLook();
  sessionStorage.removeItem("veertig.links.phone");
  if (slot === FIRST && isApart()) await uncarry();
  if (leaveList(slot) === 0) {
    for (const name of ["veertig.settled", "veertig.home", "veertig.lang"]) localStorage.removeItem(name);
  }
  localStorage.removeItem(BEGUN);
}

/** Finish what was begun before this start. Never rejects: what cannot be deleted now is tried again at the next start. */
export async function finish() {
  try {
    await forget(Number(localStorage.getItem(BEGUN)));
  } catch (error) {
    console.warn(error);
  }
}
