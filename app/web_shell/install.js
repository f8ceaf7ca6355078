// Puts the app on the phone's home screen. Python is told how this works here: "prompt" (the browser asks the person when the
// app wants it), "share" (iPhone: by hand, through the share sheet), "card" (an iPhone deletes a page that nobody opens, and from this
// browser nothing goes along to the home screen: a recovery card keeps the hours), or "" (it is there already, or it cannot be).
// On an iPhone the app there begins empty, so it is offered only when the recovery secret goes along.

import { copiesCookies, goesAlong, isApart } from "./carried.js";
import { within } from "./limit.js";

/** @import { Bridge } from "./bridge.js" */

const CHOICE_MS = 60_000; // the longest wait for the person's choice

/** @type {BeforeInstallPromptEvent | null} */
let question = null; // the browser's own question, kept until the app asks it
/** @type {Bridge | null} */
let bridge = null;

function tell() {
  bridge?.event("installable", { way: way() });
}

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault(); // not now: the app asks after the first saved moment
  question = event;
  tell();
});
addEventListener("appinstalled", () => {
  question = null;
  tell();
});
addEventListener("veertig-carried", tell);

/** How the app can be put on the home screen here, or what is offered in its place: "prompt", "share", "card" or "". */
export function way() {
  if (navigator.standalone || matchMedia("(display-mode: standalone)").matches) return "";
  if (question) return "prompt";
  if (!isApart()) return "";
  if (!copiesCookies()) return "card";
  return goesAlong() ? "share" : "";
}

/**
 * Let the browser ask the person, soon after a tap. Gives whether the person agreed; false when the browser does not ask or never
 * says. The offer then ends, and the browser may make a new one.
 */
async function install() {
  const asked = question;
  question = null;
  tell();
  try {
    await asked?.prompt();
    return (await within(Promise.resolve(asked?.userChoice), CHOICE_MS, null))?.outcome === "accepted";
  } catch (error) {
    console.warn(error); // it wants a tap just before, or asked already
    return false;
  }
}

/**
 * Add the op "install", and tell Python now and later how it works here.
 * @param {Bridge} to
 */
export function addInstaller(to) {
  bridge = to;
  bridge.on("install", install);
  if (way()) tell();
}
