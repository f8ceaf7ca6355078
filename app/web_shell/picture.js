// The full-screen picture that the page shows when the app cannot: while it loads, when another tab runs it, when it is stuck.

import { roleOf } from "./role.js";
import texts from "./texts.js";
import { chosen, wished } from "./wish.js";

/** @import { LastLook } from "./home.js" */

const RIGHT_TO_LEFT = new Set(["ar", "fa_AF", "ps"]);
const TILES = 40;

/** @typedef {"loading" | "home" | "elsewhere" | "stuck" | "ask" | "give" | "choose"} Shows */

const picture = /** @type {HTMLElement} */ (document.getElementById("picture"));
const tiles = picture.querySelectorAll(".floor i");

/**
 * The part of the picture with this class; index.html has each of them.
 * @param {string} name
 */
const part = (name) => /** @type {HTMLElement} */ (picture.querySelector(`.${name}`));

/** Whether the browser may store nothing at all: then every use of storage throws. */
function keepsNothing() {
  try {
    return !localStorage || !sessionStorage;
  } catch {
    return true; // the error means that nothing is stored
  }
}

function language() {
  return wished(Object.keys(texts));
}

/** The page's language as a tag, such as "fa-AF". */
export const languageTag = () => language().replace("_", "-");

/** Name the page's language, by which screen readers choose their voice. Flutter knows fewer languages and would name another. */
function nameLanguage() {
  const tag = languageTag();
  const page = document.documentElement;
  if (roleOf(location.hash) === "phone" && chosen() && page.lang !== tag) page.lang = tag;
  document.fonts.load("600 18px Veertig", word("ready")).catch(console.warn); // before the page has to show a text in it
}

addEventListener("veertig-language", nameLanguage);
new MutationObserver(nameLanguage).observe(document.documentElement, { attributeFilter: ["lang"] });

/**
 * One of the page's own few texts, in the page's language or else in Dutch; "" for an unknown key.
 * @param {string} key
 */
export function word(key) {
  return texts[language()]?.[key] ?? texts.nl[key] ?? "";
}

/**
 * Show a picture with these words, and one button when there is something to do.
 * @param {Shows} shows
 * @param {string} key of the words (texts.json)
 * @param {string} button the key of its word
 * @param {() => void} [action] what the button does; without it there is no button
 */
export function show(shows, key, button = "", action = undefined) {
  picture.hidden = false;
  picture.lang = languageTag();
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
 * Ask whether to go on with a link that another web site opened. Gives the person's answer.
 * @returns {Promise<boolean>}
 */
export function askToGoOn() {
  return new Promise((resolve) => {
    show("ask", "foreign", "here", () => resolve(true));
    part("no span").textContent = word("no");
    part("no").onclick = () => resolve(false);
  });
}

/**
 * Offer a file that is ready, with one tap to give it and one to leave it here. Gives the function that hides the offer.
 * @param {() => void} give
 * @param {() => void} leave
 */
export const askToGive = (give, leave) => askToTap("give", "give", "giveNow", give, leave);

/**
 * Offer to open the browser's chooser of files, with one tap to do it and one to leave it. Gives the function that hides the offer.
 * @param {() => void} choose
 * @param {() => void} leave
 */
export const askToChoose = (choose, leave) => askToTap("choose", "choose", "open", choose, leave);

/**
 * Show a picture with these words, one tap to do something and one to leave it. Gives the function that hides it.
 * @param {Shows} shows
 * @param {string} key of the words
 * @param {string} button the key of the first button's word
 * @param {() => void} act
 * @param {() => void} leave
 */
function askToTap(shows, key, button, act, leave) {
  show(shows, key, button, act);
  part("no span").textContent = word("no");
  part("no").onclick = leave;
  return hide;
}

/**
 * Show the last picture of home, with its button.
 * @param {LastLook} look
 * @param {() => void} scan what the button does
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

/** Hide the picture: the app is there. */
export function hide() {
  picture.hidden = true;
  document.querySelector("flutter-view")?.setAttribute("role", "main"); // the picture was the page's main part until now
}

/**
 * Show how much has arrived, in tiles. A tile that is laid stays.
 * @param {number} arrived from 0 to 1
 */
export function progress(arrived) {
  const laid = Math.min(TILES, Math.floor(arrived * TILES));
  for (const tile of [...tiles].slice(0, laid)) tile.classList.add("laid");
  part("floor").setAttribute("aria-valuenow", String(picture.querySelectorAll(".laid").length));
}

if (keepsNothing()) {
  show("stuck", "blocked");
  throw new Error("this browser keeps nothing"); // so that nothing else of the page starts
}
