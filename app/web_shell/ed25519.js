// Ed25519 (RFC 8032) in this browser: by WebCrypto, or where that has none (Chrome below 137, Firefox below 129, iOS below 17) by a
// library, which is fetched only then. Both give the same verdict on every signature (tests/protocol/test_verdicts.py).

import { within } from "./limit.js";

/** @import { Bytes } from "./keys.js" */
/** @import * as Library from "./ed25519_library.js" */

export const ED25519 = { name: "Ed25519" };
const PATIENCE_MS = 3000; // after this time a WebCrypto that does not answer counts as one without Ed25519

/** @type {Promise<boolean> | undefined} */
let native;
/** @type {Promise<typeof Library> | undefined} */
let fetched;

/** Whether WebCrypto signs with Ed25519 here: found out once, by signing. Never rejects. */
export function isNative() {
  native ??= within(trySigning().catch(() => false), PATIENCE_MS, false); // an error means that it has no Ed25519
  return native;
}

async function trySigning() {
  const { privateKey, publicKey } = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey(ED25519, false, ["sign", "verify"]));
  const message = new Uint8Array(1);
  return crypto.subtle.verify(ED25519, publicKey, await crypto.subtle.sign(ED25519, privateKey, message), message);
}

/** The library. Rejects when it cannot be fetched; then it is asked for again the next time. */
export function library() {
  fetched ??= import("./ed25519_library.js").catch((error) => {
    fetched = undefined;
    throw error;
  });
  return fetched;
}

/**
 * Whether each signature holds, in the order of the checks; false for bytes that are no key. Rejects when the library is needed and
 * cannot be fetched.
 * @param {[key: Bytes, signature: Bytes, message: Bytes][]} checks
 */
export async function verifyAll(checks) {
  if (await isNative()) return verifyNatively(checks);
  const { verify } = await library();
  const verdicts = [];
  for (const check of checks) verdicts.push(await verify(...check)); // one by one, so that others may run between them
  return verdicts;
}

/**
 * `verifyAll` by WebCrypto.
 * @param {[key: Bytes, signature: Bytes, message: Bytes][]} checks
 */
function verifyNatively(checks) {
  /** @type {Map<string, Promise<CryptoKey>>} */
  const keys = new Map();
  /** @param {Bytes} bytes */
  const keyOf = (bytes) => {
    const name = bytes.join();
    const known = keys.get(name) ?? crypto.subtle.importKey("raw", bytes, ED25519, false, ["verify"]);
    keys.set(name, known);
    return known;
  };
  return Promise.all(
    checks.map(async ([key, signature, message]) => {
      try {
        return await crypto.subtle.verify(ED25519, await keyOf(key), signature, message);
      } catch {
        return false; // bytes that are no key: no signature holds
      }
    }),
  );
}
