// The decisions of the newcomer's light page: what is on the screen, what it says, and what a tap or an event changes. Pure;
// newcomer.js acts.
//
// The page writes down one scan and shows it. Everything else, such as all hours, a list, or turning a scan round, is the app's.

import { helpsAgain, START_AGAIN } from "./refusal.js";
import { ACTIVITIES, OTHER, SCAN_REFUSALS } from "./tables.js";

/** @import { Saved } from "./scan.js" */

// The screens; they are the values of State.screen.
export const WAIT = "wait";
export const SAVED = "saved";
export const LANGUAGE = "language";
export const REFUSED = "refused";

/** @typedef {"wait" | "saved" | "language" | "refused"} Screen */

/**
 * @typedef {object} State
 * @property {Screen} screen
 * @property {string} language
 * @property {Saved | null} saved the visit of the scan
 * @property {string} refusal the code, "" for none
 * @property {Screen} before the screen to which the choice of a language returns
 */

/** @typedef {"" | "send" | "app" | "speak" | "say" | "again"} Effect */

/**
 * @typedef {{type: "opened"}
 *   | {type: "kept", saved: Saved}
 *   | {type: "changed", saved: Saved}
 *   | {type: "refused", code: string}
 *   | {type: "chose", language: string}
 *   | {type: "tapped", key: string}} Event
 */

/**
 * The state at the start.
 * @param {string} language
 * @returns {State}
 */
export function begin(language) {
  return { screen: WAIT, language, saved: null, refusal: "", before: WAIT };
}

/**
 * The state after `event`, and the effect to act on, "" for none. While a language is chosen, the choice stays on the screen.
 * @param {State} state
 * @param {Event} event
 * @returns {[state: State, effect: Effect]}
 */
export function update(state, event) {
  /**
   * @param {Screen} screen
   * @param {Partial<State>} changes
   * @returns {State}
   */
  const on = (screen, changes) =>
    state.screen === LANGUAGE ? { ...state, ...changes, before: screen } : { ...state, ...changes, screen };
  switch (event.type) {
    case "opened":
      return [{ ...state, screen: WAIT, saved: null, refusal: "" }, ""];
    case "kept":
      return [on(SAVED, { saved: event.saved, refusal: "" }), "send"];
    case "changed":
      return [state.saved ? { ...state, saved: { ...event.saved, what: state.saved.what } } : state, ""];
    case "refused":
      return [on(REFUSED, { saved: null, refusal: event.code }), ""];
    case "chose":
      return [{ ...state, screen: state.before, language: event.language }, "speak"];
    case "tapped":
      return tapped(state, event.key);
  }
}

/**
 * @param {State} state
 * @param {string} key
 * @returns {[state: State, effect: Effect]}
 */
function tapped(state, key) {
  switch (key) {
    case "close":
      return [state.screen === LANGUAGE ? { ...state, screen: state.before } : state, ""];
    case "language":
      return state.screen === LANGUAGE ? [state, ""] : [{ ...state, screen: LANGUAGE, before: state.screen }, ""];
    case "moments":
      return [state, "app"];
    case START_AGAIN:
      return [state, "again"];
    case "speak":
      return [state, "say"];
  }
  return [state, ""];
}

/**
 * The clips of a screen, as on the app's screens (app/newcomer/screens/aloud.py); none where it says nothing.
 * @param {State} state
 * @returns {{clip: string, key: string}[]}
 */
export function clipsOf({ screen, saved, refusal }) {
  const clip = (/** @type {string} */ name, key = "") => ({ clip: name, key });
  if (screen === REFUSED) {
    const message = clip(`refusal/${(SCAN_REFUSALS[refusal] ?? SCAN_REFUSALS[""])[1]}`, "message");
    const ways = [clip("common/Once more", START_AGAIN), clip("home/My moments", "moments")];
    return helpsAgain(refusal, SCAN_REFUSALS) ? [message, ...ways] : [message];
  }
  if (screen !== SAVED || !saved) return [];
  const [, activity = ""] = ACTIVITIES[saved.activity] ?? ACTIVITIES[OTHER] ?? [];
  const isHere = saved.end === null;
  return [
    clip(`activity/${activity}`, "what"),
    clip(isHere ? "saved/You came" : "saved/You left", "door"),
    clip(saved.what === "already" ? "saved/Already saved" : "saved/Saved", "saved"),
    ...(isHere ? [clip("saved/Scan again when you leave", "again")] : []),
    clip("home/My moments", "moments"),
  ];
}
