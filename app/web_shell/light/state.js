// The decisions of the light page: what is on the screen, and what a tap or an event changes. Pure; light.js acts.
//
// A buddy confirms one thing: we were together. There is no field, no remark, and no way to refuse but to close. The state holds
// the one meeting of the proposal and nothing else about anybody: no list, no total, no assurance level, no deadline.

// The screens; they are the values of State.screen.
export const WAIT = "wait";
export const ASK = "ask";
export const CODE = "code";
export const DONE = "done";
export const REST = "rest";
export const LANGUAGE = "language";
export const REFUSED = "refused";

/** @typedef {"wait" | "ask" | "code" | "done" | "rest" | "language" | "refused"} Screen */
/** @typedef {{activity: number, minutes: number, start: number}} Asked */
/** @typedef {[letters: string, digits: string]} Link */

/**
 * @typedef {object} State
 * @property {Screen} screen
 * @property {string} language
 * @property {Asked | null} asked the meeting of the proposal: its activity, minutes and start in Unix seconds
 * @property {Link | null} answer the link that the newcomer scans
 * @property {boolean} sent whether the server has the answer, so that the newcomer's phone gets it from there, too
 * @property {string} refusal the code, "" for none
 * @property {boolean} signing whether an answer is being signed now
 * @property {Screen} before the screen to which the choice of a language returns
 */

/** @typedef {"" | "send" | "rest" | "speak" | "sign" | "app" | "say" | "again"} Effect */

/**
 * @typedef {{type: "opened"}
 *   | {type: "looked", asked: Asked}
 *   | {type: "kept", asked: Asked, answer: Link}
 *   | {type: "sent"}
 *   | {type: "calm"}
 *   | {type: "refused", code: string}
 *   | {type: "rested"}
 *   | {type: "chose", language: string}
 *   | {type: "tapped", key: string}} Event
 */

/**
 * The state at the start.
 * @param {string} language
 * @returns {State}
 */
export function begin(language) {
  return { screen: WAIT, language, asked: null, answer: null, sent: false, refusal: "", signing: false, before: REST };
}

/**
 * Whether this screen closes by itself after a calm time. A code that is not sent stays: it is the only way to the other phone.
 * @param {State} state
 */
export function closes({ screen, sent }) {
  return screen === CODE && sent;
}

/**
 * The part of a proposal that a screen may know.
 * @param {Asked} asked
 * @returns {Asked}
 */
function shown({ activity, minutes, start }) {
  return { activity, minutes, start };
}

/**
 * Whether the person still waits for the proposal of a code, and has not closed it meanwhile.
 * @param {State} state
 */
function waits({ screen, before }) {
  return screen === WAIT || (screen === LANGUAGE && before === WAIT);
}

/**
 * The state after `event`, and the effect to act on, "" for none. A `late` event, from looking at a code, neither reopens a screen
 * that was closed nor ends the choice of a language.
 * @param {State} state
 * @param {Event} event
 * @returns {[state: State, effect: Effect]}
 */
export function update(state, event, late = false) {
  if (!late) return decided(state, event);
  if (!waits(state)) return [state, ""];
  const [next, effect] = decided(state, event);
  return state.screen === LANGUAGE ? [{ ...next, screen: LANGUAGE, before: next.screen }, effect] : [next, effect];
}

/**
 * @param {State} state
 * @param {Event} event
 * @returns {[state: State, effect: Effect]}
 */
function decided(state, event) {
  switch (event.type) {
    case "opened":
      return [{ ...state, screen: WAIT, asked: null, answer: null, sent: false, refusal: "", signing: false }, ""];
    case "looked":
      return [{ ...state, screen: ASK, asked: shown(event.asked) }, ""];
    case "kept":
      return [{ ...state, screen: CODE, asked: shown(event.asked), answer: event.answer, sent: false, signing: false }, "send"];
    case "sent":
      return [{ ...state, sent: state.answer !== null }, ""];
    case "calm":
      return closes(state) ? tapped(state, "close") : [state, ""];
    case "refused":
      return [{ ...state, screen: REFUSED, refusal: event.code, asked: null, answer: null, sent: false, signing: false }, ""];
    case "rested":
      return [{ ...state, screen: REST, asked: null, answer: null, sent: false, refusal: "" }, ""];
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
  /** @type {State} */
  const rest = { ...state, screen: REST, asked: null, answer: null, sent: false, refusal: "" };
  switch (key) {
    case "together": // a second tap while signing changes nothing
      return state.screen === ASK && !state.signing ? [{ ...state, signing: true }, "sign"] : [state, ""];
    case "close":
      if (state.signing) return [state, ""]; // it is being stored just now
      return state.screen === LANGUAGE ? [{ ...state, screen: state.before }, ""] : [rest, "rest"];
    case "good":
      return state.screen === CODE ? [{ ...state, screen: DONE }, "rest"] : [state, ""];
    case "again":
      return state.answer ? [{ ...state, screen: CODE }, ""] : [state, ""];
    case "language":
      return state.signing || state.screen === LANGUAGE ? [state, ""] : [{ ...state, screen: LANGUAGE, before: state.screen }, ""];
    case "moments":
      return [state, "app"];
    case "start-again":
      return [state, "again"];
    case "speak":
      return [state, "say"];
  }
  return [state, ""];
}
