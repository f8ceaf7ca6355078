// The envelope every signed message travels in (E1 to E11), and its numbered fields (F1 to F4).

import { SMALL, concat, decode, encode } from "./cbor.js";
import { KEY_ID_SIZE, KEY_SIZE, checkKey, keyId, same, sha256 } from "./ed25519.js";
import { Refusal, malformed } from "./refusal.js";

const PROTECTED = Uint8Array.of(0xa2, 0x01, 0x27, 0x04, 0x48); // {1: -8, 4: bytes of length 8}
const SIGNATURE_SIZE = 64;
const EDDSA = -8n;
const FIRST_IGNORED = 64n;
export const LAST_SECOND = 2 ** 40;

/** What is signed: an array of four. Its SHA-256 is the message's id. */
export function signedBytes(kind, key, payload) {
  return encode(["Signature1", concat(PROTECTED, key), new TextEncoder().encode(`veertig/1/${kind}`), payload]);
}

/** The finished message. */
export function seal(key, payload, signature) {
  return concat(Uint8Array.of(0x84), encode(concat(PROTECTED, key)), Uint8Array.of(0xa0), encode(payload), encode(signature));
}

/** Take a message of this kind and type apart: the envelope (nobody has checked the signature yet) and its fields. */
export async function open(kind, type, data) {
  const outer = decode(data, { ...SMALL, depth: 2, items: 8 });
  if (!Array.isArray(outer) || outer.length !== 4) throw malformed("not an envelope");
  const [header, unprotected, payload, signature] = outer;
  const isEmpty = unprotected instanceof Map && unprotected.size === 0;
  if (![header, payload, signature].every((part) => part instanceof Uint8Array) || !isEmpty) throw malformed("not an envelope");
  if (signature.length !== SIGNATURE_SIZE) throw malformed("a signature has 64 bytes");
  const named = header.length === PROTECTED.length + KEY_ID_SIZE && same(header.slice(0, PROTECTED.length), PROTECTED);
  if (!named) throw explained(header);
  const key = header.slice(PROTECTED.length);
  const fields = new Fields(decode(payload));
  if (fields.integer(1) !== type) throw malformed(`not a message of type ${type}`);
  const signed = signedBytes(kind, key, payload);
  return [{ kind, data, key, payload, signature, signed, id: await sha256(signed) }, fields];
}

/** A well-formed header of another algorithm comes from a newer app. */
function explained(bytes) {
  const header = decode(bytes);
  const [algorithm, key] = header instanceof Map && header.size === 2 ? [header.get(1n), header.get(4n)] : [];
  if (typeof algorithm === "bigint" && key instanceof Uint8Array && algorithm !== EDDSA) return new Refusal("newer-app", "algorithm");
  return malformed("not our protected header");
}

/** One map being read. Call `done` when every field that the kind names has been read. */
class Fields {
  #left;

  constructor(value) {
    if (!(value instanceof Map)) throw malformed("the payload is no map");
    this.#left = value;
  }

  has(number) {
    return this.#left.has(BigInt(number));
  }

  integer(number, low = 0, high = LAST_SECOND) {
    const value = this.#pop(number);
    if (typeof value !== "bigint" || value < BigInt(low) || value > BigInt(high)) throw malformed(`field ${number}`);
    return Number(value);
  }

  raw(number, size) {
    const value = this.#pop(number);
    if (!(value instanceof Uint8Array) || value.length !== size) throw malformed(`field ${number}`);
    return value;
  }

  /** The public key in this field, which must be the one that signed. */
  async ownKey(number, outer) {
    const key = checkKey(this.raw(number, KEY_SIZE));
    if (!same(await keyId(key), outer.key)) throw new Refusal("bad-key", "signed by the key it carries");
    return key;
  }

  done() {
    if ([...this.#left.keys()].some((number) => number < FIRST_IGNORED)) throw new Refusal("newer-app", "unknown fields");
  }

  #pop(number) {
    const key = BigInt(number);
    if (!this.#left.has(key)) throw malformed(`field ${number} is missing`);
    const value = this.#left.get(key);
    this.#left.delete(key);
    return value;
  }
}
