// Records (app/protocol/README.md, 5): what a newcomer's phone signs and keeps, byte for byte as the app writes them.

import { encode } from "./cbor.js";
import { keyId, sha256 } from "./ed25519.js";
import { seal, signedBytes } from "./envelope.js";

/** @import { Bytes } from "../keys.js" */
/** @import { Value } from "./cbor.js" */

/** The type of a record, and its fields from 16 on. */
/** @typedef {{type: number, fields: [number: bigint, value: Value][]}} Body */
/** @typedef {{number: number, before: Bytes | null, wall: number}} Place in the chain; `wall` in seconds since 1970 */

const [DEVICE, CHECK_IN, CHECK_OUT] = [32, 33, 34];
const PERSON_SIZE = 16; // bytes
export const SECRET_SIZE = 16; // bytes

/**
 * The first record of a chain: this key speaks for the person of this secret.
 * @param {Bytes} key the public half
 * @param {Bytes} secret
 * @returns {Promise<Body>}
 */
export async function device(key, secret) {
  return { type: DEVICE, fields: [[16n, key], [17n, (await sha256(secret)).slice(0, PERSON_SIZE)]] };
}

/**
 * "I came."
 * @param {Bytes} token
 * @returns {Body}
 */
export const checkIn = (token) => ({ type: CHECK_IN, fields: [[16n, token]] });

/**
 * "I left."
 * @param {Bytes} token
 * @param {Bytes} came the id of the check-in
 * @returns {Body}
 */
export const checkOut = (token, came) => ({ type: CHECK_OUT, fields: [[16n, token], [17n, came]] });

/**
 * The bytes of a signed record, and its id.
 * @param {Body} body
 * @param {Place} place
 * @param {Bytes} key the public half
 * @param {(message: Bytes) => Promise<Bytes>} sign makes a signature with the other half
 */
export async function makeRecord({ type, fields }, { number, before, wall }, key, sign) {
  /** @type {Map<bigint, Value>} */
  const all = new Map([[1n, BigInt(type)], [2n, BigInt(number)], [4n, BigInt(wall)], ...fields]);
  if (before) all.set(3n, before);
  const [signer, payload] = [await keyId(key), encode(all)];
  const signed = signedBytes("record", signer, payload);
  return { data: seal(signer, payload, await sign(signed)), id: await sha256(signed) };
}
