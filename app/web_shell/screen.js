// The device's screen: that of a display stays on, that of a phone stays upright. Where the browser refuses this, nothing changes
// and nobody is told.

const SMALL = 600; // CSS px of the shorter side; a phone in landscape is too low for the app's screens, a tablet is not
const PHONES = ["phone", "buddy"];

/** @import { Bridge } from "./bridge.js" */

/**
 * Add the op "stay-awake". The system ends the lock when nobody sees the page, so it is asked for again when somebody does.
 * @param {Pick<Bridge, "on">} bridge
 */
function addAwake(bridge) {
  const ask = () => document.hidden || navigator.wakeLock?.request("screen").catch(() => {}); // refused, as on a low battery
  bridge.on("stay-awake", () => {
    document.addEventListener("visibilitychange", ask);
    ask();
    return true;
  });
}

/**
 * Keep a phone upright. A browser does this only for an app on the home screen. The manifest cannot say it: all roles share it.
 * @param {string} role
 */
function keepUpright(role) {
  const small = Math.min(screen.width, screen.height) < SMALL;
  if (PHONES.includes(role) && small) screen.orientation?.lock?.("portrait").catch(() => {}); // refused: the screen turns as usual
}

/**
 * Add the op "stay-awake", and keep a phone upright.
 * @param {Pick<Bridge, "on">} bridge
 * @param {string} role
 */
export function addScreen(bridge, role) {
  addAwake(bridge);
  keepUpright(role);
}
