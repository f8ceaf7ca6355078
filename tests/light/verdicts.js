// What the light page makes of a vector, in the vector's own words. Integers are written as {"int": ".."}: JSON would round them.

import { decode, encode } from "../../app/web_shell/light/cbor.js";
import { checkKey, keyId, same, verify } from "../../app/web_shell/light/ed25519.js";
import { bytesOf, hexOf, readText, writeText } from "../../app/web_shell/light/link.js";
import { checkAge, checkSignature, readAnswer, readPair, readProposal } from "../../app/web_shell/light/meeting.js";
import { checkIn, checkOut, device, makeRecord } from "../../app/web_shell/light/record.js";
import { Refusal } from "../../app/web_shell/light/refusal.js";
import { decide, visitsOf } from "../../app/web_shell/light/scan_rules.js";
import { readToken } from "../../app/web_shell/light/token.js";

/** @import { Value } from "../../app/web_shell/light/cbor.js" */

/** A vector as it lies in its file, and what is found of it in the same words; each folder has its own fields. */
/** @typedef {Record<string, any>} Vector */

const READERS = { meeting: readProposal, answer: readAnswer };
const PKCS8 = "302e020100300506032b657004220420"; // before the seed of a private key (RFC 8410)

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

/** @param {Vector} vector of the kind `session` or `poster` */
async function token({ kind, message, public: key, text }) {
  const { outer } = await readToken(bytesOf(message));
  if (outer.kind !== kind) throw new Refusal("bad-code", "another type");
  if (!same(await keyId(bytesOf(key)), outer.key)) throw new Refusal("bad-signature", "another key");
  if (!(await verify(checkKey(bytesOf(key)), outer.signature, outer.signed))) throw new Refusal("bad-signature");
  const found = { fields: plain(decode(outer.payload)), payload: hexOf(outer.payload), signed: hexOf(outer.signed), id: hexOf(outer.id) };
  if (!text) return found;
  const [letter, data] = readText(text);
  return { ...found, text: writeText(text.split("/#")[0], letter, data).join(""), message: hexOf(data) };
}

/** @param {Vector} vector whose record is made once more from its parts */
async function record({ seed, public: key, payload }) {
  const fields = /** @type {Map<bigint, any>} */ (decode(bytesOf(payload)));
  const [number, wall] = [Number(fields.get(2n)), Number(fields.get(4n))];
  const bodies = {
    32: async () => {
      const body = await device(fields.get(16n), new Uint8Array(16));
      return { ...body, fields: [...body.fields.slice(0, 1), /** @type {[bigint, any]} */ ([17n, fields.get(17n)])] }; // no vector has a secret
    },
    33: () => checkIn(fields.get(16n)),
    34: () => checkOut(fields.get(16n), fields.get(17n)),
  };
  const body = await bodies[/** @type {32 | 33 | 34} */ (Number(fields.get(1n)))]();
  const held = await crypto.subtle.importKey("pkcs8", bytesOf(PKCS8 + seed), { name: "Ed25519" }, false, ["sign"]);
  const sign = async (/** @type {BufferSource} */ bytes) => new Uint8Array(await crypto.subtle.sign("Ed25519", held, bytes));
  const { data, id } = await makeRecord(body, { number, before: fields.get(3n) ?? null, wall }, bytesOf(key), sign);
  return { message: hexOf(data), id: hexOf(id) };
}

/** @param {Vector} vector whose steps are all scans */
async function scan({ steps }) {
  /** @type {import("../../app/web_shell/light/scan_rules.js").Scan[]} */
  const scans = [];
  const becomes = [];
  for (const [at, { token: read, phone_clock: wall }] of steps.entries()) {
    const asked = await readToken(bytesOf(read));
    const decision = decide(asked, visitsOf(scans), wall);
    if (decision.what === "app") return { becomes: "app" };
    if (decision.what === "already") {
      becomes.push(null);
      continue;
    }
    const came = "checkIn" in decision ? decision.checkIn : String(at);
    becomes.push(decision.what === "came" ? { type: { int: "33" } } : { type: { int: "34" }, visit: { int: came } });
    const { key, place, activity, planned } = asked;
    scans.push({ what: decision.what, checkIn: came, key, place, activity, planned, wall, time: asked.poster ? wall : asked.time });
  }
  return { becomes };
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
  session: token,
  poster: token,
  token: async ({ token: read }) => ({ kind: (await readToken(bytesOf(read))).outer.kind }),
  record,
  scan,
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
      found[name] = { ...("expect" in vector ? { expect: "accept" } : {}), ...(await WORK[name.replace(/\/.*/, "")]?.(vector)) };
    } catch (error) {
      found[name] = { expect: error instanceof Refusal ? error.code : String(error) };
    }
  }
  return found;
}
