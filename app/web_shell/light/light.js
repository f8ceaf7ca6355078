// The light page, running: a buddy who has nothing installed signs one meeting on the own phone, in plain HTML, and goes on.
// It holds the state, draws it, and does what the decisions in state.js ask for.

import * as box from "./box.js";
import { isSent, look, sign } from "./cosign.js";
import { Refusal } from "./refusal.js";
import { hush, said, say } from "./says.js";
import { send } from "./send.js";
import { begin, closes, update } from "./state.js";
import { draw } from "./view.js";
import { firstLanguage, load } from "./words.js";

/** @import { Proposal } from "./meeting.js" */
/** @import { Effect, Event as Happening } from "./state.js" */
/** @import { Spoken } from "./view.js" */
/** @import { Words } from "./words.js" */

const ROUTE = /^#(\/m\/\d+)$/;
const RESTING = "#/m";
const LIGHT = /^#\/m(\/\d+)?$/;
const CALM = 120_000; // ms after the last thing that happened
const RUNNING = /^veertig-(phone|buddy|counsellor|display-\d+)$/; // the app's tabs (tabs.js)

const page = document.documentElement;
const root = document.createElement("div");
root.id = "light";

let state = begin(firstLanguage());
/** @type {Words} */
let words;
/** @type {Proposal | null} */
let proposal = null; // what is asked, as read and checked
let opened = 0; // how many codes so far: what an earlier one asked comes too late
/** @type {Spoken} */
let spoken = { lit: "", mode: "quiet" };
let calm = 0; // the timer that closes a code

function show() {
  draw(root, state, words, tap, spoken);
  page.lang = words.tag;
  page.dataset.light = state.screen;
}

/**
 * Something happened: decide, show, do.
 * @param {Happening} event
 */
async function happened(event, late = false) {
  const before = state.screen;
  const [next, effect] = update(state, event, late);
  state = next;
  if (state.screen !== before) {
    hush();
    spoken = { lit: "", mode: "quiet" };
  }
  show();
  clearTimeout(calm);
  if (closes(state)) calm = setTimeout(() => happened({ type: "calm" }), CALM);
  if (effect) await EFFECTS[effect]();
}

/** Bring what waits; and if the meeting on the screen is with the server then, say so. */
async function bring() {
  await send();
  const mine = opened;
  if (proposal && state.answer && (await isSent(proposal)) && mine === opened && !state.sent) await happened({ type: "sent" });
}

/** @param {string} key */
function tap(key) {
  if (key.startsWith("language-")) happened({ type: "chose", language: key.slice("language-".length) });
  else happened({ type: "tapped", key });
}

/**
 * Do it, or say in one picture and one sentence why not.
 * @param {() => Promise<void>} work
 */
async function attempt(work) {
  try {
    await work();
  } catch (error) {
    await refused(error);
  }
}

/** @param {unknown} error */
async function refused(error, late = false) {
  console.warn(error);
  await happened({ type: "refused", code: error instanceof Refusal ? error.code : "odd" }, late);
}

/** @type {Record<Exclude<Effect, "">, () => unknown>} */
const EFFECTS = {
  sign: () =>
    attempt(async () => {
      if (!proposal) return;
      const signed = await sign(proposal);
      box.rememberLanguage(state.language).catch(console.warn); // the app begins in it
      await happened({ type: "kept", ...signed });
    }),
  send: bring,
  rest: () => history.replaceState(history.state, "", RESTING),
  app: toApp,
  say: speak,
  speak: async () => {
    try {
      words = await load(state.language);
      localStorage.setItem("veertig.lang", state.language);
      box.rememberLanguage(state.language).catch(console.warn);
    } catch (error) {
      console.warn(error); // not here, and no network: the words stay as they are
      state = { ...state, language: words.code };
    }
    show();
  },
};

/** The whole app, with the own list of meetings. It comes by network, or is here already. */
async function toApp() {
  if (!navigator.onLine) return happened({ type: "refused", code: "offline" });
  sessionStorage.setItem("veertig.app", "1"); // early.js: from now on the app in this tab
  history.replaceState(history.state, "", "#/buddy");
  location.reload();
}

async function speak() {
  if (spoken.mode === "speaking") {
    hush();
    spoken = { lit: "", mode: "quiet" };
    return show();
  }
  const screen = state.screen;
  const how = await say(said(state), words.code, (lit) => {
    spoken = { lit, mode: "speaking" };
    show();
  });
  if (state.screen !== screen) return;
  spoken = { lit: "", mode: how === "none" ? "none" : "quiet" };
  show();
}

/** Read what the address says. */
async function open() {
  const [, route] = ROUTE.exec(location.hash) ?? [];
  if (!route) return happened({ type: "rested" });
  opened += 1;
  const mine = opened;
  await happened({ type: "opened" });
  try {
    const found = await look(route);
    if (mine !== opened) return;
    proposal = found.asked;
    await happened(found.answer ? { type: "kept", ...found } : { type: "looked", ...found }, true);
  } catch (error) {
    if (mine === opened) await refused(error, true);
  }
}

/** Be there without network the next time, in the newest version. */
async function stay() {
  const worker = navigator.serviceWorker;
  if (!worker) return;
  worker.addEventListener("message", ({ data }) => {
    if (data.type === "light") page.dataset.lightKept = `${data.done}/${data.total}`;
  });
  const registration = await worker.register("sw.js", { updateViaCache: "none" });
  const used = performance.getEntriesByType("resource").map(({ name }) => name); // a font, where the phone lacks letters
  (await worker.ready).active?.postMessage({ light: true, used });
  const { held } = await navigator.locks.query();
  // Files are never exchanged under a running app; this page has fetched its own already.
  if (registration.waiting && held && !held.some(({ name }) => RUNNING.test(name ?? ""))) registration.waiting.postMessage("take-over");
}

async function start() {
  try {
    if (!localStorage.getItem("veertig.home")) localStorage.setItem("veertig.home", "buddy"); // without an address the app opens so
  } catch {
    // A browser that keeps nothing: looking at the code says so.
  }
  [words] = await Promise.all([load(state.language), styled()]);
  document.body.append(root);
  await open();
  addEventListener("hashchange", () => (LIGHT.test(location.hash) ? open() : location.reload()));
  addEventListener("online", bring);
  document.addEventListener("visibilitychange", () => document.hidden || bring());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  bring();
  await stay().catch((error) => console.warn("no service worker:", error)); // it runs, but only with network
}

/** Resolves when the page's own style is there, or will not come. */
async function styled() {
  /** @type {HTMLLinkElement | null} */
  const style = document.querySelector('link[href$="light/light.css"]');
  if (!style || style.sheet) return;
  await new Promise((resolve) => {
    style.onload = style.onerror = resolve;
  });
}

await start();
