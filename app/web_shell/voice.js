// The voice: one audio element, so that two sounds are never heard at once. Ops "say", "hush", "keep-voice". Nothing sounds without
// a tap. clips.js fetches the sounds.

import { keepWhole, soundOf } from "./clips.js";

/** @import { Bridge } from "./bridge.js" */

/** How a clip ended: "" at its end, "stopped" before it, "none" when there is no sound for it. */
/** @typedef {"" | "stopped" | "none"} Ending */

const element = document.createElement("audio");
element.id = "voice";
let url = "";
let turn = 0;
/** @type {((how: Ending) => void) | null} resolves the promise of the clip that plays */
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
    element.play().catch(() => over === resolve && end("none")); // the browser refused it without a tap, or does not know the format
  });
}

/**
 * Play one clip. Resolves when it is over.
 * @param {{language: string, clip: string}} what
 * @returns {Promise<Ending>}
 */
async function say({ language, clip }) {
  end("stopped");
  turn += 1;
  const own = turn;
  const sound = await soundOf(language, clip);
  if (own !== turn) return "stopped";
  return sound ? play(sound) : "none";
}

function hush() {
  turn += 1;
  end("stopped");
  return true;
}

/**
 * Fetch all clips of a language. Gives whether all are here.
 * @param {{language: string}} which
 */
async function keep({ language }) {
  chosen = language;
  const page = document.documentElement;
  if (page.dataset.voice === language) return true; // all are here; it was checked since the start
  const isWhole = await keepWhole(language, () => chosen === language);
  if (isWhole) page.dataset.voice = language;
  return isWhole;
}

/** Play a moment of silence inside a tap: only then an iPhone lets the element sound later. */
function unlock() {
  const silence = new Uint8Array(44 + 80).fill(128);
  const head = "RIFF\x74\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x50\0\0\0";
  silence.set([...head].map((letter) => letter.charCodeAt(0)));
  element.src = URL.createObjectURL(new Blob([silence], { type: "audio/wav" }));
  element.play().catch(() => {}); // then the first clip cannot play, and reports that itself
}

/** Add the voice to this page. Gives its three functions; `hush` and `keep` answer Python with a boolean. */
export function makeVoice() {
  document.body.append(element);
  element.addEventListener("ended", () => end(""));
  element.addEventListener("error", () => end("none"));
  // The system pauses the sound for a call, or for another app that plays.
  element.addEventListener("pause", () => element.paused && !element.ended && end("stopped"));
  addEventListener("veertig-stop", hush);
  if (navigator.vendor.startsWith("Apple")) addEventListener("pointerup", unlock, { once: true, capture: true });
  return { say, hush, keep };
}

/**
 * Add the ops "say", "hush" and "keep-voice".
 * @param {Pick<Bridge, "on">} bridge
 */
export function addVoice(bridge) {
  const voice = makeVoice();
  bridge.on("say", voice.say);
  bridge.on("hush", voice.hush);
  bridge.on("keep-voice", voice.keep);
}
