// Decides what is said about a camera that was asked for and does not answer, or whose picture does not come. Pure.

/** @typedef {"granted" | "denied" | "prompt" | ""} Permission what the browser says of the camera; "" when it does not say */

const ASK_MS = 1000; // a browser that asks the person
const SILENT_MS = 4000; // a browser that does not say whether it asks
const CAMERA_MS = 10_000; // a camera that may be used
const PICTURE_MS = 5000; // a camera that is open

/** One camera, from when it was asked for. Times are milliseconds of a clock that only goes forward. */
export class CameraWatch {
  #since;
  /** @type {Permission | "picture"} */
  #state = "";

  /** @param {number} now */
  constructor(now) {
    this.#since = now;
  }

  /**
   * What to say while the camera does not answer: "ask" (the person is to allow it), a camera code, or "" for nothing yet.
   * A question that waits for the person is no fault, however long it waits.
   * @param {Permission} permission
   * @param {number} now
   * @returns {"" | "ask" | "denied" | "camera"}
   */
  waiting(permission, now) {
    const waited = this.#waited(permission, now);
    if (this.#state === "granted") return waited >= CAMERA_MS ? "camera" : "";
    if (this.#state === "denied") return waited >= ASK_MS ? "denied" : "";
    return waited >= (this.#state ? ASK_MS : SILENT_MS) ? "ask" : "";
  }

  /**
   * What to say about an open camera: "camera" when no picture has come for a while, or "".
   * @param {boolean} isNew whether a picture came since the last call
   * @param {number} now
   * @returns {"" | "camera"}
   */
  showing(isNew, now) {
    const waited = this.#waited("picture", now);
    if (isNew) this.#since = now;
    return !isNew && waited >= PICTURE_MS ? "camera" : "";
  }

  /**
   * How long it has been in this state. The time begins anew once the person has allowed the camera, and once it is open.
   * @param {Permission | "picture"} state
   * @param {number} now
   */
  #waited(state, now) {
    if (state && state !== this.#state) {
      if (this.#state || state === "picture") this.#since = now;
      this.#state = state;
    }
    return now - this.#since;
  }
}
