// What the light page keeps: the meetings that were signed there, and the language that was chosen. The app takes both over
// when it is opened later.

import { inStore, openDatabase } from "../keys.js";

/** @import { Bytes } from "../keys.js" */

/**
 * A meeting that was signed here.
 * @typedef {object} Signed
 * @property {string} proposal its id in hex
 * @property {Bytes} asked the newcomer's message
 * @property {Bytes} answer ours
 * @property {boolean} sent whether the server said that it has them
 * @property {string} [refused] the code with which the server would not take them
 */

const NAME = "veertig-light";
const LANGUAGE = "language";
const open = () => openDatabase(NAME, { signed: { keyPath: "proposal" }, settings: {} });

/** @returns {Promise<Signed[]>} */
export function all() {
  return inStore(open, "signed", "readonly", (signed) => signed.getAll());
}

/**
 * The meeting with this proposal's id, if it was signed here.
 * @param {string} proposal
 * @returns {Promise<Signed | undefined>}
 */
export function of(proposal) {
  return inStore(open, "signed", "readonly", (signed) => signed.get(proposal));
}

/**
 * Keep a new one, durably. Fails with ConstraintError when another tab was first.
 * @param {Signed} meeting
 */
export function add(meeting) {
  return inStore(open, "signed", "readwrite", (signed) => signed.add(meeting));
}

/**
 * What the server said of one.
 * @param {Signed} meeting
 */
export function settle(meeting) {
  return inStore(open, "signed", "readwrite", (signed) => signed.put(meeting));
}

/** @param {string} code */
export function rememberLanguage(code) {
  return inStore(open, "settings", "readwrite", (settings) => settings.put(code, LANGUAGE));
}

/** For the app: the language, and [asked, answer] of each meeting; nothing is made by looking. */
export async function handOver() {
  const known = await indexedDB.databases?.();
  if (known && !known.some(({ name }) => name === NAME)) return { language: "", pairs: [] };
  /** @type {string | undefined} */
  const language = await inStore(open, "settings", "readonly", (settings) => settings.get(LANGUAGE));
  return { language: language ?? "", pairs: (await all()).map(({ asked, answer }) => [asked, answer]) };
}
