// The lamp of a phone beside its camera, and a short buzz when a code was read. Not every phone has them, and some that say so do
// not: then the button goes, and the scan goes on.

import { within } from "./limit.js";

const LAMP_MS = 3000; // the longest wait for the lamp
const BUZZ_MS = 80;

/** @param {MediaStreamTrack} track */
function hasTorch(track) {
  try {
    return Boolean(track.getCapabilities?.().torch);
  } catch {
    return false; // a camera that cannot say what it can do has no lamp for us
  }
}

/**
 * Whether the lamp of this camera took what it was told. Never rejects.
 * @param {MediaStreamTrack} track
 * @param {boolean} on
 */
async function light(track, on) {
  try {
    const lit = track.applyConstraints({ advanced: [{ torch: on }] }).then(() => true);
    return await within(lit, LAMP_MS, false);
  } catch {
    return false; // this phone reported a lamp that it cannot switch
  }
}

/**
 * Show the button of the lamp where this camera has one. It goes when the lamp fails or does not answer.
 * @param {MediaStreamTrack} track
 * @param {HTMLElement} button hidden until now
 */
export function offerTorch(track, button) {
  if (!hasTorch(track)) return;
  button.hidden = false;
  let on = false;
  button.onclick = async () => {
    on = !on;
    button.hidden = !(await light(track, on));
    button.setAttribute("aria-pressed", String(on));
  };
}

/** Shake the phone for a moment, where it can and may. */
export function buzz() {
  try {
    navigator.vibrate?.(BUZZ_MS);
  } catch {
    // The green frame says the same.
  }
}
