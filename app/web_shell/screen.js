// The device's screen: it stays on while it shows a code, and that of a phone stays upright. Where the browser refuses this, nothing
// changes and nobody is told.

import { stayAwake } from "./awake.js";

const SMALL = 600; // CSS px of the shorter side; a phone in landscape is too low for the app's screens, a tablet is not
const PHONES = ["phone", "buddy"];

/** @import { Bridge } from "./bridge.js" */

/**
 * Keep a phone upright. A browser does this only for an app on the home screen. The manifest cannot say it: all roles share it.
 * @param {string} role
 */
function keepUpright(role) {
  const small = Math.min(screen.width, screen.height) < SMALL;
  if (PHONES.includes(role) && small) screen.orientation?.lock?.("portrait").catch(() => {}); // refused: the screen turns as usual
}

/**
 * Add the op "stay-awake" ({on}), and keep a phone upright.
 * @param {Pick<Bridge, "on">} bridge
 * @param {string} role
 */
export function addScreen(bridge, role) {
  bridge.on("stay-awake", ({ on }) => stayAwake(on) ?? true);
  keepUpright(role);
}
