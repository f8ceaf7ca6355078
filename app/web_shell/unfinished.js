// Counts the starts that did not finish. After two of them the copy of Python's memory may be the reason, and is deleted.

import { within } from "./limit.js";
import { forget } from "./memory.js";

const PATIENCE_MS = 5000; // the longest wait for the cache
const MOST_UNFINISHED = 2; // the person may just have closed it quickly

/**
 * A start of this role begins. Gives the function to call when it has finished.
 * @param {string} role
 */
export async function beginStart(role) {
  const name = `veertig.starting.${role}`;
  const before = Number(localStorage.getItem(name));
  const isSuspect = before >= MOST_UNFINISHED;
  try {
    if (isSuspect) await within(forget(), PATIENCE_MS, false);
    localStorage.setItem(name, String(isSuspect ? 1 : before + 1));
  } catch (error) {
    console.warn(error); // the phone is full, or has no caches: the start goes on without the count
  }
  return () => localStorage.removeItem(name);
}
