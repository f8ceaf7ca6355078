// What the light page keeps: the meetings that were signed there, and the language that was chosen. The app takes both over
// when it is opened later. {proposal (hex), asked, answer, sent}: the messages as bytes; `sent` once the server said it has them,
// `refused` when it would not.

import { inStore, openDatabase } from "../keys.js";

const NAME = "veertig-light";
const LANGUAGE = "language";
const open = () => openDatabase(NAME, { signed: { keyPath: "proposal" }, settings: {} });

export function all() {
  return inStore(open, "signed", "readonly", (signed) => signed.getAll());
}

/** The meeting with this proposal's id, if it was signed here. */
export function of(proposal) {
  return inStore(open, "signed", "readonly", (signed) => signed.get(proposal));
}

/** Keep a new one, durably. Fails with ConstraintError when another tab was first. */
export function add(one) {
  return inStore(open, "signed", "readwrite", (signed) => signed.add(one));
}

/** What the server said of one. */
export function settle(one) {
  return inStore(open, "signed", "readwrite", (signed) => signed.put(one));
}

export function rememberLanguage(code) {
  return inStore(open, "settings", "readwrite", (settings) => settings.put(code, LANGUAGE));
}

/** For the app: {language, pairs: [[asked, answer]]}; nothing is made by looking. */
export async function handOver() {
  const known = await indexedDB.databases?.();
  if (known && !known.some(({ name }) => name === NAME)) return { language: "", pairs: [] };
  const language = await inStore(open, "settings", "readonly", (settings) => settings.get(LANGUAGE));
  return { language: language ?? "", pairs: (await all()).map(({ asked, answer }) => [asked, answer]) };
}
