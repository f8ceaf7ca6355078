// Several newcomers who share this browser (app/platform/sharers.py): the list of them, who begins, and what a switch takes along.
// While one newcomer is alone here there is no list, and nothing of this is stored.

/** @import { Bridge } from "./bridge.js" */
/** @import { Links } from "./links.js" */

/** One of several newcomers: where the data lies, and the number of the picture. Python knows the other fields. */
/** @typedef {{slot: number, sign: number, lock?: string}} Sharer */

/** The cache with the last picture of home (home.js), which shows the hours of one. */
export const LAST_LOOK = "veertig-home";
const LIST = "veertig.people"; // in localStorage
const CHOSEN = "veertig.who"; // in this tab's storage, until the next start: the slot that was chosen
const HAND = "veertig.hand"; // in this tab's storage, until it is taken: a text that goes along
const [ASK, FIRST, MOST] = [0, 1, 9]; // slots

/**
 * The name of this newcomer's data and key: `phone`, `phone-2` ... `phone-9`; "" while nobody is chosen.
 * @param {number} slot
 */
export function storeOf(slot) {
  if (slot === ASK) return "";
  return slot === FIRST ? "phone" : `phone-${slot}`;
}

/**
 * Who uses the app at a start: the one that was chosen just now, the only one, or ASK. A lock is always asked for. Pure.
 * @param {Sharer[]} sharers
 * @param {number} chosen 0 for none
 */
export function beginsAs(sharers, chosen) {
  const [only] = sharers;
  if (!only) return FIRST;
  if (sharers.some(({ slot }) => slot === chosen)) return chosen;
  return sharers.length === 1 && !only.lock ? only.slot : ASK;
}

/** The text of the list; "" where there is none or this browser stores nothing. */
function text() {
  try {
    return localStorage.getItem(LIST) ?? "";
  } catch {
    return ""; // this browser stores nothing; the app says so
  }
}

/**
 * The sharers of this browser. A list that cannot be read is none.
 * @returns {Sharer[]}
 */
export function sharers() {
  try {
    const rows = JSON.parse(text() || "[]");
    return rows.filter((/** @type {Sharer} */ { slot }) => Number.isInteger(slot) && slot >= FIRST && slot <= MOST);
  } catch {
    return []; // keys without a sharer bring the list back (settleIn)
  }
}

/** Whether more than one newcomer may be here: then nothing of anybody is shown before the app knows who is there. */
export const isShared = () => sharers().length > 0;

/**
 * What the worker is told about the sharers, as a query. Who was chosen counts for one start.
 * @param {string} role
 */
export function begin(role) {
  if (role !== "phone") return { store: role, slot: String(FIRST), people: "" };
  const slot = beginsAs(sharers(), Number(sessionStorage.getItem(CHOSEN)));
  sessionStorage.removeItem(CHOSEN);
  return { store: storeOf(slot), slot: String(slot), people: text() };
}

/**
 * Who has a key here but was lost from the list comes back into it.
 * @param {string[]} keys the names of all keys
 */
export function heal(keys) {
  const slots = keys.flatMap((name) => (name === "phone" ? [FIRST] : /^phone-[2-9]$/.test(name) ? [Number(name.slice(-1))] : []));
  const here = sharers();
  if (!here.length && slots.every((slot) => slot === FIRST)) return;
  const lost = slots.filter((slot) => !here.some((each) => each.slot === slot)).sort();
  if (!lost.length) return;
  const signs = [...Array(16).keys()].filter((sign) => !here.some((each) => each.sign === sign));
  const every = [...here, ...lost.map((slot, at) => ({ slot, sign: signs[at] ?? 0 }))];
  localStorage.setItem(LIST, JSON.stringify(every.sort((left, right) => left.slot - right.slot)));
}

/** Forget the last picture of home. */
export const forgetLook = () => caches.delete(LAST_LOOK);

/**
 * Add the ops "people-keep", "people-switch", "people-hand" and "people-forget".
 * @param {Pick<Bridge, "on">} bridge
 * @param {Pick<Links, "add">} links
 */
export function addSharers(bridge, links) {
  bridge.on("people-keep", async ({ people }) => {
    localStorage.setItem(LIST, people);
    await forgetLook();
    return true;
  });
  bridge.on("people-switch", ({ slot, route, along }) => {
    sessionStorage.setItem(CHOSEN, String(slot));
    if (along) sessionStorage.setItem(HAND, along);
    if (route) links.add(route); // opened when the app runs
    location.reload();
    return true;
  });
  bridge.on("people-hand", () => {
    const along = sessionStorage.getItem(HAND) ?? "";
    sessionStorage.removeItem(HAND);
    return along;
  });
  bridge.on("people-forget", async ({ slot }) => {
    const { forget } = await import("./forget.js"); // hardly ever
    await forget(slot);
    return true;
  });
}

/**
 * Take this newcomer out of the list. Gives how many others are in it.
 * @param {number} slot
 */
export function leaveList(slot) {
  const others = sharers().filter((each) => each.slot !== slot);
  if (others.length) localStorage.setItem(LIST, JSON.stringify(others));
  else localStorage.removeItem(LIST);
  return others.length;
}
