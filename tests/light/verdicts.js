// What the light page makes of a vector, in the vector's own words. Integers are written as {"int": ".."}: JSON would round them.

import { decode, encode } from "../../app/web_shell/light/cbor.js";
import { checkKey, verify } from "../../app/web_shell/light/ed25519.js";
import { hexOf, readText, writeText } from "../../app/web_shell/light/link.js";
import { checkAge, checkSignature, readAnswer, readPair, readProposal } from "../../app/web_shell/light/meeting.js";
import { Refusal } from "../../app/web_shell/light/refusal.js";

/** @import { Value } from "../../app/web_shell/light/cbor.js" */

/** A vector as it lies in its file, and what is found of it in the same words; each folder has its own fields. */
/** @typedef {Record<string, any>} Vector */

const READERS = { meeting: readProposal, answer: readAnswer };
const bytesOf = (/** @type {string} */ hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/**
 * @param {Value} value
 * @returns {unknown}
 */
function plain(value) {
  if (typeof value === "bigint") return { int: String(value) };
  if (value instanceof Uint8Array) return { hex: hexOf(value) };
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [String(key), plain(inner)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

/** @param {Vector} vector */
async function message({ kind, message, public: key, text }) {
  const one = await READERS[/** @type {keyof typeof READERS} */ (kind)](bytesOf(message));
  if (hexOf(one.key) !== key) throw new Refusal("bad-signature", "another key");
  const { outer } = await checkSignature(one);
  const found = { fields: plain(decode(outer.payload)), payload: hexOf(outer.payload), signed: hexOf(outer.signed), id: hexOf(outer.id) };
  if (!text) return found;
  const [letter, data] = readText(text);
  return { ...found, text: writeText(text.split("/#")[0], letter, data).join(""), message: hexOf(data) };
}

/** @type {Record<string, (vector: Vector) => Vector | Promise<Vector | void> | void>} */
const WORK = {
  value: ({ bytes }) => {
    const value = decode(bytesOf(bytes));
    return { value: plain(value), bytes: hexOf(encode(value)) };
  },
  key: ({ public: key }) => ({ public: hexOf(checkKey(bytesOf(key))) }),
  signature: async ({ public: key, signature, signed }) => {
    if (!(await verify(checkKey(bytesOf(key)), bytesOf(signature), bytesOf(signed)))) throw new Refusal("bad-signature");
  },
  meeting: message,
  pair: async ({ proposal, answer }) => void (await readPair(bytesOf(proposal), bytesOf(answer))),
  age: async ({ proposal, now }) => checkAge(await readProposal(bytesOf(proposal)), now),
  link: ({ text }) => {
    const [letter, data] = readText(text);
    return { letter, bytes: hexOf(data) };
  },
};

/**
 * What was found, by name; the folder of a vector says which work it is.
 * @param {Record<string, Vector>} vectors
 */
export async function verdicts(vectors) {
  /** @type {Record<string, Vector>} */
  const found = {};
  for (const [name, vector] of Object.entries(vectors)) {
    try {
      found[name] = { expect: "accept", ...(await WORK[name.replace(/\/.*/, "")]?.(vector)) };
    } catch (error) {
      found[name] = { expect: error instanceof Refusal ? error.code : String(error) };
    }
  }
  return found;
}
