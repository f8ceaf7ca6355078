// What the light page makes of a vector, in the vector's own words. Integers are written as {"int": ".."}: JSON would round them.

import { decode, encode } from "/shell/light/cbor.js";
import { checkKey, verify } from "/shell/light/ed25519.js";
import { hexOf, readText, writeText } from "/shell/light/link.js";
import { checkAge, checkSignature, readAnswer, readPair, readProposal } from "/shell/light/meeting.js";
import { Refusal } from "/shell/light/refusal.js";

const READERS = { meeting: readProposal, answer: readAnswer };
const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));

function plain(value) {
  if (typeof value === "bigint") return { int: String(value) };
  if (value instanceof Uint8Array) return { hex: hexOf(value) };
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [String(key), plain(inner)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

async function message({ kind, message, public: key, text }) {
  const one = await READERS[kind](bytesOf(message));
  if (hexOf(one.key) !== key) throw new Refusal("bad-signature", "another key");
  const { outer } = await checkSignature(one);
  const found = { fields: plain(decode(outer.payload)), payload: hexOf(outer.payload), signed: hexOf(outer.signed), id: hexOf(outer.id) };
  if (!text) return found;
  const [letter, data] = readText(text);
  return { ...found, text: writeText(text.split("/#")[0], letter, data).join(""), message: hexOf(data) };
}

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

/** {name: what was found}; the folder of a vector says which work it is. */
export async function verdicts(vectors) {
  const found = {};
  for (const [name, vector] of Object.entries(vectors)) {
    try {
      found[name] = { expect: "accept", ...(await WORK[name.split("/")[0]](vector)) };
    } catch (error) {
      found[name] = { expect: error instanceof Refusal ? error.code : String(error) };
    }
  }
  return found;
}
