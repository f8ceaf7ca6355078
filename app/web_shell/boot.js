// The page starts here: is this browser able, which role, is another tab running, then Python and Flutter together.

import { Bridge } from "./bridge.js";
import { addFileOps } from "./files.js";
import * as home from "./home.js";
import { addInstaller } from "./install.js";
import { Links } from "./links.js";
import { beginStart } from "./memory.js";
import { addNote } from "./note.js";
import * as offline from "./offline.js";
import { hide, show, showHome } from "./picture.js";
import { firstHash, firstHome, linkIn, restingHash, roleOf, settledHome, wantsCamera } from "./role.js";
import { firstScreen, makeMemory, pythonReady, startFlutter, startPython, stopPython } from "./runtime.js";
import { addScanner } from "./scanner.js";
import { addScreen } from "./screen.js";
import { Tabs } from "./tabs.js";
import { addVoice } from "./voice.js";
import { addWishes } from "./wishes.js";

const TAKE = "veertig.take"; // in this tab's storage: the person chose to continue here
const FLUSH_MS = 2000;
const FRAMES = 4;
const HIDDEN_MS = 1000; // for a frame: none is drawn in a tab that nobody looks at
const HOME = "veertig.home"; // in this browser's storage: the role it was first opened for
const SETTLED = "veertig.settled"; // the same, once a role kept something here: whose the app is

begin();
const role = roleOf(location.hash);
const tab = crypto.randomUUID?.();
let first = linkIn(location.hash); // the link the app was opened with, until it has looked at it
let bridge, links, tabs;

/** An app that is opened from the home screen names no role. */
function begin() {
  const hash = firstHash(location.hash, firstRole());
  if (hash !== location.hash) history.replaceState(history.state, "", hash);
}

function firstRole() {
  try {
    if (!localStorage.getItem(HOME)) localStorage.setItem(HOME, firstHome(location.hash));
    return localStorage.getItem(SETTLED) ?? localStorage.getItem(HOME);
  } catch {
    return "phone"; // a browser that stores nothing; the app says so
  }
}

/** This role has kept something here. */
async function settleIn() {
  const { hasKeyPair } = await import("./keys.js"); // not before there is something to keep
  localStorage.setItem(SETTLED, settledHome(localStorage.getItem(SETTLED) ?? "", role, await hasKeyPair("phone")));
  return true;
}

/** What this browser lacks. An insecure address (no https) lacks most of it. */
function isAble() {
  return Boolean(
    tab &&
      globalThis.WebAssembly &&
      navigator.serviceWorker &&
      navigator.locks &&
      globalThis.BroadcastChannel &&
      crypto.subtle &&
      globalThis.indexedDB &&
      document.createElement("dialog").showModal,
  );
}

/** The app has looked at the link it was opened with: leave nothing behind that a reload or a look would find. */
function clearLink() {
  first = "";
  restAddress();
  return true;
}

function restAddress() {
  if (linkIn(location.hash) || wantsCamera(location.hash)) history.replaceState(history.state, "", first ? `#${first}` : restingHash(role));
}

/** A link that arrives while the app runs goes to the app, not to Flutter: the same link twice must arrive twice. */
function onHash(event) {
  const route = linkIn(location.hash);
  if (!tabs.running || roleOf(location.hash) !== role) {
    event.stopImmediatePropagation();
    location.reload();
  } else if (wantsCamera(location.hash)) {
    event.stopImmediatePropagation();
    restAddress();
    bridge.event("scan");
  } else if (route && route !== first) {
    event.stopImmediatePropagation();
    restAddress();
    bridge.event("open", links.add(route));
  }
}

/** Before the app is there: home as it was last seen, and the camera. Nothing of it when a link asks for another screen. */
async function lookBack(openCamera) {
  const camera = wantsCamera(location.hash);
  restAddress();
  if (role !== "phone" || first || links.open.length) return;
  const look = await home.lastLook();
  if (document.documentElement.dataset.tab !== "running") return; // the app was quicker
  if (look) showHome(look, () => openCamera(look));
  if (camera && look) openCamera(look);
  else if (camera) bridge.event("scan");
}

