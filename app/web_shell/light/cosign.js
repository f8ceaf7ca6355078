// A buddy's side of a meeting: look at what a newcomer shows, sign it with one tap, keep it.
//
// 1. An answer is durable before it is shown, so whoever saw it can count on it: this phone holds both signatures.
// 2. Only the meeting itself is learned. The same code is answered once. No key is made before the tap.
// 3. The newcomer is somebody else: no key of this device.

import { keyPair, hasKeyPair, otherKeys, publicKey, sign as signWith } from "../keys.js";
import * as box from "./box.js";
import { keyId, same } from "./ed25519.js";
import { hexOf, readRoute, writeText } from "./link.js";
import { checkAge, checkSignature, makeAnswer, readProposal } from "./meeting.js";
import { Refusal } from "./refusal.js";

const ROLE = "buddy"; // the app's buddy has the same key
const now = () => Math.max(0, Math.floor(Date.now() / 1000));

/** What a link asks: {asked}, or {asked, answer} when it was signed here before. Refuses with a stable code. */
export async function look(route) {
  const proposal = await readProposal(readRoute(route)[1]);
  await checkSignature(proposal);
  const kept = await stored("storage-blocked", () => box.of(hexOf(proposal.outer.id)));
  if (kept) return shown(proposal, kept);
  await checkOthers(proposal);
  checkAge(proposal, now());
  return { asked: proposal };
}

async function checkOthers({ key, buddy }) {
  const [mine, others] = await stored("storage-blocked", async () => {
    const known = await hasKeyPair(ROLE);
    return [known ? await publicKey(await keyPair(ROLE)) : null, await otherKeys(ROLE)];
  });
  if ([mine, ...others].some((one) => one && same(one, key))) throw new Refusal("same-person", "the newcomer's phone is this one");
  if (buddy && !(mine && same(await keyId(mine), buddy))) throw new Refusal("other-meeting", "meant for another buddy");
}

/** We were together: sign it and keep it. Only then is there something to show. */
export async function sign(proposal) {
  const pair = await stored("no-keys", () => keyPair(ROLE));
  const answer = await makeAnswer(proposal.outer.id, now(), await publicKey(pair), (message) => signWith(pair, message));
  const one = { proposal: hexOf(proposal.outer.id), asked: proposal.outer.data, answer, sent: false };
  const first = await stored("storage-full", () => box.add(one).then(() => null, another(one)));
  return shown(proposal, first ?? one);
}

/** Has the server said that it holds what was signed of this proposal? */
export async function isSent(proposal) {
  return Boolean((await box.of(hexOf(proposal.outer.id)).catch(() => null))?.sent);
}

/** Another tab signed it a moment ago: that one counts. */
function another(one) {
  return (error) => {
    if (error?.name !== "ConstraintError") throw error;
    return box.of(one.proposal);
  };
}

function shown(asked, { answer }) {
  return { asked, answer: writeText(location.origin, "a", answer) };
}

/** What the browser could not do, as a refusal. */
async function stored(code, work) {
  try {
    return await work();
  } catch (error) {
    throw new Refusal(code, String(error));
  }
}
