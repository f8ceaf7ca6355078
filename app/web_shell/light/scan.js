// A newcomer's scan without the app: read the token, decide, sign a record, keep it. What the app knows better is left to the app.
//
// 1. A record is durable before it is shown as saved.
// 2. The chain begins here only on a phone that has no newcomer's key and no note of a person; else the app has one, or had one.
// 3. The secret is kept before the key is made, so that a page that was killed between goes on with its own key.

import { ask, carry, isApart } from "../carried.js";
import { hasKeyPair, keyPair, publicKey, sign } from "../keys.js";
import * as kept from "./chain.js";
import { bytesOf, hexOf, readRoute } from "./link.js";
import { checkIn, checkOut, device, makeRecord, SECRET_SIZE } from "./record.js";
import { Refusal, stored } from "./refusal.js";
import { decide, visitsOf } from "./scan_rules.js";
import { readToken } from "./token.js";

/** @import { Bytes } from "../keys.js" */
/** @import { Chain, Row } from "./chain.js" */
/** @import { Visit } from "./scan_rules.js" */
/** @import { Token } from "./token.js" */

/**
 * A visit for the screen.
 * @typedef {object} Saved
 * @property {"came" | "left" | "already"} what
 * @property {number} activity
 * @property {number} start seconds since 1970
 * @property {number | null} end
 * @property {boolean} sent whether the server has all of it
 */

/** The code of what only the app can do; no screen shows it. */
export const FOR_APP = "app";
const ROLE = "phone"; // the app's newcomer has the same key
const NOTE = "veertig.note.phone"; // in localStorage: the secret once more (note.js)
const TRIES = 5; // tabs that were first
const now = () => Math.max(0, Math.floor(Date.now() / 1000));

/**
 * Write down what a link says. Refuses with the code of what is wrong with it, or with FOR_APP.
 * @param {string} route such as "/s/123"
 * @returns {Promise<Saved>}
 */
export async function scanned(route) {
  const token = await readToken(readRoute(route)[1]);
  for (let left = TRIES; left; left -= 1) {
    const chain = await open();
    const wall = now();
    const decision = decide(token, visitsIn(chain), wall);
    const { what } = decision;
    if (what === "app") throw new Refusal(FOR_APP, "perhaps another door of the same place");
    if (what === "already") return shown(chain, decision.checkIn, what);
    const fresh = await signed(chain, token, what === "left" ? { what, checkIn: decision.checkIn } : { what }, wall);
    if (!(await stored(() => kept.append(fresh)))) continue; // `open` sees why
    note(chain.secret);
    const own = fresh.at(-1)?.scan?.checkIn ?? "";
    return shown({ ...chain, rows: [...chain.rows, ...fresh] }, own, what);
  }
  throw new Refusal("odd", "other tabs write and write");
}

/** The newest visit of this phone; null when there is none, or when the app has taken over. */
export async function newest() {
  const chain = await stored(kept.read);
  const last = chain.rows.at(-1)?.scan;
  return last && !chain.closed ? shown(chain, last.checkIn, last.what) : null;
}

/** The chain, begun if there is none. Refuses with FOR_APP when it is the app's. */
async function open() {
  const chain = await stored(kept.read);
  if (chain.closed) throw new Refusal(FOR_APP, "the app has taken over");
  if (chain.secret) return chain;
  if (await stored(async () => (await hasKeyPair(ROLE)) || localStorage.getItem(NOTE))) {
    throw new Refusal(FOR_APP, "the app has a chain");
  }
  await stored(begin);
  const begun = await stored(kept.read);
  if (begun.closed || !begun.secret) throw new Refusal(FOR_APP, "the app has taken over");
  return begun;
}

/**
 * Keep the secret of a new person. Another tab may be first; then that one's counts. Refuses with FOR_APP where an iPhone's other app
 * has a secret already, or where nobody can tell (carried.js): the app fetches what the other one wrote before it decides.
 */
async function begin() {
  if (isApart() && (await ask()) !== "") throw new Refusal(FOR_APP, "perhaps somebody's other app is on this phone");
  try {
    await kept.begin(crypto.getRandomValues(new Uint8Array(SECRET_SIZE)));
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "ConstraintError")) throw error;
  }
}

/** @param {Chain} chain */
const visitsIn = ({ rows }) => visitsOf(rows.flatMap(({ scan }) => scan ?? []));

/**
 * The records that follow the chain, signed: the device's first of all.
 * @param {Chain} chain
 * @param {Token} token
 * @param {{what: "came"} | {what: "left", checkIn: string}} decision
 * @param {number} wall
 * @returns {Promise<Row[]>}
 */
async function signed({ rows, secret }, { outer, key, place, poster, time, activity, planned }, decision, wall) {
  const pair = await stored(() => keyPair(ROLE));
  const own = await publicKey(pair);
  const bodies = rows.length || !secret ? [] : [await device(own, secret)];
  const came = decision.what === "left" ? decision.checkIn : "";
  bodies.push(came ? checkOut(outer.data, bytesOf(came)) : checkIn(outer.data));
  /** @type {Row[]} */
  const fresh = [];
  for (const body of bodies) {
    const last = fresh.at(-1) ?? rows.at(-1);
    const at = { number: last ? last.number + 1 : 0, before: last ? bytesOf(last.id) : null, wall };
    const { data, id } = await makeRecord(body, at, own, (message) => sign(pair, message));
    fresh.push({ number: at.number, data, id: hexOf(id), scan: null, sent: false });
  }
  const row = /** @type {Row} */ (fresh.at(-1));
  const about = { key, place, activity, planned, wall, time: poster ? wall : time };
  row.scan = { what: decision.what, checkIn: came || row.id, ...about };
  return fresh;
}

/**
 * The visit with this check-in, for the screen.
 * @param {Chain} chain
 * @param {string} checkIn its id
 * @param {Saved["what"]} what
 * @returns {Saved}
 */
function shown(chain, checkIn, what) {
  const { activity, start, end } = /** @type {Visit} */ (visitsIn(chain).find((visit) => visit.checkIn === checkIn));
  const own = chain.rows.filter(({ scan }) => scan?.checkIn === checkIn);
  return { what, activity, start, end, sent: own.every(({ sent }) => sent) };
}

/**
 * Keep the secret apart from the database, as the app does, and on an iPhone in the cookie for its home screen. It may outlive the loss of all else; nobody promises that.
 * @param {Bytes | null} secret
 */
function note(secret) {
  if (!secret) return;
  if (isApart()) carry(hexOf(secret));
  try {
    localStorage.setItem(NOTE, hexOf(secret));
  } catch (error) {
    console.warn(error); // the database has the secret
  }
}
