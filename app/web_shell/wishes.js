// What the device was told about its person's eyes, for Python: more contrast, less motion, how large letters are. At the start and
// when it changes. Sizes of letters have one source: style.css holds the root at 16 px, so that Flutter enlarges nothing by itself.

/** @import { Bridge } from "./bridge.js" */

const CONTRAST = ["(prefers-contrast: more)", "(forced-colors: active)"].map((query) => matchMedia(query));
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

const USUAL = 16; // px of a browser's text when nobody changed it
const USUAL_IPHONE = 17; // px of its body text

/** How large the device's letters are, against usual: the browser's own size, an iPhone's, an Android phone's. From 1 to 2. */
function letters() {
  const probe = document.createElement("p");
  probe.style.cssText = "position: absolute; visibility: hidden; font-size: medium; width: calc(100px * env(preferred-text-scale, 1))";
  document.body.append(probe);
  const size = () => Number.parseFloat(getComputedStyle(probe).fontSize);
  const found = [size() / USUAL, probe.offsetWidth / 100];
  if (navigator.vendor.startsWith("Apple") && matchMedia("(pointer: coarse)").matches) {
    probe.style.font = "-apple-system-body";
    found.push(size() / USUAL_IPHONE);
  }
  probe.remove();
  return Math.min(2, Math.max(1, ...found));
}

/** What the device was told. */
export function wishes() {
  return { contrast: CONTRAST.some((query) => query.matches), still: STILL.matches, letters: letters() };
}

/** @param {Pick<Bridge, "event">} bridge */
export function addWishes(bridge) {
  let told = JSON.stringify({ contrast: false, still: false, letters: 1 });
  const tell = () => {
    const now = wishes();
    document.documentElement.style.setProperty("--letters", String(now.letters));
    if (JSON.stringify(now) === told) return;
    told = JSON.stringify(now);
    bridge.event("wishes", now);
  };
  for (const query of [...CONTRAST, STILL]) query.addEventListener("change", tell);
  addEventListener("visibilitychange", tell); // back from the device's settings: nothing else tells of the size of letters
  tell();
}
