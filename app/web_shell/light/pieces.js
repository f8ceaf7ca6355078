// The pieces of every screen of the light pages: buttons, cards, pictures, words in two languages.

import { ACTIVITIES, LANGUAGES, OTHER } from "./tables.js";

/** @import { Words } from "./words.js" */

/** @typedef {Node | string | false | null | "" | undefined} Child */
/** @typedef {(key: string) => void} Tap */
/** @typedef {{lit: string, mode: "quiet" | "speaking" | "none"}} Spoken the key of the lit part, and what the speaker shows */
/** @typedef {(text: string, kind?: string) => Child[]} Both a text in the page's language and in Dutch */
/** What every screen is drawn with. `marked` parts are those with the key of the clip that is heard. */
/** @typedef {{words: Words, tap: Tap, spoken: Spoken, both: Both, text: (text: string) => string}} Pen */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | undefined>} attributes
 * @param {...(Child | Child[])} children
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
  for (const child of children.flat()) if (child) element.append(child);
  return element;
}

/**
 * A picture without alternative text, as the words beside it say the same. A `plain` one is drawn in white on a dark page.
 * @param {string} name
 */
export function picture(name, kind = "", plain = false) {
  const draw = (/** @type {string} */ file) => h("img", { src: `icons/${file}.svg`, alt: "", class: kind });
  if (!plain) return draw(name);
  return draw(matchMedia("(prefers-color-scheme: dark)").matches ? `${name}-white` : name);
}

/**
 * What the screens of these words are drawn with.
 * @param {Words} words
 * @param {Tap} tap gets the key of each button that is tapped
 * @param {Spoken} spoken
 * @returns {Pen}
 */
export function penOf(words, tap, spoken) {
  /** @type {Both} */
  const both = (text, kind) => [h("span", { class: `own ${kind ?? ""}` }, words.own(text)), dutch(words, text)];
  return { words, tap, spoken, both, text: words.own };
}

/**
 * Put these parts of a screen into `root`.
 * @param {HTMLElement} root
 * @param {string} screen
 * @param {Pen} pen
 * @param {...Node} parts
 */
export function put(root, screen, { words, spoken }, ...parts) {
  root.lang = words.tag;
  root.dir = words.rtl ? "rtl" : "ltr";
  root.dataset.screen = screen;
  root.replaceChildren(...parts);
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
export function button(tap, key, attributes, ...children) {
  const element = h("button", { type: "button", "data-key": key, ...attributes }, ...children);
  element.addEventListener("click", () => tap(key));
  return element;
}

/**
 * The top of a screen: closing at the start, language and voice at the end.
 * @param {Pen} pen
 * @param {boolean} closes
 * @param {boolean} chooses whether the language is being chosen, so that there is no button for it
 * @param {Child} middle
 */
export function top({ words, tap, spoken, text }, closes, chooses, middle) {
  /**
   * @param {string} key
   * @param {string} icon
   * @param {string} name
   * @param {...Child} more
   */
  const round = (key, icon, name, ...more) => button(tap, key, { class: "round", "aria-label": name }, picture(icon, "", true), ...more);
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
    closes ? round("close", "close", text("scan/Close")) : h("span", { class: "room" }),
    h("h1", { class: "grow" }, h("span", { class: "unseen" }, "Veertig"), middle),
    !chooses && round("language", "language", text("settings/Language")),
    !chooses && speaker,
  );
}

/**
 * The picture and the text of an activity.
 * @param {number} number
 * @returns {[icon: string, text: string]}
 */
export function activity(number) {
  const [icon, name] = ACTIVITIES[number] ?? ACTIVITIES[OTHER] ?? [];
  return [`activity-${icon}`, `activity/${name}`];
}

/**
 * @param {Tap} tap
 * @param {string} key
 * @param {string} icon
 * @param {Child[]} both
 */
export function action(tap, key, icon, both, kind = "") {
  return button(tap, key, { class: `action ${kind}`, "data-lit": key }, picture(`${icon}-white`), h("span", { class: "words" }, both));
}

/**
 * @param {Tap} tap
 * @param {string} key
 * @param {string} icon
 * @param {Child[]} both
 */
export function card(tap, key, icon, both, plain = false) {
  return button(tap, key, { class: "card", "data-lit": key }, picture(icon, "", plain), both);
}

/**
 * "Saved", or these words, with a picture for where: on this phone, or on the server, too.
 * @param {Pen} pen
 * @param {boolean} sent
 */
export function saved({ both, text }, sent, words = "saved/Saved") {
  const attributes = { class: "saved", role: "status", "data-key": "saved", "data-lit": "saved" };
  /** @type {[picture: string, text: string]} */
  const [where, name] = sent ? ["moment_sent", "moments/Also kept far away"] : ["moment_kept", "moments/On this phone"];
  const kept = h("span", { class: "kept", "data-key": where }, picture(where, "", true), h("span", { class: "unseen" }, text(name)));
  return h("div", attributes, picture("saved"), h("span", { class: "words" }, both(words)), kept);
}

/**
 * @param {string} icon
 * @param {Child[]} both
 */
export function message(icon, both, plain = false) {
  return [picture(icon, "large", plain), h("p", { class: "message", role: "status", "data-key": "message", "data-lit": "message" }, both)];
}

export const wait = () => [h("main", {}, h("span", { class: "waiting" }))];

/**
 * The choice of a language, each by its own name.
 * @param {Pen} pen
 * @param {string} current the code of the language now
 */
export function languages({ tap }, current) {
  const names = Object.entries(LANGUAGES).map(([code, [name, tag]]) =>
    button(tap, `language-${code}`, { class: `card ${code === current ? "chosen" : ""}`, lang: tag, dir: "auto" }, name));
  return [h("main", { class: "languages" }, names)];
}
