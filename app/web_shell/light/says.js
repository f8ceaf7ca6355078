// What each screen says aloud, in the order in which it is read, and the saying of it. What a clip's `key` names lights up meanwhile.
// The voice itself is the app's (voice.js), fetched at the first tap on the speaker.

import { ASK, CODE, DONE, REFUSED, REST } from "./state.js";
import { ACTIVITIES, OTHER, REFUSALS } from "./tables.js";

/** @import { State } from "./state.js" */

/** @typedef {{clip: string, key: string}} Clip */
/** @typedef {{say: (asked: {language: string, clip: string}) => Promise<string>, hush: () => boolean}} Voice */

const MOST_HOURS = 40;
/** @type {Promise<Voice> | null} */
let voice = null;
let turn = 0;

/**
 * So many hours, rounded down to halves (as app/ui/speech.py).
 * @param {number} minutes
 */
function hours(minutes) {
  const [whole, half] = [Math.floor(minutes / 60), minutes % 60 >= 30];
  if (whole > MOST_HOURS) return [`hours/${MOST_HOURS}`, "speech/and more"];
  return [...(whole || !half ? [`hours/${whole}`] : []), ...(half ? ["speech/half an hour"] : [])];
}

/**
 * @param {State} state
 * @returns {Clip[]}
 */
export function said({ screen, asked, refusal, sent }) {
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
      return [clip(`refusal/${(REFUSALS[refusal] ?? REFUSALS[""])[1]}`, "message")];
  }
  return [];
}

/**
 * Say these one after the other. Resolves with "none" when nothing was to be heard.
 * @param {Clip[]} clips
 * @param {string} language
 * @param {(key: string) => void} show is told what lights up
 */
export async function say(clips, language, show) {
  turn += 1;
  const mine = turn;
  try {
    voice ??= load();
    const ops = await voice;
    for (const { clip, key } of clips) {
      if (mine !== turn) return "";
      show(key);
      const how = await ops.say({ language, clip });
      if (mine !== turn || how === "stopped") return "";
      if (how === "none") return "none";
    }
    return "";
  } catch {
    voice = null; // without network, and not heard before: that is no fault
    return "none";
  }
}

export async function hush() {
  turn += 1;
  if (voice) (await voice.catch(() => null))?.hush(); // a voice that could not be fetched says nothing
}

/** @returns {Promise<Voice>} */
async function load() {
  const { makeVoice } = await import("../voice.js");
  return makeVoice();
}
