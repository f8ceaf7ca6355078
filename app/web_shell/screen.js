// The device's screen: a display's stays on, a phone's stays upright. Where either is refused, all is as usual and nobody is told.

const SMALL = 600; // CSS pixels; across, a phone is too low for the app's screens, and a tablet is not
const PHONES = ["phone", "buddy"];

/** @import { Bridge } from "./bridge.js" */

/**
 * The system takes the lock back when nobody sees the page (and on a low battery), so it is asked for again when somebody does.
 * @param {Pick<Bridge, "on">} bridge
 */
function addAwake(bridge) {
  const ask = () => document.hidden || navigator.wakeLock?.request("screen").catch(() => {}); // refused: as usual
  bridge.on("stay-awake", () => {
    document.addEventListener("visibilitychange", ask);
    ask();
    return true;
  });
}

/**
 * A browser does this only for an app that was put on the home screen. The manifest cannot: it is one for all roles.
 * @param {string} role
 */
function keepUpright(role) {
  const small = Math.min(screen.width, screen.height) < SMALL;
  if (PHONES.includes(role) && small) screen.orientation?.lock?.("portrait").catch(() => {}); // refused: as usual
}

/**
 * @param {Pick<Bridge, "on">} bridge
 * @param {string} role
 */
export function addScreen(bridge, role) {
  addAwake(bridge);
  keepUpright(role);
}
