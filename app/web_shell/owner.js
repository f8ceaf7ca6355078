// Which role owns the app in this browser: an address without a role opens it. role.js decides, and this keeps the decision.

import { firstHash, firstHome, isNewcomers, settledHome } from "./role.js";
import { heal } from "./sharers.js";

const HOME = "veertig.home"; // in localStorage: the role for which the app was first opened
const SETTLED = "veertig.settled"; // in localStorage: the owner, once a role has stored something here

/**
 * The address with which the app begins: `hash` itself, unless it names no role, as when the app's icon was tapped.
 * @param {string} hash
 */
export function beginAt(hash) {
  return firstHash(hash, firstRole(hash));
}

/** @param {string} hash */
function firstRole(hash) {
  try {
    if (!localStorage.getItem(HOME)) localStorage.setItem(HOME, firstHome(hash));
    return localStorage.getItem(SETTLED) ?? localStorage.getItem(HOME) ?? "phone";
  } catch {
    return "phone"; // this browser stores nothing; the app says so
  }
}

/**
 * This role has stored something here: it may be the owner from now on. Gives true, as an answer to Python.
 * @param {string} role
 */
export async function settleIn(role) {
  const { rolesWithKeys } = await import("./keys.js"); // not before there is something to store
  const names = await rolesWithKeys();
  localStorage.setItem(SETTLED, settledHome(localStorage.getItem(SETTLED) ?? "", role, names.some(isNewcomers)));
  heal(names);
  return true;
}
