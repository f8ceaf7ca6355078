// A meeting of two people (app/protocol/README.md, 8), as far as a buddy's phone needs it: read what a newcomer shows, answer it.

import { encode } from "./cbor.js";
import { KEY_ID_SIZE, checkKey, keyId, same, verify } from "./ed25519.js";
import { open, seal, signedBytes } from "./envelope.js";
import { Refusal } from "./refusal.js";

const [PROPOSAL_TYPE, ANSWER_TYPE] = [9, 10];
const [NONCE_SIZE, ID_SIZE] = [8, 32];
const LONGEST = 24 * 60;
const LAST_CODE = 255;
const DAY = 86400;
const MOST_DAYS_BACK = 8;

/** A newcomer's proposal; the signature is not checked. */
export async function readProposal(data) {
  const [outer, fields] = await open("meeting", PROPOSAL_TYPE, data);
  fields.raw(2, NONCE_SIZE);
  const [start, minutes, activity] = [fields.integer(3), fields.integer(4, 1, LONGEST), fields.integer(5, 0, LAST_CODE)];
  const key = await fields.ownKey(6, outer);
  const buddy = fields.has(7) ? fields.raw(7, KEY_ID_SIZE) : null;
  fields.done();
  return { outer, start, minutes, activity, key, buddy };
}

/** A buddy's answer; the signature is not checked. */
export async function readAnswer(data) {
  const [outer, fields] = await open("answer", ANSWER_TYPE, data);
  const [proposal, time] = [fields.raw(2, ID_SIZE), fields.integer(3)];
  const key = await fields.ownKey(4, outer);
  fields.done();
  return { outer, proposal, time, key };
}

/** Both signatures hold, or neither: refuses what its own key did not sign. */
export async function checkSignature(message) {
  const { key, outer } = message;
  if (!(await verify(checkKey(key), outer.signature, outer.signed))) throw new Refusal("bad-signature", outer.kind);
  return message;
}

/** Does this answer belong to this proposal (M1, M2)? Signatures last. */
export async function readPair(proposal, answer) {
  const [asked, given] = [await readProposal(proposal), await readAnswer(answer)];
  if (!same(given.proposal, asked.outer.id)) throw new Refusal("other-meeting", "an answer to another proposal");
  if (same(given.key, asked.key)) throw new Refusal("same-person", "one key on both sides");
  if (asked.buddy && !same(asked.buddy, given.outer.key)) throw new Refusal("other-meeting", "meant for another buddy");
  await checkSignature(asked);
  await checkSignature(given);
  return { asked, given };
}

/** May this phone sign it now (M3)? */
export function checkAge({ start }, now) {
  if (start < now - MOST_DAYS_BACK * DAY || start > now + DAY) throw new Refusal("other-week", "a meeting of another week");
}

/** An answer to the proposal with this id; `sign` makes the signature of the key whose public half is `key`. */
export async function makeAnswer(proposal, time, key, sign) {
  const fields = [[1n, BigInt(ANSWER_TYPE)], [2n, proposal], [3n, BigInt(time)], [4n, key]];
  const [id, payload] = [await keyId(key), encode(new Map(fields))];
  return seal(id, payload, await sign(signedBytes("answer", id, payload)));
}
