// Counts the starts that did not finish. After two of them the copy of Python's memory may be the reason, and is deleted.

import { forget } from "./memory.js";

const MOST_UNFINISHED = 2; // the person may just have closed it quickly

/**
 * A start of this role begins. Gives the function to call when it has finished.
 * @param {string} role
 */
export async function beginStart(role) {
  const name = `veertig.starting.${role}`;
  const before = Number(localStorage.getItem(name));
  const isSuspect = before >= MOST_UNFINISHED;
  if (isSuspect) await forget();
  localStorage.setItem(name, String(isSuspect ? 1 : before + 1));
  return () => localStorage.removeItem(name);
}
