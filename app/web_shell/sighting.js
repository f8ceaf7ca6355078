// What the camera saw, decided: which text goes to Python, and what is said when there is no camera. Pure.

const OURS = /^https?:\/\/[^/]+\/#\/[a-z]\/\d+$/;
const FOREIGN_MS = 800; // a code that is not ours waits this long for one that is

/** @typedef {{texts: string[]} | {code: string}} Answer what Python is told */

/** @type {Record<string, string>} the browser's name of what went wrong -> our code */
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
 * Why there is no camera.
 * @param {unknown} error
 */
export function cameraCode(error) {
  const { name = "" } = /** @type {{name?: string}} */ (error); // not always an Error: some browsers have names of their own
  return CAMERA_CODES[name] ?? "camera";
}

/**
 * What to hand on of the texts in one picture: all different codes of ours, else the first foreign one.
 * @param {string[]} texts
 */
export function choose(texts) {
  const ours = [...new Set(texts.filter((text) => OURS.test(text)))];
  return { ours, foreign: texts.find((text) => text && !OURS.test(text)) };
}

/**
 * What to answer to one photo; null when there is no code in it.
 * @param {string[]} texts
 */
export function inPhoto(texts) {
  const { ours, foreign } = choose(texts);
  if (ours.length) return { texts: ours };
  return foreign ? { texts: [foreign] } : null;
}

/** Frame after frame of one camera. */
export class Sighting {
  #foreignSince = Number.NaN;

  /**
   * What to answer after this frame; null to look on.
   * @param {string[]} texts
   * @param {number} now milliseconds, of any clock that only goes on
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
 * How long to rest after a frame, in milliseconds: as long as it took, so that one core stays free for half of the time.
 * @param {number} took milliseconds
 */
export function restAfter(took) {
  return Math.max(40, took);
}
