// Draws the newcomer's light page: what was saved, as on the app's own screen (app/newcomer/screens/saved.py), in plain HTML.

import { clocks } from "./clocks.js";
import { LANGUAGE, REFUSED, SAVED } from "./newcomer_state.js";
import { action, activity, card, h, languages, message, penOf, picture, put, saved, top, wait } from "./pieces.js";
import { helpsAgain, START_AGAIN } from "./refusal.js";
import { SCAN_REFUSALS } from "./tables.js";

/** @import { State } from "./newcomer_state.js" */
/** @import { Pen, Spoken, Tap } from "./pieces.js" */
/** @import { Words } from "./words.js" */

/** @typedef {Pen & {state: State}} Parts */

const DEAD_ENDS = ["storage-blocked", "no-keys"]; // the app has the same limit, so no button leads to it
const DAY = 24 * 60; // minutes

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
  const isChoosing = state.screen === LANGUAGE;
  put(root, state.screen, pen, top(pen, isChoosing, isChoosing, ""), ...(SCREENS[state.screen] ?? wait)({ ...pen, state }));
}

/**
 * The way on to the app, with all hours.
 * @param {Parts} parts
 */
const onward = ({ tap, both }) => h("footer", { class: "cards" }, card(tap, "moments", "calendar", both("home/My moments")));

/**
 * The door, gone through the one way or the other, the words for it, and when.
 * @param {Parts} parts
 * @param {string} icon
 * @param {string} text
 * @param {number} time seconds since 1970
 */
function door({ both, words }, icon, text, time) {
  const label = h("span", { class: "words" }, both(text));
  return h("div", { class: "door", "data-key": icon, "data-lit": "door" }, picture(icon, "", true), label, h("b", {}, words.clock(time)));
}

/** @type {Record<string, ((parts: Parts) => Node[]) | undefined>} */
const SCREENS = {
  [SAVED]: (parts) => {
    const { state, words, both, text } = parts;
    if (!state.saved) return wait();
    const { what, start, end, sent } = state.saved;
    const [icon, name] = activity(state.saved.activity);
    const place = h("div", { class: "what", "data-key": "what", "data-lit": "what" }, picture(icon), both(name));
    const mark = saved(parts, sent, what === "already" ? "saved/Already saved" : "saved/Saved");
    if (end === null) {
      const later = text("saved/Scan again when you leave");
      const again = h("p", { class: "again", "data-lit": "again" }, picture("leave", "", true), h("span", {}, later), picture("scan", "", true));
      return [h("main", {}, place, mark, door(parts, "enter", "saved/You came", start), again), onward(parts)];
    }
    const minutes = Math.min(DAY, Math.floor((end - start) / 60));
    const long = h("div", { class: "line" }, h("b", {}, words.length(minutes)), clocks(minutes, words.rtl));
    return [h("main", {}, place, mark, door(parts, "leave", "saved/You left", end), long), onward(parts)];
  },
  [REFUSED]: (parts) => {
    const [icon, sentence] = SCAN_REFUSALS[parts.state.refusal] ?? SCAN_REFUSALS[""];
    const body = h("main", {}, message(icon, parts.both(`refusal/${sentence}`), true));
    const again = () => h("footer", {}, action(parts.tap, START_AGAIN, "again", parts.both("common/Once more")));
    if (helpsAgain(parts.state.refusal, SCAN_REFUSALS)) return [body, again(), onward(parts)];
    return DEAD_ENDS.includes(parts.state.refusal) ? [body] : [body, onward(parts)];
  },
  [LANGUAGE]: (parts) => languages(parts, parts.state.language),
};
