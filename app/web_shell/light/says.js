// The clips that each screen says, in the order in which it is read, and their playing. The part of the screen that a clip's `key`
// names lights up meanwhile. The voice itself is the app's (voice.js), fetched at the first tap on the speaker.

import { helpsAgain, START_AGAIN } from "./refusal.js";
import { ASK, CODE, DONE, REFUSED, REST } from "./state.js";
import { ACTIVITIES, OTHER, REFUSALS } from "./tables.js";

/** @import { Spoken } from "./pieces.js" */
/** @import { State } from "./state.js" */

/** @typedef {{clip: string, key: string}} Clip */
/** @typedef {{say: (asked: {language: string, clip: string}) => Promise<string>, hush: () => boolean}} Voice */

const MOST_HOURS = 40;
/** @type {Promise<Voice> | null} */
let voice = null;
let turn = 0;

/**
 * The names of the clips for a duration, rounded down to half hours (as in app/ui/speech.py).
 * @param {number} minutes
 */
function hours(minutes) {
  const [full, half] = [Math.floor(minutes / 60), minutes % 60 >= 30];
  if (full > MOST_HOURS) return [`hours/${MOST_HOURS}`, "speech/and more"];
  return [...(full || !half ? [`hours/${full}`] : []), ...(half ? ["speech/half an hour"] : [])];
}

/**
 * The clips of a screen; none where it says nothing.
 * @param {State} state
 * @returns {Clip[]}
 */
export function clipsOf({ screen, asked, refusal, sent }) {
  const clip = (/** @type {string} */ name, key = "") => ({ clip: name, key });
  const kept = () => [clip("saved/Saved", "saved"), ...(sent ? [clip("moments/Also kept far away", "saved")] : [])];
  switch (screen) {
    case ASK: {
      if (!asked) return [];
      const [, activity = ""] = ACTIVITIES[asked.activity] ?? ACTIVITIES[OTHER] ?? [];
      const long = hours(asked.minutes).map((name) => clip(name, "long"));
      return [clip(`activity/${activity}`, "what"), ...long, clip("buddy/We were together", "together")];
    }
    case CODE:
      return [...kept(), clip("buddy/The other phone scans this", "code")];
    case DONE:
      return [...kept(), clip("buddy/Show the code again", "again"), clip("buddy/Our moments", "moments")];
    case REST:
      return [clip("buddy/Scan the code on the other phone"), clip("buddy/Our moments", "moments")];
    case REFUSED:
      return [
        clip(`refusal/${(REFUSALS[refusal] ?? REFUSALS[""])[1]}`, "message"),
        ...(helpsAgain(refusal, REFUSALS) ? [clip("common/Once more", START_AGAIN)] : []),
      ];
  }
  return [];
}

/**
 * Play the clips one after the other. Resolves with "none" when a clip has no sound, else with "". Never rejects.
 * @param {Clip[]} clips
 * @param {string} language
 * @param {(key: string) => void} show gets the key of each clip when it begins
 */
export async function say(clips, language, show) {
  turn += 1;
  const own = turn;
  try {
    voice ??= load();
    const ops = await voice;
    for (const { clip, key } of clips) {
      if (own !== turn) return "";
      show(key);
      const how = await ops.say({ language, clip });
      if (own !== turn || how === "stopped") return "";
      if (how === "none") return "none";
    }
    return "";
  } catch {
    voice = null; // without network the voice may be missing: that is no fault
    return "none";
  }
}

/** Stop the voice. Never rejects. */
export async function hush() {
  turn += 1;
  if (voice) (await voice.catch(() => null))?.hush(); // a voice that could not be fetched is silent
}

/** What is spoken on a page, and the tap that begins or ends it. Both light pages have one. */
export class Speaker {
  /** @type {Spoken} */
  spoken = { lit: "", mode: "quiet" };
  #now;
  #show;

  /**
   * @param {() => {screen: string, clips: Clip[], language: string}} now what the page shows now
   * @param {() => void} show draws the page anew
   */
  constructor(now, show) {
    this.#now = now;
    this.#show = show;
  }

  /** Stop, without drawing. */
  quiet() {
    hush();
    this.spoken = { lit: "", mode: "quiet" };
  }

  /** Say what is on the screen, or stop. */
  async tapped() {
    if (this.spoken.mode === "speaking") {
      this.quiet();
      return this.#show();
    }
    const { screen, clips, language } = this.#now();
    const how = await say(clips, language, (lit) => {
      this.spoken = { lit, mode: "speaking" };
      this.#show();
    });
    if (this.#now().screen !== screen) return;
    this.spoken = { lit: "", mode: how === "none" ? "none" : "quiet" };
    this.#show();
  }
}

/** @returns {Promise<Voice>} */
async function load() {
  const { makeVoice } = await import("../voice.js");
  return makeVoice();
}
