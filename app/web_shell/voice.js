// The voice: one audio element, so that never two sounds are heard at once. Ops "say", "hush", "keep-voice". Nothing sounds without
// a tap. Where the sounds come from: clips.js.

import { keepWhole, soundOf } from "./clips.js";

/** @import { Bridge } from "./bridge.js" */

/** How a clip ended: heard to its end, ended by something else, or not here. */
/** @typedef {"" | "stopped" | "none"} Ending */

const element = document.createElement("audio");
element.id = "voice";
let url = "";
let turn = 0;
/** @type {((how: Ending) => void) | null} tells who said it how it ended */
let over = null;
let chosen = "";

/** @param {Ending} how */
function end(how) {
  const tell = over;
  over = null;
  if (!tell) return;
  element.pause();
  tell(how);
}

/**
 * @param {Blob} sound
 * @returns {Promise<Ending>}
 */
function play(sound) {
  URL.revokeObjectURL(url);
  url = URL.createObjectURL(sound);
  element.src = url;
  return new Promise((resolve) => {
    over = resolve;
    element.play().catch(() => over === resolve && end("none")); // refused without a tap, or no sound that is known here
  });
}

/**
 * Let one clip be heard. Resolves when it is over.
 * @param {{language: string, clip: string}} what
 * @returns {Promise<Ending>}
 */
async function say({ language, clip }) {
  end("stopped");
  turn += 1;
  const mine = turn;
  const sound = await soundOf(language, clip);
  if (mine !== turn) return "stopped";
  return sound ? play(sound) : "none";
}

function hush() {
  turn += 1;
  end("stopped");
  return true;
}

/**
 * Have a language whole. Whether it is.
 * @param {{language: string}} which
 */
async function keep({ language }) {
  chosen = language;
  const page = document.documentElement;
  if (page.dataset.voice === language) return true; // whole, and looked at since the start
  const isWhole = await keepWhole(language, () => chosen === language);
  if (isWhole) page.dataset.voice = language;
  return isWhole;
}

/** iPhones let an element sound later only if it was started inside a tap once: with a moment of silence. */
function unlock() {
  const silence = new Uint8Array(44 + 80).fill(128);
  const head = "RIFF\x74\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x50\0\0\0";
  silence.set([...head].map((letter) => letter.charCodeAt(0)));
  element.src = URL.createObjectURL(new Blob([silence], { type: "audio/wav" }));
  element.play().catch(() => {}); // then the first clip is not heard, and says so itself
}

/** Make this page able to speak; returns what it can do. */
export function makeVoice() {
  document.body.append(element);
  element.addEventListener("ended", () => end(""));
  element.addEventListener("error", () => end("none"));
  // A call, or another app that plays: silence that nobody here asked for.
  element.addEventListener("pause", () => element.paused && !element.ended && end("stopped"));
  addEventListener("veertig-stop", hush);
  if (navigator.vendor.startsWith("Apple")) addEventListener("pointerup", unlock, { once: true, capture: true });
  return { say, hush, keep };
}

/** @param {Pick<Bridge, "on">} bridge */
export function addVoice(bridge) {
  const voice = makeVoice();
  bridge.on("say", voice.say);
  bridge.on("hush", voice.hush);
  bridge.on("keep-voice", voice.keep);
}
