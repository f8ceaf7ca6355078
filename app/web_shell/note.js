// Ops "note" and "leave-note": one short note for each role. It lies where a browser that ran out of disk leaves things alone when
// it drops databases and files.

/** @import { Bridge } from "./bridge.js" */

/** @param {string} role */
function nameOf(role) {
  return `veertig.note.${role}`;
}

/** @param {Pick<Bridge, "on">} bridge */
export function addNote(bridge) {
  bridge.on("note", ({ role }) => localStorage.getItem(nameOf(role)) || "");
  bridge.on("leave-note", ({ role, text }) => {
    localStorage.setItem(nameOf(role), text);
    return true;
  });
}
