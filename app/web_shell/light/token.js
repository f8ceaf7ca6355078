// A token (F7): what a display's or a poster's code says. A check-in holds one, verbatim.

import { asKind, split } from "./envelope.js";
import { hexOf } from "./link.js";
import { Refusal } from "./refusal.js";

/** @import { Bytes } from "../keys.js" */
/** @import { Outer } from "./envelope.js" */

/**
 * @typedef {object} Token
 * @property {Outer} outer
 * @property {string} key the id of the key of the display or poster, in hex
 * @property {string} place the id of the session or poster, in hex
 * @property {boolean} poster
 * @property {number} time by the display's clock, seconds since 1970; 0 at a poster, which has no clock
 * @property {number} activity
 * @property {number} planned minutes, 0 when nothing is planned
 */

/** @type {Record<number, string>} type -> kind */
const KINDS = { 1: "session", 2: "poster" };
const ID_SIZE = 8; // bytes
const LAST_CODE = 255; // the largest code of an activity
const LONGEST_PLAN = 24 * 60; // minutes

/**
 * Read a token, without the signature check: nobody here knows the display's key yet. Refuses with `bad-code` or `newer-app`.
 * @param {Bytes} data
 * @returns {Promise<Token>}
 */
export async function readToken(data) {
  const [parts, fields] = split(data);
  const kind = KINDS[fields.integer(1)];
  if (!kind) throw new Refusal("newer-app", "a token of another type");
  const poster = kind === "poster";
  const place = hexOf(fields.raw(2, ID_SIZE));
  const time = poster ? 0 : fields.integer(3);
  const [activity, planned] = [fields.integer(4, 0, LAST_CODE), fields.integer(5, 0, LONGEST_PLAN)];
  fields.done();
  return { outer: await asKind(kind, parts), key: hexOf(parts.key), place, poster, time, activity, planned };
}
