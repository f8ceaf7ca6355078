// The page's side of the service worker: registers it, takes over a waiting update before the app runs, counts the files here.

import { Arrival } from "./arrival.js";
import { within } from "./limit.js";
import { progress, word } from "./picture.js";

/** @typedef {{type: string, version: string, done: number, total: number}} Kept how many files the service worker has */

const PATIENCE_MS = 3000;
const REGISTER_MS = 10000; // the longest wait for the service worker; the app also runs without
const LOST_MS = 15000; // the longest wait for a page that was asked for

const container = navigator.serviceWorker;
const arrival = new Arrival();

/**
 * @param {number} ms
 * @returns {Promise<boolean>} false, after this time
 */
function later(ms) {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms));
}

/** @returns {Promise<boolean>} true, once another service worker looks after this page */
function controllerChange() {
  return new Promise((resolve) => container.addEventListener("controllerchange", () => resolve(true), { once: true }));
}

/**
 * Reload the page in the new release; nothing runs on this page any more. Chromium sometimes loses a page whose service worker has
 * just changed, so ask again.
 */
function startAgain() {
  location.reload();
  setTimeout(startAgain, LOST_MS);
}

/** Show that one of the three steps after the bytes is done: Python runs, Flutter runs, the first screen is there. */
export function step() {
  arrival.step();
  progress(arrival.part);
}

/** Count the bytes that the service worker delivers. */
function countBytes() {
  new BroadcastChannel("veertig-bytes").onmessage = ({ data }) => {
    arrival.bytes(data);
    progress(arrival.part);
  };
}

/**
 * Let a service worker control this page, in its newest version if it `mayChange`. Gives false when the page is about to reload
 * for that. Never rejects.
 * @param {() => Promise<boolean>} mayChange
 */
export async function settle(mayChange) {
  countBytes();
  try {
    // Registering costs time at each start, so it is done only when there is none.
    const known = container.controller && (await within(container.getRegistration(), REGISTER_MS, undefined));
    const registration = known || (await within(container.register("sw.js", { updateViaCache: "none" }), REGISTER_MS, null));
    if (!registration) throw new Error("no answer");
    if (!container.controller) await Promise.race([controllerChange(), later(PATIENCE_MS)]);
    // The light page is small, and then it is there even if the rest never comes.
    if (!localStorage.getItem("veertig.whole")) container.controller?.postMessage({ light: true, used: [] });
    if (registration.waiting && container.controller && (await mayChange())) {
      // Files never change under a running app; nothing runs yet.
      const changed = controllerChange();
      registration.waiting.postMessage("take-over");
      if (await Promise.race([changed, later(PATIENCE_MS)])) {
        startAgain();
        return false;
      }
      changed.then(() => document.documentElement.dataset.tab === "running" && location.reload()); // it is late, but nothing is shown yet
    }
  } catch (error) {
    console.warn("no service worker:", error); // the app runs, but only with network
  }
  return true;
}

/**
 * Once the app runs: fetch the missing files, look for an update, and show once that the network is no longer needed.
 * @param {string[]} own paths of this role's own archives; Python's worker fetched them, perhaps past the service worker
 * @param {() => void} whenWhole is called when all files are here
 */
export async function complete(own, whenWhole) {
  if (!container) return; // this browser has no service worker: the app runs, but only with network
  container.addEventListener("message", (/** @type {{data: Kept}} */ { data }) => {
    if (data.type !== "kept") return;
    if (data.done === data.total) localStorage.setItem("veertig.whole", data.version); // from now on the app, not the light page
    document.documentElement.dataset.kept = `${data.done}/${data.total}`;
    if (data.done !== data.total) return;
    sayReady();
    whenWhole();
  });
  const registration = await container.ready;
  const asked = performance.getEntriesByType("resource").map(({ name }) => name); // among them are lazy files that this browser needs
  const used = [...asked, ...own.map((path) => new URL(path, registration.scope).href)];
  registration.active?.postMessage({ keep: used });
  registration.waiting?.postMessage({ soon: used }); // it was fetched before this role was opened here, so it lacks the role's files
  registration.update().catch(() => {}); // no network: the next start looks again
}

function sayReady() {
  if (localStorage.getItem("veertig.ready")) return;
  if (!localStorage.getItem("veertig.lang")) {
    addEventListener("veertig-language", sayReady, { once: true }); // not over the first question, and in the chosen language
    return;
  }
  localStorage.setItem("veertig.ready", "1");
  const note = document.getElementById("ready");
  if (!note) return;
  note.textContent = word("ready");
  note.hidden = false;
  setTimeout(() => {
    note.hidden = true;
  }, 3000);
}
