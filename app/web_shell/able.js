// Whether this browser is able to run the app. Something that exists is not something that works, so each part is tried, before the
// person has begun. What may never answer has a limit of time. What worked once in this browser is not tried again.
//
// tests/browser/capabilities.md lists every capability that the app uses, also those that it can do without.

import { within } from "./limit.js";

const TRIED = "veertig.tried"; // in localStorage: the name of the browser in which everything worked
const PATIENCE_MS = 10000;

/** Smallest WebAssembly modules with exceptions, and with references: Pyodide has both. */
const EXCEPTIONS = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11];
const REFERENCES = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 7, 1, 5, 0, 208, 112, 26, 11];

/** @param {number[]} bytes */
const compiles = (bytes) => WebAssembly.validate(Uint8Array.from(bytes));

/**
 * Each gives something true where it works, and throws or gives something false where it does not. At an insecure address (no
 * https) most of it is missing.
 * @type {(() => unknown)[]}
 */
const PARTS = [
  () => compiles(EXCEPTIONS) && compiles(REFERENCES),
  () => new BroadcastChannel("veertig-trial").close() === undefined,
  () => Boolean(indexedDB.open),
  () => Boolean(navigator.locks.request),
  () => Boolean(crypto.subtle.digest),
  () => crypto.randomUUID(),
  () => document.createElement("dialog").showModal,
  () => new OffscreenCanvas(1, 1).getContext, // Flutter draws in one
  () => Boolean(Worker),
  () => new AbortController().signal,
  () => new Intl.Locale("nl"),
  () => [1].at(-1) && Object.hasOwn({ tile: 1 }, "tile") && "ab".replaceAll("a", "b") && BigInt("1"),
];

/** @param {() => unknown} part */
function works(part) {
  try {
    return Boolean(part());
  } catch {
    return false; // that is the answer
  }
}

/**
 * What stands in the way, as the page shows it: `old` (the browser), `blocked` (a window that stores nothing), `trouble`, or "".
 * @typedef {"" | "old" | "blocked" | "trouble"} Obstacle
 */

/** Each gives what stands in the way. */
const TRIALS = [locks, database, moduleWorker];

/** @returns {Promise<Obstacle>} */
async function locks() {
  const held = await navigator.locks.request("veertig-trial", { ifAvailable: true }, () => true);
  return held ? "" : "old";
}

/**
 * Whether a database can be opened. A full phone, or a database that is damaged, is left to the app, which has pictures for them.
 * @returns {Promise<Obstacle>}
 */
async function database() {
  const { hasKeyPair } = await import("./keys.js"); // not in every start
  try {
    await hasKeyPair("phone");
    return "";
  } catch (error) {
    return error instanceof DOMException && /^(Quota|Unknown|Abort|Version|Data)/.test(error.name) ? "" : "blocked";
  }
}

/** @returns {Promise<Obstacle>} */
function moduleWorker() {
  return new Promise((resolve) => {
    const worker = new Worker("shell/alive.js", { type: "module" });
    const end = (/** @type {Obstacle} */ obstacle) => {
      worker.terminate();
      resolve(obstacle);
    };
    worker.onmessage = () => end("");
    worker.onerror = ({ message }) => end(message ? "old" : "trouble"); // without a message it was not fetched
  });
}

/**
 * What keeps this browser from running the app; "" for nothing.
 * @returns {Promise<Obstacle>}
 */
export async function obstacle() {
  if (!PARTS.every(works)) return "old";
  if (localStorage.getItem(TRIED) === navigator.userAgent) return "";
  const results = await Promise.all(TRIALS.map(tried));
  const worst = results.find((result) => result && result !== "trouble") ?? results.find(Boolean) ?? "";
  if (!worst) remember();
  return worst;
}

/**
 * @param {() => Promise<Obstacle>} trial
 * @returns {Promise<Obstacle>}
 */
async function tried(trial) {
  try {
    return await within(trial(), PATIENCE_MS, "trouble"); // it never answers; the next time it may
  } catch {
    return "old"; // it throws: that is the answer
  }
}

function remember() {
  try {
    localStorage.setItem(TRIED, navigator.userAgent);
  } catch {
    // The phone is full; the app says so where it matters.
  }
}
