// Public keys (K1, E9) and signatures (E7). A key is checked once, when it is read; after that all libraries give the same verdict.

import { verifyAll } from "../ed25519.js";
import { faultOf } from "../storage_faults.js";
import { Refusal } from "./refusal.js";

/** @import { Bytes } from "../keys.js" */

export const KEY_SIZE = 32; // bytes
export const KEY_ID_SIZE = 8; // bytes

const P = 2n ** 255n - 19n;
const D = mod(-121665n * power(121666n, P - 2n));
const ROOT = power(2n, (P - 1n) / 4n);

/** @param {bigint} number */
function mod(number) {
  const rest = number % P;
  return rest < 0n ? rest + P : rest;
}

/**
 * @param {bigint} base
 * @param {bigint} exponent
 */
function power(base, exponent) {
  let result = 1n;
  for (let left = exponent, square = mod(base); left > 0n; left >>= 1n, square = (square * square) % P) {
    if (left & 1n) result = (result * square) % P;
  }
  return result;
}

/** @param {bigint} number */
const inverse = (number) => power(mod(number), P - 2n);

/**
 * @param {[bigint, bigint]} point
 * @returns {[bigint, bigint]}
 */
function double([x, y]) {
  const k = mod(D * mod(x * x) * mod(y * y));
  return [mod(2n * x * y * inverse(1n + k)), mod((y * y + x * x) * inverse(1n - k))];
}

/**
 * `bytes` unchanged, if they are a key: canonical, on the curve, not of small order (RFC 8032, 5.1.3). Refuses with `bad-key`.
 * @param {Bytes} bytes
 */
export function checkKey(bytes) {
  /** @param {string} why */
  const odd = (why) => new Refusal("bad-key", why);
  if (bytes.length !== KEY_SIZE) throw odd("not 32 bytes");
  const sign = (bytes[KEY_SIZE - 1] ?? 0) >> 7;
  const y = [...bytes].reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n) & (2n ** 255n - 1n);
  if (y >= P) throw odd("not canonical");
  const square = mod((y * y - 1n) * inverse(D * y * y + 1n));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x - square)) x = mod(x * ROOT);
  if (mod(x * x - square)) throw odd("not on the curve");
  if (x === 0n && sign) throw odd("not canonical");
  /** @type {[bigint, bigint]} */
  let point = [x, y];
  for (let time = 0; time < 3; time += 1) point = double(point);
  if (point[0] === 0n && point[1] === 1n) throw odd("small order");
  return bytes;
}

/**
 * The SHA-256 of these bytes, 32 bytes.
 * @param {Bytes} bytes
 * @returns {Promise<Bytes>}
 */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/**
 * The key id: the first 8 bytes of the SHA-256 of a public key.
 * @param {Bytes} key
 */
export async function keyId(key) {
  return (await sha256(key)).slice(0, KEY_ID_SIZE);
}

/**
 * Whether both hold the same bytes.
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 */
export function same(left, right) {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

/**
 * Whether `key`, checked already, made this signature. Where WebCrypto has no Ed25519, refuses with `start-again` when the library does
 * not come, and with `no-keys` when this browser cannot read it.
 * @param {Bytes} key
 * @param {Bytes} signature
 * @param {Bytes} message
 */
export async function verify(key, signature, message) {
  try {
    const [holds = false] = await verifyAll([[key, signature, message]]);
    return holds;
  } catch (error) {
    throw new Refusal(faultOf(error), String(error));
  }
}
