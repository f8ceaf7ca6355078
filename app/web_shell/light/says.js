// What each screen says aloud, in the order in which it is read, and the saying of it. {clip, key}: `key` lights up meanwhile.
// The voice itself is the app's (voice.js), fetched at the first tap on the speaker.

import { ASK, CODE, DONE, REFUSED, REST } from "./state.js";
import { ACTIVITIES, OTHER, REFUSALS } from "./tables.js";

const MOST_HOURS = 40;
let voice = null;
let turn = 0;

/** So many hours, rounded down to halves (as app/ui/speech.py). */
function hours(minutes) {
  const [whole, half] = [Math.floor(minutes / 60), minutes % 60 >= 30];
  if (whole > MOST_HOURS) return [`hours/${MOST_HOURS}`, "speech/and more"];
  return [...(whole || !half ? [`hours/${whole}`] : []), ...(half ? ["speech/half an hour"] : [])];
}

export function said({ screen, asked, refusal, sent }) {
  const clip = (name, key = "") => ({ clip: name, key });
  const what = () => clip(`activity/${(ACTIVITIES[asked.activity] ?? ACTIVITIES[OTHER])[1]}`, "what");
  const kept = () => [clip("saved/Saved", "saved"), ...(sent ? [clip("moments/Also kept far away", "saved")] : [])];
  switch (screen) {
    case ASK:
      return [what(), ...hours(asked.minutes).map((one) => clip(one, "long")), clip("buddy/We were together", "together")];
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

/** Say these one after the other; `show(key)` is told what lights up. Resolves with "none" when nothing was to be heard. */
export async function say(clips, language, show) {
  turn += 1;
  const mine = turn;
  try {
    const ops = await (voice ??= load());
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
  if (voice) (await voice.catch(() => null))?.hush();
}

async function load() {
  const { addVoice } = await import("../voice.js");
  const ops = {};
  addVoice({ on: (name, act) => (ops[name] = act) });
  return ops;
}
