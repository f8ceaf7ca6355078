// The light page: a buddy who has no app signs one meeting on their own phone, in plain HTML. This file holds the state, draws it,
// and does what the decisions in state.js ask for.

import { stayAwake } from "../awake.js";
import { linkInAddress } from "../link_finder.js";
import * as box from "./box.js";
import { isSent, look, sign } from "./cosign.js";
import { Refusal } from "./refusal.js";
import { clipsOf, Speaker } from "./says.js";
import { send } from "./send.js";
import { begin, CODE, closes, update } from "./state.js";
import { settle, stay, styled } from "./stay.js";
import { draw } from "./view.js";
import { firstLanguage, load } from "./words.js";

/** @import { Proposal } from "./meeting.js" */
/** @import { Effect, Event as Happening } from "./state.js" */
/** @import { Words } from "./words.js" */

const ROUTE = /^#(\/m\/\d+)$/;
const RESTING = "#/m";
const LIGHT = /^#\/m(\/\d+)?$/;
const CALM = 120_000; // ms after the last event

const page = document.documentElement;
const root = document.createElement("div");
root.id = "light";

let state = begin(firstLanguage());
/** @type {Words} */
let words;
/** @type {Proposal | null} */
let proposal = null; // the newcomer's proposal, read and checked
let opened = 0; // how many codes were opened; results for an earlier one come too late
const speaker = new Speaker(() => ({ screen: state.screen, clips: clipsOf(state), language: words.code }), show);
let calm = 0; // the timer that closes a code

function show() {
  draw(root, state, words, tap, speaker.spoken);
  page.lang = words.tag;
  page.dataset.light = state.screen;
  stayAwake(state.screen === CODE);
}

/**
 * Handle an event: decide, show, act.
 * @param {Happening} event
 */
async function happened(event, late = false) {
  const before = state.screen;
  const [next, effect] = update(state, event, late);
  state = next;
  if (state.screen !== before) {
    speaker.quiet();
  }
  show();
  clearTimeout(calm);
  if (closes(state)) calm = setTimeout(() => happened({ type: "calm" }), CALM);
  if (effect) await EFFECTS[effect]();
}

/** Send the waiting answers; if the server has the meeting on the screen then, show that. */
async function bring() {
  await send();
  const own = opened;
  if (proposal && state.answer && (await isSent(proposal)) && own === opened && !state.sent) await happened({ type: "sent" });
}

/** @param {string} key */
function tap(key) {
  if (key.startsWith("language-")) happened({ type: "chose", language: key.slice("language-".length) });
  else happened({ type: "tapped", key });
}

/**
 * Do some work; an error becomes a screen with one picture and one sentence.
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
      box.rememberLanguage(state.language).catch(console.warn); // the app starts in it
      await happened({ type: "kept", ...signed });
    }),
  send: bring,
  rest: () => history.replaceState(history.state, "", RESTING),
  app: toApp,
  again: () => location.reload(), // the address still holds the code
  say: () => speaker.tapped(),
  speak: async () => {
    try {
      words = await load(state.language);
      localStorage.setItem("veertig.lang", state.language);
      box.rememberLanguage(state.language).catch(console.warn);
    } catch (error) {
      console.warn(error); // the language is not here, and there is no network: the words do not change
      state = { ...state, language: words.code };
    }
    show();
  },
};

/** Go on to the whole app, with the list of meetings. Without network this is refused with `offline`. */
async function toApp() {
  if (!navigator.onLine) return happened({ type: "refused", code: "offline" });
  sessionStorage.setItem("veertig.app", "1"); // early.js: from now on this tab opens the app
  history.replaceState(history.state, "", "#/buddy");
  location.reload();
}

/** Handle the link in the address. */
async function open() {
  const [, route] = ROUTE.exec(location.hash) ?? [];
  if (!route) return happened({ type: "rested" });
  opened += 1;
  const own = opened;
  await happened({ type: "opened" });
  try {
    const result = await look(route);
    if (own !== opened) return;
    proposal = result.asked;
    await happened(result.answer ? { type: "kept", ...result } : { type: "looked", ...result }, true);
  } catch (error) {
    if (own === opened) await refused(error, true);
  }
}

async function start() {
  settle("buddy");
  [words] = await Promise.all([load(state.language), styled()]);
  document.body.append(root);
  await open();
  addEventListener("hashchange", () => {
    const route = linkInAddress(location.hash);
    if (route) history.replaceState(history.state, "", `#${route}`);
    if (LIGHT.test(location.hash)) open();
    else location.reload();
  });
  addEventListener("online", bring);
  document.addEventListener("visibilitychange", () => document.hidden || bring());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  bring();
  await stay().catch((error) => console.warn("no service worker:", error)); // the page runs, but only with network
}

startWatch.begun();
await start();
