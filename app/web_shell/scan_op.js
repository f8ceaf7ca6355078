// The op "scan": who asked for the camera, and who gets the answer. The camera itself is in scanner.js.
//
//   args     {labels: {title, close, photo, torch, photo_none, camera_none, camera_ask}, rtl, seconds, collect}
//   answer   {texts: [...]} or {code: cancel | timeout | denied | no-camera | busy | insecure | camera}

/** @import { Bridge } from "./bridge.js" */
/** @import { Answer } from "./sighting.js" */

/**
 * The arguments from Python; each may be missing.
 * @typedef {object} Asked
 * @property {Record<string, string>} [labels] the words on the camera's screen
 * @property {boolean} [rtl]
 * @property {number} [seconds] after which the camera closes; 0 for never
 * @property {boolean} [collect] whether it reads on until all codes that an old phone shows are there (phone_codes.js)
 */

/**
 * Add the op. Gives the function that opens the camera before the app runs: the app gets an event, and the answer when it asks.
 * @param {Pick<Bridge, "on" | "event">} bridge
 * @param {(args: Asked) => Promise<Answer>} open opens the camera; it is never called while the camera is open
 */
export function addScanOp(bridge, open) {
  let isOpen = false;
  /** @type {Promise<Answer> | null} */
  let early = null;
  /** @param {Asked} args */
  async function look(args) {
    isOpen = true;
    try {
      return await open(args);
    } finally {
      isOpen = false;
    }
  }
  bridge.on("scan", (/** @type {Asked} */ args) => {
    const before = early;
    early = null;
    return before ?? (isOpen ? { code: "busy" } : look(args));
  });
  return (/** @type {Asked} */ args) => {
    if (isOpen) return;
    early = look(args);
    bridge.event("scan");
  };
}
