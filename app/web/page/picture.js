// The full-screen picture that the page shows when the app cannot: while it loads, when another tab runs, when it is stuck.

import texts from "./texts.js";

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

/** The language of the page's few words: the person's choice, else the browser's, else Dutch. */
function language() {
  const chosen = keepsNothing() ? "" : localStorage.getItem("veertig.lang");
  const wishes = [chosen, ...navigator.languages].filter(Boolean).map((tag) => tag.replace("-", "_"));
  for (const wish of wishes) {
    if (wish in texts) return wish;
    const short = Object.keys(texts).find((code) => code.split("_")[0] === wish.split("_")[0]);
    if (short) return short;
  }
  return "nl";
}

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

export function hide() {
  picture.hidden = true;
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
