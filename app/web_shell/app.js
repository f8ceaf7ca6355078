// The app in this tab, from the loading picture to its first screen: it starts Python and Flutter together, shows the last
// picture of home meanwhile, and afterwards fetches the files that are still missing.

import { ownArchives } from "./archives.js";
import * as home from "./home.js";
import { within } from "./limit.js";
import * as offline from "./offline.js";
import { addOps } from "./ops.js";
import { hide, show, showHome } from "./picture.js";
import { nameReaderButton } from "./reader.js";
import { firstScreen, makeMemory, pythonEnded, pythonReady, startFlutter, startPython } from "./runtime.js";
import { isShared } from "./sharers.js";
import { beginStart } from "./unfinished.js";

/** @import { Address } from "./address.js" */
/** @import { Bridge } from "./bridge.js" */
/** @import { Look } from "./home.js" */
/** @import { Links } from "./links.js" */
/** @import { Tabs } from "./tabs.js" */

const FRAMES = 4; // to wait for
const LOOK_MS = 3000; // the longest wait for the last picture of home, once the app is there
const HIDDEN_MS = 1000; // the wait for one frame: a hidden tab draws none

const page = document.documentElement;

/**
 * Start the app, once in the life of a page. Resolves when the first screen and all files are here, or when it is stuck.
 * @param {{bridge: Bridge, address: Address, links: Links, tabs: Tabs, tab: string}} parts `tab` is this tab's own name
 */
export async function startApp({ bridge, address, links, tabs, tab }) {
  page.dataset.tab = "running";
  page.dataset.tabId = tab;
  show("loading", "loading");
  try {
    sessionStorage.setItem("veertig.app", "1"); // later addresses in this tab are for the app, too (early.js)
    const openCamera = addOps(bridge, address, links);
    const looked = lookBack(bridge, address, links, openCamera).catch(console.warn);
    if (!(await offline.settle(async () => !(await tabs.othersRun()))) || !tabs.running) return;
    addEventListener("online", () => bridge.event("wake"));
    document.addEventListener("visibilitychange", () => document.hidden || bridge.event("wake"));
    const ended = await beginStart(address.role);
    nameReaderButton();
    startPython(address.role, tab);
    pythonEnded.then(() => tabs.running && stuck());
    pythonReady.then(offline.step);
    firstScreen.then(offline.step);
    await Promise.all([startFlutter().then(offline.step), pythonReady]);
    await firstScreen;
    await drawn();
    await within(looked, LOOK_MS, undefined);
    if (!tabs.running) return;
    hide();
    ended();
    page.dataset.tab = "shown";
    bridge.event("wake");
  } catch (error) {
    console.error(error);
    stuck();
    return;
  }
  await offline.complete(ownArchives(address.role), makeMemory).catch(console.warn); // the app is shown, and stays
}

/** Nothing comes any more: say so, and start again by one tap. */
function stuck() {
  show("stuck", navigator.onLine ? "trouble" : "network", "again", () => location.reload());
}

/**
 * Before the app runs, show the last picture of home, or open the camera. When a link asks for another screen, do neither.
 * @param {Bridge} bridge
 * @param {Address} address
 * @param {Links} links
 * @param {(look: Look) => void} openCamera
 */
async function lookBack(bridge, address, links, openCamera) {
  const camera = address.wantsCamera;
  address.rest();
  if (address.role !== "phone" || address.first || links.open.length) return;
  const look = isShared() ? null : await home.lastLook(); // it would show the hours of one to the others
  if (page.dataset.tab !== "running") return; // the app was quicker
  if (look) showHome(look, () => openCamera(look));
  if (camera && look) openCamera(look);
  else if (camera) bridge.event("scan");
}

/** Resolves after a few frames: Flutter draws a screen only in a frame after it got it, and our picture stays until then. */
async function drawn() {
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await Promise.race([new Promise(requestAnimationFrame), new Promise((resolve) => setTimeout(resolve, HIDDEN_MS))]);
  }
}
