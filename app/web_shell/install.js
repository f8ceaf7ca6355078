// Putting the app on the phone's home screen. Tells Python how that is done here: "prompt" (the browser asks the person when
// we say so), "share" (iPhone: by hand, through the share sheet), or "" (it is there already, or this browser cannot).

/** @import { Bridge } from "./bridge.js" */

/** @type {BeforeInstallPromptEvent | null} */
let question = null; // the browser's own, kept until the app asks it
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

/** How the app comes on the home screen here. */
export function way() {
  if (navigator.standalone || matchMedia("(display-mode: standalone)").matches) return "";
  if (question) return "prompt";
  const tablet = navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1;
  return /iPhone|iPad|iPod/.test(navigator.userAgent) || tablet ? "share" : "";
}

/** Let the browser ask. It wants to have been tapped a moment ago. */
async function install() {
  const asked = question;
  question = null;
  await asked?.prompt();
  return (await asked?.userChoice)?.outcome === "accepted";
}

/** @param {Bridge} to */
export function addInstaller(to) {
  bridge = to;
  bridge.on("install", install);
  if (way()) tell();
}
