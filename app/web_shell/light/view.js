// Draws the buddy's light page: the same screens as those of the app's buddy (app/buddy/screens/ask.py), in plain HTML.

import { clocks } from "./clocks.js";
import { code } from "./drawing.js";
import { action, activity, card, h, languages, message, penOf, picture, put, saved, top, wait } from "./pieces.js";
import { helpsAgain, START_AGAIN } from "./refusal.js";
import { ASK, CODE, DONE, LANGUAGE, REFUSED, REST } from "./state.js";
import { OTHER, REFUSALS } from "./tables.js";

/** @import { Pen, Spoken, Tap } from "./pieces.js" */
/** @import { State } from "./state.js" */
/** @import { Words } from "./words.js" */

/** @typedef {Pen & {state: State, now: number}} Parts `now` in seconds since 1970 */

const DEAD_ENDS = ["storage-blocked", "no-keys"]; // the app has the same limit, so no button leads to it

/**
 * Draw `state` into `root`; `tap` gets the key of each button that is tapped.
 * @param {HTMLElement} root
 * @param {State} state
 * @param {Words} words
 * @param {Tap} tap
 * @param {Spoken} spoken
 */
export function draw(root, state, words, tap, spoken) {
  const pen = penOf(words, tap, spoken);
  const parts = { ...pen, state, now: Math.floor(Date.now() / 1000) };
  const middle = state.screen === CODE && picture("two_phones", "", true);
  const head = top(pen, state.screen !== REST, state.screen === LANGUAGE, middle);
  put(root, state.screen, pen, head, ...(SCREENS[state.screen] ?? wait)(parts));
}

/** @param {string} icon */
function pair(icon) {
  return h("div", { class: "pair" }, picture("newcomer"), picture(icon, "between"), picture("buddy"));
}

/**
 * The activity, the duration and the day, in a line of pictures and a line of words: the same as on the newcomer's phone.
 * @param {Parts} parts
 */
function facts({ state: { asked }, words, now, text }) {
  if (!asked) return null;
  const [icon, name] = activity(asked.activity);
  const line = h("div", { class: "line" }, picture(icon), clocks(asked.minutes, words.rtl), h("b", {}, words.length(asked.minutes)));
  return h("div", { class: "facts" }, line, h("p", {}, `${text(name)}, ${words.day(asked.start, now)}`));
}

/**
 * The line beneath the code that says what happens now; its picture is at the top, as in the app.
 * @param {Parts} parts
 */
const scanned = ({ both }) => h("p", { class: "scanned", "data-key": "scanned" }, both("buddy/The other phone scans this"));

/** @type {Record<string, ((parts: Parts) => Node[]) | undefined>} */
const SCREENS = {
  [ASK]: (parts) => {
    const { state, words, tap, both, now } = parts;
    if (!state.asked) return wait();
    const [icon, name] = activity(state.asked.activity);
    const what = h("div", { class: "card", "data-key": "what", "data-lit": "what" }, picture(icon), both(name));
    const long = h("div", { class: "card", "data-key": "long", "data-lit": "long" }, clocks(state.asked.minutes, words.rtl),
      h("span", { class: "own" }, words.length(state.asked.minutes)));
    const day = h("p", { class: "day", "data-key": "day" }, words.day(state.asked.start, now));
    const yes = action(tap, "together", "met", both("buddy/We were together"), "tall");
    return [h("main", {}, pair(icon), h("div", { class: "cards" }, what, long), day), h("footer", {}, yes)];
  },
  [CODE]: (parts) => {
    const drawn = h("div", { class: "code", "data-key": "qr", "data-lit": "code" });
    if (parts.state.answer) drawn.append(code(parts.state.answer, parts.text("buddy/The other phone scans this")));
    return [
      h("main", {}, saved(parts, parts.state.sent), drawn, scanned(parts), facts(parts)),
      h("footer", {}, action(parts.tap, "good", "saved", parts.both("saved/Good"))),
    ];
  },
  [DONE]: (parts) => {
    const { state, tap, both } = parts;
    const again = card(tap, "again", "scan", both("buddy/Show the code again"), true);
    const moments = card(tap, "moments", "calendar", both("buddy/Our moments"));
    return [h("main", {}, pair(activity(state.asked?.activity ?? OTHER)[0]), saved(parts, parts.state.sent), facts(parts)), h("footer", { class: "cards" }, again, moments)];
  },
  [REST]: ({ tap, both }) => [
    h("main", {}, message("together", both("buddy/Scan the code on the other phone"))),
    h("footer", { class: "cards" }, card(tap, "moments", "calendar", both("buddy/Our moments"))),
  ],
  [REFUSED]: ({ state, tap, both }) => {
    const [icon, sentence] = REFUSALS[state.refusal] ?? REFUSALS[""];
    const body = h("main", {}, message(icon, both(`refusal/${sentence}`), true));
    if (helpsAgain(state.refusal, REFUSALS)) return [body, h("footer", {}, action(tap, START_AGAIN, "again", both("common/Once more")))];
    const moments = card(tap, "moments", "calendar", both("buddy/Our moments"));
    return DEAD_ENDS.includes(state.refusal) ? [body] : [body, h("footer", { class: "cards" }, moments)];
  },
  [LANGUAGE]: (parts) => languages(parts, parts.state.language),
};
