// What a recovery card needs: the slow function (PBKDF2) and the cipher (AES-GCM), by WebCrypto. Loaded by the worker at first use.

/** @import { Bytes } from "./keys.js" */

const SIZE = 256; // bits, of what the slow function gives

/**
 * 32 bytes from a password, after this many rounds of PBKDF2 with HMAC-SHA-256.
 * @param {Bytes} password
 * @param {Bytes} salt
 * @param {number} rounds
 * @returns {Promise<Bytes>}
 */
export async function stretch(password, salt, rounds) {
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, key, SIZE));
}

/**
 * @param {Bytes} key 32 bytes
 * @param {"encrypt" | "decrypt"} use
 */
function aes(key, use) {
  return crypto.subtle.importKey("raw", key, "AES-GCM", false, [use]);
}

/**
 * `clear`, encrypted, and the tag (16 bytes).
 * @param {Bytes} key 32 bytes
 * @param {Bytes} iv 12 bytes, the nonce
 * @param {Bytes} clear
 * @param {Bytes} additionalData authenticated beside it
 * @returns {Promise<Bytes>}
 */
export async function seal(key, iv, clear, additionalData) {
  return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, await aes(key, "encrypt"), clear));
}

/**
 * What `seal` encrypted; false when the key, or anything else, is another.
 * @param {Bytes} key 32 bytes
 * @param {Bytes} iv 12 bytes, the nonce
 * @param {Bytes} sealed
 * @param {Bytes} additionalData
 * @returns {Promise<Bytes | false>}
 */
export async function open(key, iv, sealed, additionalData) {
  const opener = await aes(key, "decrypt");
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, opener, sealed));
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") return false; // it does not fit
    throw error;
  }
}
