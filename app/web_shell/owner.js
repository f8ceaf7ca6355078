// Whose the app is in this browser: which role an address without a role opens. role.js decides, here it is kept.

import { firstHash, firstHome, settledHome } from "./role.js";

const HOME = "veertig.home"; // in this browser's storage: the role it was first opened for
const SETTLED = "veertig.settled"; // the same, once a role kept something here: whose the app is

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
    return "phone"; // a browser that stores nothing; the app says so
  }
}

/**
 * This role has kept something here.
 * @param {string} role
 */
export async function settleIn(role) {
  const { hasKeyPair } = await import("./keys.js"); // not before there is something to keep
  localStorage.setItem(SETTLED, settledHome(localStorage.getItem(SETTLED) ?? "", role, await hasKeyPair("phone")));
  return true;
}
