// The op "scan": who asked for the camera, and who gets the answer. The camera itself is scanner.js.
//
//   args     {labels: {title, close, photo, torch, photo_none, camera_none}, rtl, seconds}
//   answer   {texts: [...]} or {code: cancel | timeout | denied | no-camera | busy | insecure | camera}

/** @import { Bridge } from "./bridge.js" */
/** @import { Answer } from "./sighting.js" */

/**
 * What Python asks for; all of it may be missing.
 * @typedef {object} Asked
 * @property {Record<string, string>} [labels]
 * @property {boolean} [rtl]
 * @property {number} [seconds] after which nobody is waited for any more; 0 for never
 */

/**
 * Adds the op; returns what opens the camera before the app runs: the app is told, and gets the answer when it asks.
 * @param {Pick<Bridge, "on" | "event">} bridge
 * @param {(args: Asked) => Promise<Answer>} open opens the camera, once at a time
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
