// Draws the light page: the same screens as those of the app's buddy (app/buddy/screens/ask.py), in plain HTML.

import { clocks, code } from "./drawing.js";
import { ASK, CODE, DONE, LANGUAGE, REFUSED, REST } from "./state.js";
import { ACTIVITIES, LANGUAGES, OTHER, REFUSALS } from "./tables.js";

/** @import { State } from "./state.js" */
/** @import { Words } from "./words.js" */

/** @typedef {Node | string | false | null | "" | undefined} Child */
/** @typedef {(key: string) => void} Tap */
/** @typedef {{lit: string, mode: "quiet" | "speaking" | "none"}} Spoken the key of the lit part, and what the speaker shows */
/** @typedef {(text: string, kind?: string) => Child[]} Both a text in the page's language and in Dutch */
/** @typedef {{state: State, words: Words, tap: Tap, spoken: Spoken, now: number, both: Both, text: (text: string) => string}} Parts */

const START_AGAIN = "start-again"; // a new start of the page helps
const DEAD_ENDS = ["storage-blocked", "no-keys"]; // the app has the same limit, so no button leads to it

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | undefined>} attributes
 * @param {...(Child | Child[])} children
 */
function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
  for (const child of children.flat()) if (child) element.append(child);
  return element;
}

/**
 * A picture without alternative text, as the words beside it say the same. A `plain` one is drawn in white on a dark page.
 * @param {string} name
 */
function picture(name, kind = "", plain = false) {
  const draw = (/** @type {string} */ file) => h("img", { src: `icons/${file}.svg`, alt: "", class: kind });
  if (!plain) return draw(name);
  return draw(matchMedia("(prefers-color-scheme: dark)").matches ? `${name}-white` : name);
}

/**
 * Draw `state` into `root`; `tap` gets the key of each button that is tapped.
 * @param {HTMLElement} root
 * @param {State} state
 * @param {Words} words
 * @param {Tap} tap
 * @param {Spoken} spoken
 */
export function draw(root, state, words, tap, spoken) {
  const now = Math.floor(Date.now() / 1000);
  /** @type {Both} */
  const both = (text, kind) => [h("span", { class: `own ${kind ?? ""}` }, words.own(text)), dutch(words, text)];
  /** @type {Parts} */
  const parts = { state, words, tap, spoken, now, both, text: words.own };
  root.lang = words.tag;
  root.dir = words.rtl ? "rtl" : "ltr";
  root.dataset.screen = state.screen;
  root.replaceChildren(top(parts), ...(SCREENS[state.screen] ?? wait)(parts));
  for (const part of root.querySelectorAll("[data-lit]")) {
    part.classList.toggle("lit", part.getAttribute("data-lit") === spoken.lit);
  }
}

/**
 * @param {Words} words
 * @param {string} text
 */
function dutch(words, text) {
  const beneath = words.dutch(text);
  return beneath && h("span", { class: "dutch", lang: "nl" }, beneath);
}

/**
 * @param {Tap} tap
 * @param {string} key
 * @param {Record<string, string | undefined>} attributes
 * @param {...(Child | Child[])} children
 */
function button(tap, key, attributes, ...children) {
  const element = h("button", { type: "button", "data-key": key, ...attributes }, ...children);
  element.addEventListener("click", () => tap(key));
  return element;
}

/** @param {Parts} parts */
function top({ state, words, tap, spoken, text }) {
  /**
   * @param {string} key
   * @param {string} icon
   * @param {string} name
   * @param {...Child} more
   */
  const round = (key, icon, name, ...more) => button(tap, key, { class: "round", "aria-label": name }, picture(icon, "", true), ...more);
  const hasClose = state.screen !== REST;
  const mark = words.voice && h("b", {}, words.voice.toUpperCase());
  const names = {
    quiet: words.voice ? "voice/Listen, in Dutch" : "voice/Listen",
    speaking: "voice/Stop",
    none: "voice/No sound yet. It comes with internet.",
  };
  const icons = { quiet: "speaker", speaking: "speaker_stop", none: "speaker_none" };
  const name = text(names[spoken.mode]);
  const speaker = round("speak", icons[spoken.mode], name, mark);
  speaker.classList.add(spoken.mode);
  return h(
    "header",
    {},
    hasClose ? round("close", "close", text("scan/Close")) : h("span", { class: "room" }),
    h("h1", { class: "grow" }, h("span", { class: "unseen" }, "Veertig"), state.screen === CODE && picture("two_phones", "", true)),
    state.screen !== LANGUAGE && round("language", "language", text("settings/Language")),
    state.screen !== LANGUAGE && speaker,
  );
}

