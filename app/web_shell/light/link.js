// Links (L1 to L3): ORIGIN/#/<letter>/<digits>. The digits are the number whose bytes are 01 and the message.

import { Refusal, malformed } from "./refusal.js";

const TEXT = /^(https?):\/\/([A-Za-z0-9.-]{1,253})(:[0-9]{1,5})?\/#(\/[a-z]\/[0-9]*)$/;
const ROUTE = /^\/([a-z])\/([0-9]+)$/;
const HERE = ["localhost", "127.0.0.1"];
const LETTERS = "smaev";
const MOST_DIGITS = 3000;

/** @import { Bytes } from "../keys.js" */

/**
 * The bytes in hex, two digits each.
 * @param {Uint8Array} bytes
 */
export function hexOf(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The bytes that this hex names, two digits each.
 * @param {string} hex
 * @returns {Bytes}
 */
export function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
}

/**
 * The letter and the message of `/m/<digits>`. Refuses with `bad-code`, or `newer-app` for an unknown letter.
 * @param {string} route
 * @returns {[letter: string, message: Bytes]}
 */
export function readRoute(route) {
  const [, letter, digits] = ROUTE.exec(route) ?? [];
  if (!letter || !digits || digits.length > MOST_DIGITS || digits[0] === "0") throw malformed("digits");
  const hex = BigInt(digits).toString(16);
  if (hex.length % 2 === 0 || hex[0] !== "1") throw malformed("digits do not begin with the marker");
  if (!LETTERS.includes(letter)) throw new Refusal("newer-app", `link of kind ${letter}`);
  return [letter, bytesOf(hex.slice(1))];
}

/**
 * The letter and the message of a scanned text. Refuses with `not-ours`, or as `readRoute` does.
 * @param {string} text
 */
export function readText(text) {
  const [, scheme, host, , route] = TEXT.exec(text) ?? [];
  if (!host || !route || (scheme === "http" && !HERE.includes(host))) throw new Refusal("not-ours", "no link of ours");
  return readRoute(route);
}

/**
 * The link of a message, in its two halves.
 * @param {string} origin
 * @param {string} letter
 * @param {Uint8Array} message
 * @returns {[letters: string, digits: string]}
 */
export function writeText(origin, letter, message) {
  return [`${origin}/#/${letter}/`, BigInt(`0x01${hexOf(message)}`).toString()];
}
