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

/** @import { Signed } from "./box.js" */
/** @import { Proposal } from "./meeting.js" */

/** What is on the screen: `answer` is the link that the newcomer scans, in its two halves. */
/** @typedef {{asked: Proposal, answer: [string, string]}} Cosigned */

const ROLE = "buddy"; // the app's buddy has the same key
const now = () => Math.max(0, Math.floor(Date.now() / 1000));

/**
 * What a link asks; with the answer when it was signed here before. Refuses with a stable code.
 * @param {string} route such as "/m/123"
 * @returns {Promise<Cosigned | {asked: Proposal, answer?: undefined}>}
 */
export async function look(route) {
  const proposal = await readProposal(readRoute(route)[1]);
  await checkSignature(proposal);
  const kept = await stored("storage-blocked", () => box.of(hexOf(proposal.outer.id)));
  if (kept) return shown(proposal, kept);
  await checkOthers(proposal);
  checkAge(proposal, now());
  return { asked: proposal };
}

/** @param {Proposal} proposal */
async function checkOthers({ key, buddy }) {
  const { mine, others } = await stored("storage-blocked", async () => {
    const known = await hasKeyPair(ROLE);
    return { mine: known ? await publicKey(await keyPair(ROLE)) : null, others: await otherKeys(ROLE) };
  });
  if ([mine, ...others].some((held) => held && same(held, key))) throw new Refusal("same-person", "the newcomer's phone is this one");
  if (buddy && !(mine && same(await keyId(mine), buddy))) throw new Refusal("other-meeting", "meant for another buddy");
}

/**
 * We were together: sign it and keep it. Only then is there something to show.
 * @param {Proposal} proposal
 */
export async function sign(proposal) {
  const pair = await stored("no-keys", () => keyPair(ROLE));
  const answer = await makeAnswer(proposal.outer.id, now(), await publicKey(pair), (message) => signWith(pair, message));
  const signed = { proposal: hexOf(proposal.outer.id), asked: proposal.outer.data, answer, sent: false };
  const first = await stored("storage-full", () => box.add(signed).then(() => null, another(signed)));
  return shown(proposal, first ?? signed);
}

/**
 * Has the server said that it holds what was signed of this proposal?
 * @param {Proposal} proposal
 */
export async function isSent(proposal) {
  const kept = await box.of(hexOf(proposal.outer.id)).catch(() => null); // it cannot be read: then nobody can say so
  return Boolean(kept?.sent);
}

/**
 * Another tab signed it a moment ago: that one counts.
 * @param {Signed} signed
 */
function another(signed) {
  return (/** @type {unknown} */ error) => {
    if (!(error instanceof DOMException && error.name === "ConstraintError")) throw error;
    return box.of(signed.proposal);
  };
}

/**
 * @param {Proposal} asked
 * @param {Signed} signed
 * @returns {Cosigned}
 */
function shown(asked, { answer }) {
  return { asked, answer: writeText(location.origin, "a", answer) };
}

/**
 * What the browser could not do, as a refusal.
 * @template Result
 * @param {string} code
 * @param {() => Promise<Result>} work
 */
async function stored(code, work) {
  try {
    return await work();
  } catch (error) {
    throw new Refusal(code, String(error));
  }
}
