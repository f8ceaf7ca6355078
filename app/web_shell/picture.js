// The full-screen picture that the page shows when the app cannot: while it loads, when another tab runs, when it is stuck.

import { roleOf } from "./role.js";
import texts from "./texts.js";
import { chosen, wished } from "./wish.js";

const RIGHT_TO_LEFT = new Set(["ar", "fa_AF", "ps"]);
const TILES = 40;

const picture = document.getElementById("picture");
const tiles = picture.querySelectorAll(".floor i");

/** A browser that was told to keep nothing at all answers every question about storage with an error. */
function keepsNothing() {
  try {
    return !localStorage || !sessionStorage;
  } catch {
    return true;
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

export function word(key) {
  return texts[language()][key] ?? texts.nl[key];
}

/** Show the picture named `shows` with these words, and one button when `action` is given. */
export function show(shows, key, button, action) {
  picture.hidden = false;
  picture.lang = language().replace("_", "-");
  picture.dir = RIGHT_TO_LEFT.has(language()) ? "rtl" : "ltr";
  picture.dataset.shows = shows;
  picture.querySelector(".words").textContent = word(key);
  const go = picture.querySelector(".go");
  if (action) {
    picture.dataset.button = "";
    go.querySelector("span").textContent = word(button);
    go.onclick = action;
  } else {
    delete picture.dataset.button;
  }
}

/** Show home as it was last seen, with its button. */
export function showHome({ url, button, labels, rtl }, scan) {
  const image = picture.querySelector(".home");
  const tap = picture.querySelector(".scan");
  image.src = url;
  tap.setAttribute("aria-label", labels.title);
  for (const [edge, part, whole] of [["left", "x", "vw"], ["top", "y", "vh"], ["width", "width", "vw"], ["height", "height", "vh"]])
    tap.style[edge] = `${button[part] * 100}${whole}`;
  tap.onclick = scan;
  picture.dir = rtl ? "rtl" : "ltr";
  picture.dataset.shows = "home";
}

export function hide() {
  picture.hidden = true;
  document.querySelector("flutter-view")?.setAttribute("role", "main"); // the picture was the page's main part until now
}

/** Lay tiles up to `part` (0 to 1). A laid tile stays. */
export function progress(part) {
  const laid = Math.min(TILES, Math.floor(part * TILES));
  for (let n = 0; n < laid; n++) tiles[n].classList.add("laid");
  picture.querySelector(".floor").setAttribute("aria-valuenow", picture.querySelectorAll(".laid").length);
}

if (keepsNothing()) {
  show("stuck", "blocked");
  throw new Error("this browser keeps nothing"); // and nothing else of the page starts
}