/**
 * The picture and the text of an activity.
 * @param {number} number
 * @returns {[icon: string, text: string]}
 */
function activity(number) {
  const [icon, name] = ACTIVITIES[number] ?? ACTIVITIES[OTHER] ?? [];
  return [`activity-${icon}`, `activity/${name}`];
}

/** @param {string} icon */
function pair(icon) {
  return h("div", { class: "pair" }, picture("newcomer"), picture(icon, "between"), picture("buddy"));
}

/**
 * @param {Tap} tap
 * @param {string} key
 * @param {string} icon
 * @param {Child[]} both
 */
function action(tap, key, icon, both, kind = "") {
  return button(tap, key, { class: `action ${kind}`, "data-lit": key }, picture(`${icon}-white`), h("span", { class: "words" }, both));
}

/**
 * @param {Tap} tap
 * @param {string} key
 * @param {string} icon
 * @param {Child[]} both
 */
function card(tap, key, icon, both, plain = false) {
  return button(tap, key, { class: "card", "data-lit": key }, picture(icon, "", plain), both);
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
 * "Saved", with a picture for where: on this phone, or on the server, too.
 * @param {Parts} parts
 */
function saved({ state, both, text }) {
  const attributes = { class: "saved", role: "status", "data-key": "saved", "data-lit": "saved" };
  /** @type {[picture: string, text: string]} */
  const [where, name] = state.sent ? ["moment_sent", "moments/Also kept far away"] : ["moment_kept", "moments/On this phone"];
  const kept = h("span", { class: "kept", "data-key": where }, picture(where, "", true), h("span", { class: "unseen" }, text(name)));
  return h("div", attributes, picture("saved"), h("span", { class: "words" }, both("saved/Saved")), kept);
}

/**
 * The line beneath the code that says what happens now; its picture is at the top, as in the app.
 * @param {Parts} parts
 */
const scanned = ({ both }) => h("p", { class: "scanned", "data-key": "scanned" }, both("buddy/The other phone scans this"));

/**
 * @param {string} icon
 * @param {Child[]} both
 */
function message(icon, both, plain = false) {
  return [picture(icon, "large", plain), h("p", { class: "message", role: "status", "data-key": "message", "data-lit": "message" }, both)];
}

const wait = () => [h("main", {}, h("span", { class: "waiting" }))];

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
      h("main", {}, saved(parts), drawn, scanned(parts), facts(parts)),
      h("footer", {}, action(parts.tap, "good", "saved", parts.both("saved/Good"))),
    ];
  },
  [DONE]: (parts) => {
    const { state, tap, both } = parts;
    const again = card(tap, "again", "scan", both("buddy/Show the code again"), true);
    const moments = card(tap, "moments", "calendar", both("buddy/Our moments"));
    return [h("main", {}, pair(activity(state.asked?.activity ?? OTHER)[0]), saved(parts), facts(parts)), h("footer", { class: "cards" }, again, moments)];
  },
  [REST]: ({ tap, both }) => [
    h("main", {}, message("together", both("buddy/Scan the code on the other phone"))),
    h("footer", { class: "cards" }, card(tap, "moments", "calendar", both("buddy/Our moments"))),
  ],
  [REFUSED]: ({ state, tap, both }) => {
    const [icon, sentence] = REFUSALS[state.refusal] ?? REFUSALS[""];
    const body = h("main", {}, message(icon, both(`refusal/${sentence}`), true));
    if (state.refusal === START_AGAIN) return [body, h("footer", {}, action(tap, START_AGAIN, "again", both("common/Once more")))];
    const moments = card(tap, "moments", "calendar", both("buddy/Our moments"));
    return DEAD_ENDS.includes(state.refusal) ? [body] : [body, h("footer", { class: "cards" }, moments)];
  },
  [LANGUAGE]: ({ state, tap }) => [
    h("main", { class: "languages" }, Object.entries(LANGUAGES).map(([code, [name, tag]]) =>
      button(tap, `language-${code}`, { class: `card ${code === state.language ? "chosen" : ""}`, lang: tag, dir: "auto" }, name))),
  ],
};
