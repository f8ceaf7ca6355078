// The service worker, as the page sees it: register it, take a waiting update before anything runs, hear how much is here.

import { Arrival } from "./arrival.js";
import { progress, word } from "./picture.js";

/** @typedef {{type: string, version: string, done: number, total: number}} Kept what the service worker says is here */

const PATIENCE_MS = 3000;
const LOST_MS = 15000; // a page that was asked for begins to come long before

const container = navigator.serviceWorker;
const arrival = new Arrival();

/**
 * @param {number} ms
 * @returns {Promise<boolean>} false, then
 */
function later(ms) {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms));
}

/** @returns {Promise<boolean>} true, once another service worker looks after this page */
function controllerChange() {
  return new Promise((resolve) => container.addEventListener("controllerchange", () => resolve(true), { once: true }));
}

/**
 * Begin anew in the new release, where nothing else is begun on this page: Chromium now and then loses the way to a page whose
 * service worker just changed, so ask again.
 */
function startAgain() {
  location.reload();
  setTimeout(startAgain, LOST_MS);
}

/** One of the three steps after the bytes: Python runs, Flutter runs, there is something to see. */
export function step() {
  arrival.step();
  progress(arrival.part);
}

/** Count the bytes that the service worker hands out. */
function countBytes() {
  new BroadcastChannel("veertig-bytes").onmessage = ({ data }) => {
    arrival.bytes(data);
    progress(arrival.part);
  };
}

/**
 * Be under the service worker's care, with its newest version if it `mayChange`. Returns false when the page is about to
 * reload for that.
 * @param {() => Promise<boolean>} mayChange
 */
export async function settle(mayChange) {
  countBytes();
  try {
    // Registering costs time at each start, so only when it is not there yet.
    const known = container.controller && (await container.getRegistration());
    const registration = known || (await container.register("sw.js", { updateViaCache: "none" }));
    if (!container.controller) await Promise.race([controllerChange(), later(PATIENCE_MS)]);
    // Small, and there even if the rest never comes.
    if (!localStorage.getItem("veertig.whole")) container.controller?.postMessage({ light: true, used: [] });
    if (registration.waiting && container.controller && (await mayChange())) {
      // Files are never exchanged under a running app; now nothing runs yet.
      const changed = controllerChange();
      registration.waiting.postMessage("take-over");
      if (await Promise.race([changed, later(PATIENCE_MS)])) {
        startAgain();
        return false;
      }
      changed.then(() => document.documentElement.dataset.tab === "running" && location.reload()); // late, but nothing is shown yet
    }
  } catch (error) {
    console.warn("no service worker:", error); // it runs, but only with network
  }
  return true;
}

/**
 * Once the app runs: fetch what is still missing, look for an update, say once that the network is no longer needed.
 * @param {string[]} own paths of what only this role needs; its worker fetched them, perhaps past the service worker
 * @param {() => void} whenWhole
 */
export async function complete(own, whenWhole) {
  container.addEventListener("message", (/** @type {{data: Kept}} */ { data }) => {
    if (data.type !== "kept") return;
    if (data.done === data.total) localStorage.setItem("veertig.whole", data.version); // from now on the app, not the light page
    document.documentElement.dataset.kept = `${data.done}/${data.total}`;
    if (data.done !== data.total) return;
    sayReady();
    whenWhole();
  });
  const registration = await container.ready;
  const asked = performance.getEntriesByType("resource").map(({ name }) => name); // among them lazy files that this browser needs
  const used = [...asked, ...own.map((path) => new URL(path, registration.scope).href)];
  registration.active?.postMessage({ keep: used });
  registration.waiting?.postMessage({ soon: used }); // fetched before this role was opened here, so without what it needs
  registration.update().catch(() => {}); // no network: next time
}

function sayReady() {
  if (localStorage.getItem("veertig.ready")) return;
  if (!localStorage.getItem("veertig.lang")) {
    addEventListener("veertig-language", sayReady, { once: true }); // not over the first question, and in the chosen words
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