/** Another tab takes over: finish what is being saved, stop, give it the links that are still open. */
async function yieldToOther() {
  if (bridge.heard) {
    const flushed = new Promise((resolve) => bridge.on("yielded", resolve));
    bridge.event("yield");
    await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, FLUSH_MS))]);
  }
  const routes = [...(first ? [first] : []), ...links.open.map((link) => link.route)];
  links.clear();
  clearLink();
  stop();
  return routes;
}

function stop() {
  dispatchEvent(new Event("veertig-stop")); // closes the camera, silences the voice
  bridge.stop();
  stopPython();
  waitHere(() => {
    sessionStorage.setItem(TAKE, "1"); // Flutter cannot be started twice in one page
    location.reload();
  });
}

/** Flutter draws in the frame after it was told what to draw: our picture stays until a few of them have passed. */
async function drawn() {
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await Promise.race([new Promise(requestAnimationFrame), new Promise((resolve) => setTimeout(resolve, HIDDEN_MS))]);
  }
}

/** Another tab runs: say so, with one button. */
function waitHere(action) {
  document.documentElement.dataset.tab = "elsewhere";
  show("elsewhere", "elsewhere", "here", action);
}

async function start() {
  sessionStorage.setItem("veertig.app", "1"); // what else is opened in this tab is for the app, too (early.js)
  document.documentElement.dataset.tab = "running";
  document.documentElement.dataset.tabId = tab;
  show("loading", "loading");
  addFileOps(bridge);
  addInstaller(bridge);
  addNote(bridge);
  addScreen(bridge, role);
  addVoice(bridge);
  addWishes(bridge);
  const openCamera = addScanner(bridge);
  bridge.on("clear-link", clearLink);
  bridge.on("link-done", ({ id }) => links.done(id));
  bridge.on("go", ({ route }) => {
    location.hash = route; // of another role: the page starts again in it
    return true;
  });
  bridge.on("set-language", ({ language }) => {
    localStorage.setItem("veertig.lang", language); // for the few words of the page itself
    dispatchEvent(new Event("veertig-language"));
    return true;
  });
  bridge.on("settle-in", settleIn);
  bridge.on("home", ({ look }) => home.watch(look) ?? true);
  bridge.on("persist", async () => Boolean(await navigator.storage?.persist?.()));
  const looked = lookBack(openCamera).catch(console.warn);
  if (!(await offline.settle(async () => !(await tabs.othersRun()))) || !tabs.running) return;
  addEventListener("online", () => bridge.event("wake"));
  document.addEventListener("visibilitychange", () => document.hidden || bridge.event("wake"));
  const ended = await beginStart(role);
  startPython(role, tab);
  pythonReady.then(offline.step);
  firstScreen.then(offline.step);
  try {
    await Promise.all([startFlutter().then(offline.step), pythonReady]);
    await firstScreen;
    await drawn();
    await looked;
    if (!tabs.running) return;
    hide();
    ended();
    document.documentElement.dataset.tab = "shown";
    bridge.event("wake");
    await offline.complete(makeMemory);
  } catch (error) {
    console.error(error);
    show("stuck", navigator.onLine ? "trouble" : "network", "again", () => location.reload());
  }
}

async function open() {
  if (!isAble()) {
    show("stuck", "old");
    return;
  }
  addEventListener("pageshow", (event) => event.persisted && location.reload()); // a restored page has lost its lock
  addEventListener("popstate", onHash, true);
  addEventListener("hashchange", onHash, true);
  bridge = new Bridge(tab);
  links = new Links(role);
  for (const link of links.open) bridge.event("open", link);
  tabs = new Tabs(role, yieldToOther, stop);
  const wanted = sessionStorage.getItem(TAKE) || linkIn(location.hash) || wantsCamera(location.hash);
  sessionStorage.removeItem(TAKE);
  if (await tabs.claim(!wanted)) {
    await start();
  } else if (wanted) {
    await takeOver();
  } else {
    waitHere(takeOver);
    // The other tab may have been closed since: look when the person looks.
    document.addEventListener("visibilitychange", startIfFree);
  }
}

async function startIfFree() {
  if (document.hidden || document.documentElement.dataset.tab !== "elsewhere" || !(await tabs.claim(false))) return;
  document.removeEventListener("visibilitychange", startIfFree);
  await start();
}

async function takeOver() {
  document.removeEventListener("visibilitychange", startIfFree);
  show("loading", "loading");
  await tabs.takeOver((routes) => routes.forEach((route) => bridge.event("open", links.add(route))));
  await start();
}

await open();
