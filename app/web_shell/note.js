// Ops "note" and "leave-note": one short text for each role, the recovery secret. It lies in localStorage, which a browser keeps
// when the disk is full and it deletes databases and files. A newcomer's iPhone also has it in a cookie (carried.js).

import { ask, carry, isApart } from "./carried.js";

/** @import { Bridge } from "./bridge.js" */

/** @param {string} role gives the key in localStorage */
function nameOf(role) {
  return `veertig.note.${role}`;
}

/** @param {string} role */
function noteHere(role) {
  return localStorage.getItem(nameOf(role)) || "";
}

/** @param {string} role */
function isCarried(role) {
  return role === "phone" && isApart();
}

/** @param {string} role */
function isMissing(role) {
  try {
    return isCarried(role) && !noteHere(role);
  } catch {
    return false; // this browser stores nothing; the app says so
  }
}

/**
 * Add the ops "note" and "leave-note". A note that is not here is asked for at once, while Python starts.
 * @param {Pick<Bridge, "on">} bridge
 * @param {string} own the role of this page
 */
export function addNote(bridge, own) {
  let first = isMissing(own) ? ask() : null;
  bridge.on("note", async ({ role }) => {
    const here = noteHere(role);
    if (here || !isCarried(role)) return here;
    const asked = first ?? ask();
    first = null; // who asks again wants to know it anew
    return asked;
  });
  bridge.on("leave-note", ({ role, text }) => {
    localStorage.setItem(nameOf(role), text);
    if (isCarried(role)) carry(text);
    return true;
  });
}
