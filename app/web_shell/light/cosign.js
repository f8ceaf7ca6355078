// A buddy's side of a meeting: look at a newcomer's proposal, sign it with one tap, keep it.
//
// 1. An answer is durable before it is shown. Then this phone holds both signatures.
// 2. The phone learns only the meeting itself. It answers the same code once. No key is made before the tap.
// 3. The newcomer is another person: the proposal's key is no key of this device.

import { keyPair, hasKeyPair, otherKeys, publicKey, rehearse, sign as signWith } from "../keys.js";
import * as box from "./box.js";
import { keyId, same } from "./ed25519.js";
import { hexOf, readRoute, writeText } from "./link.js";
import { checkAge, checkSignature, makeAnswer, readProposal } from "./meeting.js";
import { Refusal, stored } from "./refusal.js";

/** @import { Signed } from "./box.js" */
/** @import { Proposal } from "./meeting.js" */

/** A signed meeting for the screen: `answer` is the link that the newcomer scans, in its two halves. */
/** @typedef {{asked: Proposal, answer: [string, string]}} Cosigned */

const ROLE = "buddy"; // the app's buddy has the same key
const now = () => Math.max(0, Math.floor(Date.now() / 1000));

/**
 * The proposal in a link, with the answer if it was signed here before. Refuses with the code of what is wrong with it.
 * @param {string} route such as "/m/123"
 * @returns {Promise<Cosigned | {asked: Proposal, answer?: undefined}>}
 */
export async function look(route) {
  const rehearsed = rehearse(ROLE);
  rehearsed.catch(() => {}); // awaited below, where nothing else is wrong
  const proposal = await readProposal(readRoute(route)[1]);
  await checkSignature(proposal);
  const kept = await stored(() => box.of(hexOf(proposal.outer.id)));
  if (kept) return shown(proposal, kept);
  await checkOthers(proposal);
  checkAge(proposal, now());
  await stored(() => rehearsed); // before the person is asked
  return { asked: proposal };
}

/** @param {Proposal} proposal refused when it is by a key of this device, or for another buddy */
async function checkOthers({ key, buddy }) {
  const { ownKey, others } = await stored(async () => {
    const known = await hasKeyPair(ROLE);
    return { ownKey: known ? await publicKey(await keyPair(ROLE)) : null, others: await otherKeys(ROLE) };
  });
  if ([ownKey, ...others].some((held) => held && same(held, key))) throw new Refusal("same-person", "the newcomer's phone is this one");
  if (buddy && !(ownKey && same(await keyId(ownKey), buddy))) throw new Refusal("other-meeting", "meant for another buddy");
}

/**
 * Sign a proposal and keep the answer; only then it can be shown. Refuses with what stands in the way (`faultOf`).
 * @param {Proposal} proposal
 */
export async function sign(proposal) {
  const pair = await stored(() => keyPair(ROLE));
  const answer = await makeAnswer(proposal.outer.id, now(), await publicKey(pair), (message) => signWith(pair, message));
  const signed = { proposal: hexOf(proposal.outer.id), asked: proposal.outer.data, answer, sent: false };
  const first = await stored(() => box.add(signed).then(() => null, another(signed)));
  return shown(proposal, first ?? signed);
}

/**
 * Whether the server has answered that it has the answer to this proposal. Never rejects.
 * @param {Proposal} proposal
 */
export async function isSent(proposal) {
  const kept = await box.of(hexOf(proposal.outer.id)).catch(() => null); // a database that cannot be read knows nothing of it
  return Boolean(kept?.sent);
}

/**
 * Handles the error that another tab signed it a moment ago: that answer counts.
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
