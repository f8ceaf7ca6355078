// The full-screen picture that the page shows when the app cannot: while it loads, when another tab runs, when it is stuck.

import { roleOf } from "./role.js";
import texts from "./texts.js";
import { chosen, wished } from "./wish.js";

/** @import { LastLook } from "./home.js" */

const RIGHT_TO_LEFT = new Set(["ar", "fa_AF", "ps"]);
const TILES = 40;

/** @typedef {"loading" | "home" | "elsewhere" | "stuck"} Shows */

const picture = /** @type {HTMLElement} */ (document.getElementById("picture"));
const tiles = picture.querySelectorAll(".floor i");

/**
 * The part of the picture with this class; index.html has each of them.
 * @param {string} name
 */
const part = (name) => /** @type {HTMLElement} */ (picture.querySelector(`.${name}`));

/** A browser that was told to keep nothing at all answers every question about storage with an error. */
function keepsNothing() {
  try {
    return !localStorage || !sessionStorage;
  } catch {
    return true; // the error is the answer
  }
}

function language() {
  return wished(Object.keys(texts));
}

/** Say which language the page is in: screen readers choose their voice by it. Flutter knows fewer and would name another. */
function nameLanguage() {
  const tag = language().replace("_", "-");
  const page = document.documentElement;
  if (roleOf(location.hash) === "phone" && chosen() && page.lang !== tag) page.lang = tag;
  document.fonts.load("600 18px Veertig", word("ready")); // before the page has to say something in it
}

addEventListener("veertig-language", nameLanguage);
new MutationObserver(nameLanguage).observe(document.documentElement, { attributeFilter: ["lang"] });

/**
 * One of the page's own few texts.
 * @param {string} key
 */
export function word(key) {
  return texts[language()]?.[key] ?? texts.nl[key] ?? "";
}

/**
 * Show a picture with these words, and one button when there is something to do.
 * @param {Shows} shows
 * @param {string} key of the words
 * @param {string} button the key of its word
 * @param {() => void} [action]
 */
export function show(shows, key, button = "", action = undefined) {
  picture.hidden = false;
  picture.lang = language().replace("_", "-");
  picture.dir = RIGHT_TO_LEFT.has(language()) ? "rtl" : "ltr";
  picture.dataset.shows = shows;
  part("words").textContent = word(key);
  if (action) {
    picture.dataset.button = "";
    part("go span").textContent = word(button);
    part("go").onclick = action;
  } else {
    delete picture.dataset.button;
  }
}

/**
 * Show home as it was last seen, with its button.
 * @param {LastLook} look
 * @param {() => void} scan
 */
export function showHome({ url, button, labels, rtl }, scan) {
  const image = /** @type {HTMLImageElement} */ (part("home"));
  const tap = part("scan");
  image.src = url;
  tap.setAttribute("aria-label", labels.title ?? "");
  tap.style.left = `${button.x * 100}vw`;
  tap.style.top = `${button.y * 100}vh`;
  tap.style.width = `${button.width * 100}vw`;
  tap.style.height = `${button.height * 100}vh`;
  tap.onclick = scan;
  picture.dir = rtl ? "rtl" : "ltr";
  picture.dataset.shows = "home";
}

export function hide() {
  picture.hidden = true;
  document.querySelector("flutter-view")?.setAttribute("role", "main"); // the picture was the page's main part until now
}

/**
 * Lay tiles. A laid tile stays.
 * @param {number} arrived from 0 to 1
 */
export function progress(arrived) {
  const laid = Math.min(TILES, Math.floor(arrived * TILES));
  for (const tile of [...tiles].slice(0, laid)) tile.classList.add("laid");
  part("floor").setAttribute("aria-valuenow", String(picture.querySelectorAll(".laid").length));
}

if (keepsNothing()) {
  show("stuck", "blocked");
  throw new Error("this browser keeps nothing"); // and nothing else of the page starts
}
