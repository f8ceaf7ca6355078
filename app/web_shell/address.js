// The page's address while the app runs: the link that it was opened with, later links, and the address that remains.

import { linkInAddress } from "./link_finder.js";
import { linkIn, restingHash, roleOf, wantsCamera } from "./role.js";

/**
 * What to do with an address that changed while the app runs: `reload` for another role or when no app runs, `scan` for the
 * camera, `open` for a link, "" for nothing. Pure.
 * @param {string} hash the new address
 * @param {{role: string, first: string, running: boolean}} here `first` is the link that the app has not yet looked at
 */
export function decide(hash, { role, first, running }) {
  const route = linkIn(hash);
  if (!running || roleOf(hash) !== role) return "reload";
  if (wantsCamera(hash)) return "scan";
  return route && route !== first ? "open" : "";
}

/** Write the link in the page's address the one way in which all else reads it. */
function tidy() {
  const route = linkInAddress(location.hash);
  if (route && location.hash !== `#${route}`) history.replaceState(history.state, "", `#${route}`);
}

/** The address of this page, and the role that it names. */
export class Address {
  /** The role that this page runs: `phone`, `buddy`, `counsellor` or `display-<8 digits>`. */
  role = roleOf(location.hash);
  /** The link that the app was opened with, such as "/s/123"; "" once the app has looked at it, or without one. */
  first = linkIn(location.hash);

  /** Whether the address asks for a link or for the camera. */
  get asks() {
    return Boolean(this.first || wantsCamera(location.hash));
  }

  /** Whether the address asks for the camera at once. */
  get wantsCamera() {
    return wantsCamera(location.hash);
  }

  /** The app has looked at the first link: forget it, also for a reload. Gives true, as an answer to Python. */
  clear() {
    this.first = "";
    this.rest();
    return true;
  }

  /** Replace a link or the wish for the camera in the address by the role's own address, or by the first link. */
  rest() {
    if (!linkIn(location.hash) && !wantsCamera(location.hash)) return;
    history.replaceState(history.state, "", this.first ? `#${this.first}` : restingHash(this.role));
  }

  /**
   * Handle every later address before Flutter does: a link goes to the app, and the same link twice must arrive twice.
   * @param {() => boolean} isRunning whether the app runs in this tab
   * @param {{scan: () => void, open: (route: string) => void}} act opens the camera, or a link
   */
  follow(isRunning, act) {
    /** @param {Event} event */
    const hear = (event) => {
      tidy();
      const route = linkIn(location.hash);
      const what = decide(location.hash, { role: this.role, first: this.first, running: isRunning() });
      if (!what) return;
      event.stopImmediatePropagation();
      if (what === "reload") {
        location.reload();
        return;
      }
      this.rest();
      if (what === "scan") act.scan();
      else act.open(route);
    };
    addEventListener("popstate", hear, true);
    addEventListener("hashchange", hear, true);
  }
}
