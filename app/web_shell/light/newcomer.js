// The newcomer's light page: a phone that does not have the app writes a scan down all the same, in plain HTML, and goes on to the
// app when the person wants. This file holds the state, draws it, and does what the decisions in newcomer_state.js ask for.

import { linkInAddress } from "../link_finder.js";
import { confirmLink } from "../opened_by.js";
import * as chain from "./chain.js";
import { begin, clipsOf, update } from "./newcomer_state.js";
import { draw } from "./newcomer_view.js";
import { push } from "./push.js";
import { helpsAgain, Refusal } from "./refusal.js";
import { Speaker } from "./says.js";
import { FOR_APP, newest, scanned } from "./scan.js";
import { settle, stay, styled } from "./stay.js";
import { SCAN_REFUSALS } from "./tables.js";
import { firstLanguage, load } from "./words.js";

/** @import { Effect, Event as Happening } from "./newcomer_state.js" */
/** @import { Words } from "./words.js" */

const ROUTE = /^#(\/s\/\d+)$/;
const RESTING = "#/saved";
const LIGHT = /^#\/(s\/\d+|saved)$/;

const page = document.documentElement;
const root = document.createElement("div");
root.id = "light";

let state = begin(firstLanguage());
/** @type {Words | null} */
let words = null;
let isAsking = false; // the question about another site's link is on the screen instead
let opened = 0; // how many links were opened; results for an earlier one come too late
const speaker = new Speaker(() => ({ screen: state.screen, clips: clipsOf(state), language: state.language }), show);

function show() {
  if (!words || isAsking) return; // the first scan is written down while the words are fetched
  draw(root, state, words, tap, speaker.spoken);
  page.lang = words.tag;
  page.dataset.light = state.screen;
}

/**
 * Handle an event: decide, show, act.
 * @param {Happening} event
 */
async function happened(event) {
  const before = state.screen;
  const [next, effect] = update(state, event);
  state = next;
  if (state.screen !== before) {
    speaker.quiet();
  }
  show();
  if (effect) await EFFECTS[effect]();
}

/** @param {string} key */
function tap(key) {
  if (key.startsWith("language-")) happened({ type: "chose", language: key.slice("language-".length) });
  else happened({ type: "tapped", key });
}

/** Send what waits, and show what came of it. */
async function bring() {
  if (!(await push())) return;
  const visit = await newest().catch(console.warn); // the screen stays as it is
  if (visit && state.saved?.start === visit.start) await happened({ type: "changed", saved: visit });
}

/** @type {Record<Exclude<Effect, "">, () => unknown>} */
const EFFECTS = {
  send: () => {
    navigator.storage?.persist?.().catch(console.warn); // a promise of the browser not to delete this; it may say no
    return bring();
  },
  app: () => toApp(helpsAgain(state.refusal, SCAN_REFUSALS) ? location.hash : "#/"), // what fails here may succeed in the app
  again: () => location.reload(), // the address still holds the link
  say: () => speaker.tapped(),
  speak: async () => {
    try {
      words = await load(state.language);
      localStorage.setItem("veertig.lang", state.language);
      chain.rememberLanguage(state.language).catch(console.warn);
    } catch (error) {
      console.warn(error); // the language is not here, and there is no network: the words do not change
      state = { ...state, language: words?.code ?? state.language };
    }
    show();
  },
};

/**
 * Go on to the whole app, which takes over what is kept here. Without network this is refused with `offline`.
 * @param {string} hash the address that it opens; a link that is not written down stays one
 */
async function toApp(hash) {
  if (!navigator.onLine) return happened({ type: "refused", code: "offline" });
  try {
    sessionStorage.setItem("veertig.app", "1"); // early.js: from now on this tab opens the app
  } catch (error) {
    return refused(new Refusal("storage-blocked", String(error)));
  }
  history.replaceState(history.state, "", hash);
  location.reload();
}

/** @param {unknown} error */
async function refused(error) {
  console.warn(error);
  const code = error instanceof Refusal ? error.code : "odd";
  if (code === FOR_APP) await toApp(location.hash);
  else await happened({ type: "refused", code });
}

/** Write down what the link in the address says; without a link show the newest visit. */
async function open() {
  opened += 1;
  const own = opened;
  const [, route] = ROUTE.exec(location.hash) ?? [];
  try {
    const visit = await (route ? scanned(route) : newest());
    if (own !== opened) return;
    if (!visit) return toApp("#/");
    if (route) history.replaceState(history.state, "", RESTING); // a poster's link, opened again, would be another scan
    await happened({ type: "kept", saved: visit });
  } catch (error) {
    if (own === opened) await refused(error);
  }
}

/** Ask on the picture of the app's own start whether to go on with a link that another web site opened. */
async function ask() {
  isAsking = true;
  delete page.dataset.light;
  root.hidden = true;
  const { askToGoOn } = await import("../picture.js");
  const goesOn = await askToGoOn();
  root.hidden = isAsking = false;
  page.dataset.light = state.screen;
  show();
  return goesOn;
}

async function start() {
  settle("phone");
  const asked = confirmLink(ask).then(
    () => LIGHT.test(location.hash),
    (error) => error, // a browser that stores nothing: nobody can be asked, and nothing is written
  );
  const opening = asked.then((answer) => (answer === true ? open() : answer && refused(new Refusal("storage-blocked", String(answer)))));
  [words] = await Promise.all([load(state.language), styled()]);
  document.body.append(root);
  show();
  if ((await asked) === false) return location.reload(); // the answer was no: home
  addEventListener("hashchange", () => {
    const route = linkInAddress(location.hash);
    if (route) history.replaceState(history.state, "", `#${route}`);
    if (LIGHT.test(location.hash)) happened({ type: "opened" }).then(open);
    else location.reload();
  });
  addEventListener("online", bring);
  document.addEventListener("visibilitychange", () => document.hidden || bring());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  await opening;
  await stay().catch((error) => console.warn("no service worker:", error)); // the page runs, but only with network
}

startWatch.begun();
await start();
