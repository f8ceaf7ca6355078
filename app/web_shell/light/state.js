// The light page, decided: what is on the screen, and what a tap or a message changes. Pure; light.js does the doing.
//
// A buddy says one thing: we were together. No field, no remark, no way to refuse; closing is the only other way. The state
// holds the one meeting that was asked and nothing else of anybody: no list, no total, no assurance, no deadline.

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
 * @property {Asked | null} asked
 * @property {Link | null} answer the link that the newcomer scans
 * @property {boolean} sent the server has it, so the newcomer's phone gets it from there, too
 * @property {string} refusal a code
 * @property {boolean} signing
 * @property {Screen} before where to go back
 */

/** @typedef {"" | "send" | "rest" | "speak" | "sign" | "app" | "say"} Effect */

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
 * @param {string} language
 * @returns {State}
 */
export function begin(language) {
  return { screen: WAIT, language, asked: null, answer: null, sent: false, refusal: "", signing: false, before: REST };
}

/**
 * Does this screen close by itself after a calm while? Without network the code is the only way to the other phone: it stays.
 * @param {State} state
 */
export function closes({ screen, sent }) {
  return screen === CODE && sent;
}

/**
 * All of a proposal that a screen may know.
 * @param {Asked} asked
 * @returns {Asked}
 */
function shown({ activity, minutes, start }) {
  return { activity, minutes, start };
}

/**
 * Is it still to be shown what the code asks? Not when the person closed it meanwhile.
 * @param {State} state
 */
function waits({ screen, before }) {
  return screen === WAIT || (screen === LANGUAGE && before === WAIT);
}

/**
 * What `event` makes of `state`, and what is to be done: "" for nothing. What comes `late`, from looking at a code, pulls nobody
 * back into what was closed, nor out of the choice of a language.
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
      if (state.signing) return [state, ""]; // it is being kept just now
      return state.screen === LANGUAGE ? [{ ...state, screen: state.before }, ""] : [rest, "rest"];
    case "good":
      return state.screen === CODE ? [{ ...state, screen: DONE }, "rest"] : [state, ""];
    case "again":
      return state.answer ? [{ ...state, screen: CODE }, ""] : [state, ""];
    case "language":
      return state.signing || state.screen === LANGUAGE ? [state, ""] : [{ ...state, screen: LANGUAGE, before: state.screen }, ""];
    case "moments":
      return [state, "app"];
    case "speak":
      return [state, "say"];
  }
  return [state, ""];
}
