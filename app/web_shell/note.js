// Ops "note" and "leave-note": one short text for each role, the recovery secret. It lies in localStorage, which a browser keeps
// when the disk is full and it deletes databases and files.

/** @import { Bridge } from "./bridge.js" */

/** @param {string} role gives the key in localStorage */
function nameOf(role) {
  return `veertig.note.${role}`;
}

/**
 * Add the ops "note" and "leave-note".
 * @param {Pick<Bridge, "on">} bridge
 */
export function addNote(bridge) {
  bridge.on("note", ({ role }) => localStorage.getItem(nameOf(role)) || "");
  bridge.on("leave-note", ({ role, text }) => {
    localStorage.setItem(nameOf(role), text);
    return true;
  });
}
