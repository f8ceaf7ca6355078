// A meeting of two people (app/protocol/README.md, 8), for a buddy's phone: reads a newcomer's proposal and answers it.

import { encode } from "./cbor.js";
import { KEY_ID_SIZE, checkKey, keyId, same, verify } from "./ed25519.js";
import { open, seal, signedBytes } from "./envelope.js";
import { Refusal } from "./refusal.js";

/** @import { Bytes } from "../keys.js" */
/** @import { Value } from "./cbor.js" */
/** @import { Outer } from "./envelope.js" */

/**
 * @typedef {object} Proposal
 * @property {Outer} outer
 * @property {number} start seconds since 1970
 * @property {number} minutes
 * @property {number} activity
 * @property {Bytes} key the newcomer's public key
 * @property {Bytes | null} buddy the id of the key that it is meant for
 */

/**
 * @typedef {object} Answer
 * @property {Outer} outer
 * @property {Bytes} proposal the id of the proposal that it answers
 * @property {number} time seconds since 1970
 * @property {Bytes} key the buddy's public key
 */

const [PROPOSAL_TYPE, ANSWER_TYPE] = [9, 10];
const [NONCE_SIZE, ID_SIZE] = [8, 32];
const LONGEST = 24 * 60; // minutes
const LAST_CODE = 255; // the largest code of an activity
const DAY = 86400; // seconds
const MOST_DAYS_BACK = 8;

/**
 * Read a newcomer's proposal, without the signature check. Refuses with `bad-code`, `bad-key` or `newer-app`.
 * @param {Bytes} data
 * @returns {Promise<Proposal>}
 */
export async function readProposal(data) {
  const [outer, fields] = await open("meeting", PROPOSAL_TYPE, data);
  fields.raw(2, NONCE_SIZE);
  const [start, minutes, activity] = [fields.integer(3), fields.integer(4, 1, LONGEST), fields.integer(5, 0, LAST_CODE)];
  const key = await fields.ownKey(6, outer);
  const buddy = fields.has(7) ? fields.raw(7, KEY_ID_SIZE) : null;
  fields.done();
  return { outer, start, minutes, activity, key, buddy };
}

/**
 * Read a buddy's answer, without the signature check. Refuses with `bad-code`, `bad-key` or `newer-app`.
 * @param {Bytes} data
 * @returns {Promise<Answer>}
 */
export async function readAnswer(data) {
  const [outer, fields] = await open("answer", ANSWER_TYPE, data);
  const [proposal, time] = [fields.raw(2, ID_SIZE), fields.integer(3)];
  const key = await fields.ownKey(4, outer);
  fields.done();
  return { outer, proposal, time, key };
}

/**
 * The message unchanged. Refuses with `bad-signature` when its own key did not sign it.
 * @template {{key: Bytes, outer: Outer}} Message
 * @param {Message} message
 */
export async function checkSignature(message) {
  const { key, outer } = message;
  if (!(await verify(checkKey(key), outer.signature, outer.signed))) throw new Refusal("bad-signature", outer.kind);
  return message;
}

/**
 * Read both, if the answer belongs to the proposal (M1, M2). Refuses with the first fault; the signatures are checked last.
 * @param {Bytes} proposal
 * @param {Bytes} answer
 */
export async function readPair(proposal, answer) {
  const [asked, reply] = [await readProposal(proposal), await readAnswer(answer)];
  if (!same(reply.proposal, asked.outer.id)) throw new Refusal("other-meeting", "an answer to another proposal");
  if (same(reply.key, asked.key)) throw new Refusal("same-person", "one key on both sides");
  if (asked.buddy && !same(asked.buddy, reply.outer.key)) throw new Refusal("other-meeting", "meant for another buddy");
  await checkSignature(asked);
  await checkSignature(reply);
  return { asked, reply };
}

/**
 * Refuses with `other-week` a meeting that is too old or too far ahead to be signed now (M3).
 * @param {{start: number}} proposal
 * @param {number} now seconds since 1970
 */
export function checkAge({ start }, now) {
  if (start < now - MOST_DAYS_BACK * DAY || start > now + DAY) throw new Refusal("other-week", "a meeting of another week");
}

/**
 * The bytes of a signed answer to the proposal with this id.
 * @param {Bytes} proposal
 * @param {number} time seconds since 1970
 * @param {Bytes} key the public half of the buddy's key
 * @param {(message: Bytes) => Promise<Bytes>} sign makes a signature with the other half
 */
export async function makeAnswer(proposal, time, key, sign) {
  /** @type {Map<bigint, Value>} */
  const fields = new Map();
  fields.set(1n, BigInt(ANSWER_TYPE)).set(2n, proposal).set(3n, BigInt(time)).set(4n, key);
  const [id, payload] = [await keyId(key), encode(fields)];
  return seal(id, payload, await sign(signedBytes("answer", id, payload)));
}
