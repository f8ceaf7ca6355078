// Starts that did not come to an end. After two of them the copy of Python's memory is under suspicion, and goes.

import { forget } from "./memory.js";

const MOST_UNFINISHED = 2; // somebody may just have been quick to close it

/**
 * A start of this role begins. Returns what to call when it has come to an end.
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
