// Decides what the camera's pictures mean: which text goes to Python, and which code names a missing camera. Pure.

import { linkInText } from "./link_finder.js";

const FOREIGN_MS = 800; // how long a foreign code waits for a code of ours

/** @typedef {{texts: string[]} | {code: string}} Answer of the op "scan" */

/** @type {Record<string, string>} the browser's name of the error -> our code */
const CAMERA_CODES = {
  InsecureError: "insecure",
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "no-camera",
  OverconstrainedError: "no-camera",
  NotReadableError: "busy",
  AbortError: "busy",
};

/**
 * The code that says why there is no camera: insecure, denied, no-camera, busy, or camera for every other reason.
 * @param {unknown} error
 */
export function cameraCode(error) {
  const { name = "" } = /** @type {{name?: string}} */ (error); // some browsers throw objects that are no Error, with a name
  return CAMERA_CODES[name] ?? "camera";
}

/**
 * Is this a link of ours, or a code that must not be one, because it opens somebody's hours (app/protocol/card.py)?
 * @param {string} text
 */
function isOurs(text) {
  return Boolean(linkInText(text)) || /^VEERTIG-[A-Z]+:/.test(text);
}

/**
 * The texts in one picture, sorted: `ours`, each once, and the first `foreign` text, if any.
 * @param {string[]} texts
 */
export function choose(texts) {
  const ours = [...new Set(texts.filter(isOurs))];
  return { ours, foreign: texts.find((text) => text && !isOurs(text)) };
}

/**
 * The answer for one photo: all codes of ours, else the first foreign text; null when there is no code in it.
 * @param {string[]} texts
 */
export function inPhoto(texts) {
  const { ours, foreign } = choose(texts);
  if (ours.length) return { texts: ours };
  return foreign ? { texts: [foreign] } : null;
}

/** The frames of one camera, one after the other. */
export class Sighting {
  #foreignSince = Number.NaN;

  /**
   * The answer after this frame; null to go on looking.
   * @param {string[]} texts
   * @param {number} now milliseconds of a clock that only goes forward
   */
  see(texts, now) {
    const { ours, foreign } = choose(texts);
    if (ours.length) return { texts: ours };
    if (!foreign) return null;
    if (Number.isNaN(this.#foreignSince)) this.#foreignSince = now;
    return now - this.#foreignSince >= FOREIGN_MS ? { texts: [foreign] } : null;
  }
}

/**
 * How long to rest after a frame, in milliseconds: as long as reading it took, at least 40. A core is free half of the time.
 * @param {number} took milliseconds
 */
export function restAfter(took) {
  return Math.max(40, took);
}
