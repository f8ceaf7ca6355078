// The envelope of every signed message (E1 to E11), and its numbered fields (F1 to F4).

import { SMALL, concat, decode, encode } from "./cbor.js";
import { KEY_ID_SIZE, KEY_SIZE, checkKey, keyId, same, sha256 } from "./ed25519.js";
import { Refusal, malformed } from "./refusal.js";

/** @import { Bytes } from "../keys.js" */
/** @import { Value } from "./cbor.js" */

/**
 * A message taken apart; nobody has checked the signature yet.
 * @typedef {object} Outer
 * @property {string} kind the message kind
 * @property {Bytes} data the whole message
 * @property {Bytes} key the id of the key, 8 bytes
 * @property {Bytes} payload
 * @property {Bytes} signature 64 bytes
 * @property {Bytes} signed the bytes that were signed
 * @property {Bytes} id of the message, 32 bytes
 */

const PROTECTED = Uint8Array.of(0xa2, 0x01, 0x27, 0x04, 0x48); // {1: -8, 4: bytes of length 8}
const SIGNATURE_SIZE = 64;
const EDDSA = -8n;
const FIRST_IGNORED = 64n; // the first field number that an older app ignores
export const LAST_SECOND = 2 ** 40; // Unix seconds

/**
 * The bytes that are signed: an array of four. Their SHA-256 is the message's id.
 * @param {string} kind
 * @param {Bytes} key the id of the key
 * @param {Bytes} payload
 */
export function signedBytes(kind, key, payload) {
  return encode(["Signature1", concat(PROTECTED, key), new TextEncoder().encode(`veertig/1/${kind}`), payload]);
}

/**
 * The bytes of a complete message.
 * @param {Bytes} key the id of the key
 * @param {Bytes} payload
 * @param {Bytes} signature
 */
export function seal(key, payload, signature) {
  return concat(Uint8Array.of(0x84), encode(concat(PROTECTED, key)), Uint8Array.of(0xa0), encode(payload), encode(signature));
}

/** The parts of a message whose kind is not yet known. */
/** @typedef {Pick<Outer, "data" | "key" | "payload" | "signature">} Parts */

/**
 * Take any message apart: its parts and its fields. Refuses other bytes with `bad-code` or `newer-app`.
 * @param {Bytes} data
 * @returns {[parts: Parts, fields: Fields]}
 */
export function split(data) {
  const outer = decode(data, { ...SMALL, depth: 2, items: 8 });
  if (!Array.isArray(outer) || outer.length !== 4) throw malformed("not an envelope");
  const [header, unprotected, payload, signature] = outer;
  const isEmpty = unprotected instanceof Map && unprotected.size === 0;
  if (!isBytes(header) || !isBytes(payload) || !isBytes(signature) || !isEmpty) throw malformed("not an envelope");
  if (signature.length !== SIGNATURE_SIZE) throw malformed("a signature has 64 bytes");
  const named = header.length === PROTECTED.length + KEY_ID_SIZE && same(header.slice(0, PROTECTED.length), PROTECTED);
  if (!named) throw explained(header);
  return [{ data, key: header.slice(PROTECTED.length), payload, signature }, new Fields(decode(payload))];
}

/**
 * The envelope of a message of this kind, with its signed bytes and its id.
 * @param {string} kind
 * @param {Parts} parts
 * @returns {Promise<Outer>}
 */
export async function asKind(kind, parts) {
  const signed = signedBytes(kind, parts.key, parts.payload);
  return { kind, ...parts, signed, id: await sha256(signed) };
}

/**
 * Take a message of this kind and type apart: the envelope and its fields. Refuses other bytes with `bad-code` or `newer-app`.
 * @param {string} kind
 * @param {number} type
 * @param {Bytes} data
 * @returns {Promise<[outer: Outer, fields: Fields]>}
 */
export async function open(kind, type, data) {
  const [parts, fields] = split(data);
  if (fields.integer(1) !== type) throw malformed(`not a message of type ${type}`);
  return [await asKind(kind, parts), fields];
}

/**
 * @param {Value | undefined} value
 * @returns {value is Bytes}
 */
function isBytes(value) {
  return value instanceof Uint8Array;
}

/**
 * The refusal for another header; a well-formed one with another algorithm comes from a newer app.
 * @param {Bytes} bytes
 */
function explained(bytes) {
  const header = decode(bytes);
  const [algorithm, key] = header instanceof Map && header.size === 2 ? [header.get(1n), header.get(4n)] : [];
  if (typeof algorithm === "bigint" && key instanceof Uint8Array && algorithm !== EDDSA) return new Refusal("newer-app", "algorithm");
  return malformed("not our protected header");
}

/** The fields of a payload. Read each once, then call `done`. Refuses with `bad-code`. */
class Fields {
  #left;

  /** @param {Value} value */
  constructor(value) {
    if (!(value instanceof Map)) throw malformed("the payload is no map");
    this.#left = value;
  }

  /**
   * Whether there is a field of this number.
   * @param {number} number
   */
  has(number) {
    return this.#left.has(BigInt(number));
  }

  /**
   * The integer in this field, from `low` to `high`.
   * @param {number} number
   */
  integer(number, low = 0, high = LAST_SECOND) {
    const value = this.#pop(number);
    if (typeof value !== "bigint" || value < BigInt(low) || value > BigInt(high)) throw malformed(`field ${number}`);
    return Number(value);
  }

  /**
   * The byte string in this field, of `size` bytes.
   * @param {number} number
   * @param {number} size
   */
  raw(number, size) {
    const value = this.#pop(number);
    if (!isBytes(value) || value.length !== size) throw malformed(`field ${number}`);
    return value;
  }

  /**
   * The public key in this field, which must be the key that signed. Refuses with `bad-key`.
   * @param {number} number
   * @param {Outer} outer
   */
  async ownKey(number, outer) {
    const key = checkKey(this.raw(number, KEY_SIZE));
    if (!same(await keyId(key), outer.key)) throw new Refusal("bad-key", "signed by the key it carries");
    return key;
  }

  /** Refuses with `newer-app` when fields are left that only a newer app knows. */
  done() {
    if ([...this.#left.keys()].some((number) => number < FIRST_IGNORED)) throw new Refusal("newer-app", "unknown fields");
  }

  /** @param {number} number */
  #pop(number) {
    const key = BigInt(number);
    const value = this.#left.get(key);
    if (value === undefined) throw malformed(`field ${number} is missing`);
    this.#left.delete(key);
    return value;
  }
}
