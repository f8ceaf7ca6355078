// The device's settings for the eyes, sent to Python at the start and after each change: contrast, motion, size of letters.
// The size of letters has one source: style.css keeps the root at 16 px, so that Flutter enlarges nothing by itself.

/** @import { Bridge } from "./bridge.js" */

const CONTRAST = ["(prefers-contrast: more)", "(forced-colors: active)"].map((query) => matchMedia(query));
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

const USUAL = 16; // px of a browser's text by default
const USUAL_IPHONE = 17; // px of an iPhone's body text by default

/** How many times larger the device's letters are than usual, from 1 to 2: by the setting of the browser, the iPhone or Android. */
function letters() {
  const probe = document.createElement("p");
  probe.style.cssText = "position: absolute; visibility: hidden; font-size: medium; width: calc(100px * env(preferred-text-scale, 1))";
  document.body.append(probe);
  const size = () => Number.parseFloat(getComputedStyle(probe).fontSize);
  const sizes = [size() / USUAL, probe.offsetWidth / 100];
  if (navigator.vendor.startsWith("Apple") && matchMedia("(pointer: coarse)").matches) {
    probe.style.font = "-apple-system-body";
    sizes.push(size() / USUAL_IPHONE);
  }
  probe.remove();
  return Math.min(2, Math.max(1, ...sizes));
}

/** The device's settings now: more contrast, no motion (`still`), and the size of letters, from 1 to 2. */
export function wishes() {
  return { contrast: CONTRAST.some((query) => query.matches), still: STILL.matches, letters: letters() };
}

/**
 * Send the settings to Python, now if they are not the usual ones, and after each change.
 * @param {Pick<Bridge, "event">} bridge
 */
export function addWishes(bridge) {
  let sent = JSON.stringify({ contrast: false, still: false, letters: 1 });
  const tell = () => {
    const now = wishes();
    document.documentElement.style.setProperty("--letters", String(now.letters));
    if (JSON.stringify(now) === sent) return;
    sent = JSON.stringify(now);
    bridge.event("wishes", now);
  };
  for (const query of [...CONTRAST, STILL]) query.addEventListener("change", tell);
  addEventListener("visibilitychange", tell); // back from the device's settings: there is no event for the size of letters
  tell();
}
