// The database of the light page: the meetings that were signed there, and the chosen language. The app takes both over when it
// is opened later. Every function rejects with the browser's DOMException when the database fails.

import { inStore, openDatabase } from "../keys.js";

/** @import { Bytes } from "../keys.js" */

/**
 * A meeting that was signed here.
 * @typedef {object} Signed
 * @property {string} proposal the proposal's id in hex
 * @property {Bytes} asked the newcomer's proposal
 * @property {Bytes} answer the buddy's answer
 * @property {boolean} sent whether the server answered that it has both
 * @property {string} [refused] the code with which the server refused them
 */

const NAME = "veertig-light";
const LANGUAGE = "language";
const open = () => openDatabase(NAME, { signed: { keyPath: "proposal" }, settings: {} });

/**
 * All meetings that were signed here.
 * @returns {Promise<Signed[]>}
 */
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
 * Keep a new meeting, durably. Rejects with ConstraintError when another tab was first.
 * @param {Signed} meeting
 */
export function add(meeting) {
  return inStore(open, "signed", "readwrite", (signed) => signed.add(meeting));
}

/**
 * Keep a meeting again, with the server's verdict.
 * @param {Signed} meeting
 */
export function settle(meeting) {
  return inStore(open, "signed", "readwrite", (signed) => signed.put(meeting));
}

/**
 * Keep the chosen language.
 * @param {string} code
 */
export function rememberLanguage(code) {
  return inStore(open, "settings", "readwrite", (settings) => settings.put(code, LANGUAGE));
}

/** What the app takes over: the language, and proposal and answer of each meeting. Makes no database where there is none. */
export async function handOver() {
  const known = await indexedDB.databases?.();
  if (known && !known.some(({ name }) => name === NAME)) return { language: "", pairs: [] };
  /** @type {string | undefined} */
  const language = await inStore(open, "settings", "readonly", (settings) => settings.get(LANGUAGE));
  return { language: language ?? "", pairs: (await all()).map(({ asked, answer }) => [asked, answer]) };
}
