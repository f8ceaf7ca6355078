// Sends the answers that were signed here to the server, when there is network. The app sends them again if it takes over, and then
// asks for a receipt; here it is enough that the server has the answer.

import * as box from "./box.js";
import { readAnswer } from "./meeting.js";

/** @import { Signed } from "./box.js" */

/** The server's verdict on one answer; `code` when it refused it. */
/** @typedef {{id: string, status: string, code?: string}} Verdict */

const AT_ONCE = 25; // answers in one request
const HAS_IT = ["stored", "known"]; // the verdicts of a server that has the answer

/** @type {Promise<void> | null} */
let sending = null;

/**
 * base64url without padding, as the server writes bytes.
 * @param {Uint8Array} bytes
 */
const text = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Send what waits; calls meanwhile get the same promise. It never rejects: errors, except a lack of network, go to the console. */
export function send() {
  sending ??= bring()
    .catch(console.error)
    .finally(() => {
      sending = null;
    });
  return sending;
}

/**
 * Send up to 25 waiting answers in one request, and keep the verdicts. Rejects when the database or an answer cannot be read.
 * @param {{all: () => Promise<Signed[]>, settle: (signed: Signed) => Promise<unknown>}} kept the database of the meetings
 */
export async function bring(kept = box) {
  const waiting = (await kept.all()).filter(({ sent, refused }) => !sent && !refused).slice(0, AT_ONCE);
  if (!waiting.length) return;
  const verdicts = await ask(waiting);
  for (const [at, verdict] of verdicts.entries()) {
    const signed = waiting[at];
    if (!signed) return; // the server sent too many verdicts
    const { outer } = await readAnswer(signed.answer);
    const settled = settle(signed, verdict, text(outer.id));
    if (settled) await kept.settle(settled);
  }
}

/**
 * The meeting with the verdict noted, or null when the verdict changes nothing. Pure.
 * @param {Signed} signed
 * @param {Verdict} verdict
 * @param {string} id the id of the answer, as the server writes it
 * @returns {Signed | null}
 */
export function settle(signed, { id: named, status, code }, id) {
  if (named === id && HAS_IT.includes(status)) return { ...signed, sent: true };
  return status === "refused" ? { ...signed, refused: String(code) } : null;
}

/**
 * The server's verdicts, in the order of the answers; none when it cannot be asked now.
 * @param {Signed[]} waiting
 * @returns {Promise<Verdict[]>}
 */
async function ask(waiting) {
  const body = { meetings: waiting.map(({ asked, answer }) => [text(asked), text(answer)]), withdrawals: [] };
  const headers = { "Content-Type": "application/json" };
  let json;
  try {
    const answer = await fetch("v1/meetings", { method: "POST", headers, body: JSON.stringify(body), credentials: "omit" });
    if (!answer.ok) return []; // the server is busy or is being replaced: the next try sends it
    json = await answer.text();
  } catch {
    return []; // there is no network, or it broke off
  }
  return JSON.parse(json).meetings;
}
