// Which archives of Python's code a role needs. A newcomer's phone never fetches the code of a counsellor or a display.

import { archives, own } from "./parts.js";

/**
 * The archives that only this role needs, as paths from the page's root.
 * @param {string} role `phone`, `buddy`, `counsellor` or `display-<8 digits>`
 */
export function ownArchives(role) {
  const path = own[role.replace(/-\d+$/, "")];
  return path ? [path] : [];
}

/**
 * All archives that a role needs, as paths from the page's root.
 * @param {string} role
 */
export function archivesOf(role) {
  return [...archives, ...ownArchives(role)];
}
