// Ed25519 by a library (vendor/noble_ed25519), for browsers whose WebCrypto has none. Loaded only there. SHA-512 is WebCrypto's.

import { getPublicKeyAsync, Point, signAsync } from "./noble_ed25519.js";

/** @import { Bytes } from "./keys.js" */

const HALF = 32; // bytes: a key, and each half of a signature
const ORDER = Point.CURVE().n;

/** @param {Uint8Array} bytes the lowest byte first */
function numberOf(bytes) {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/**
 * The public key (32 bytes) of a seed (32 random bytes, RFC 8032, 5.1.5).
 * @param {Bytes} seed
 * @returns {Promise<Bytes>}
 */
export async function publicKeyOf(seed) {
  return new Uint8Array(await getPublicKeyAsync(seed));
}

/**
 * The signature of a message by the key of this seed, 64 bytes.
 * @param {Bytes} seed
 * @param {Uint8Array} message
 * @returns {Promise<Bytes>}
 */
export async function signWith(seed, message) {
  return new Uint8Array(await signAsync(message, seed));
}

/**
 * Whether a signature holds, with the verdict of WebCrypto and OpenSSL: S is below the order, and R is, byte for byte, the point that
 * S, the key and the message give (RFC 8032, 5.1.7, without the factor 8). False for bytes that are no key.
 * @param {Uint8Array} key
 * @param {Uint8Array} signature
 * @param {Uint8Array} message
 */
export async function verify(key, signature, message) {
  const [first, scalar] = [signature.subarray(0, HALF), numberOf(signature.subarray(HALF))];
  if (key.length !== HALF || signature.length !== 2 * HALF || scalar >= ORDER) return false;
  let point;
  try {
    point = Point.fromBytes(key, true);
  } catch {
    return false; // bytes that are no key: no signature holds
  }
  const signed = new Uint8Array(2 * HALF + message.length);
  signed.set(first);
  signed.set(key, HALF);
  signed.set(message, 2 * HALF);
  const challenge = numberOf(new Uint8Array(await crypto.subtle.digest("SHA-512", signed))) % ORDER;
  const wanted = Point.BASE.multiply(scalar, false).subtract(point.multiply(challenge, false)).toBytes();
  return wanted.every((byte, at) => byte === first[at]);
}
