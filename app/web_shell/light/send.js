// Bring what was signed here to the server, when there is one to hear it. The app brings it again if it takes over, and then asks
// for a receipt; here it is enough that the server says it has this answer.

import * as box from "./box.js";
import { readAnswer } from "./meeting.js";

/** @import { Signed } from "./box.js" */

/** What the server says of one answer; `code` when it refused. */
/** @typedef {{id: string, status: string, code?: string}} Verdict */

const AT_ONCE = 25;
const HAS_IT = ["stored", "known"];

/** @type {Promise<void> | null} */
let sending = null;

/**
 * base64url without padding, as the server writes bytes.
 * @param {Uint8Array} bytes
 */
const text = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Send all that waits; whoever asks meanwhile waits for the same. Being without network is no fault; all else is reported. */
export function send() {
  sending ??= bring()
    .catch(console.error)
    .finally(() => {
      sending = null;
    });
  return sending;
}

/**
 * Send what waits, once.
 * @param {{all: () => Promise<Signed[]>, settle: (signed: Signed) => Promise<unknown>}} kept where it lies
 */
export async function bring(kept = box) {
  const waiting = (await kept.all()).filter(({ sent, refused }) => !sent && !refused).slice(0, AT_ONCE);
  if (!waiting.length) return;
  const verdicts = await ask(waiting);
  for (const [at, verdict] of verdicts.entries()) {
    const signed = waiting[at];
    if (!signed) return; // more verdicts than questions
    const { outer } = await readAnswer(signed.answer);
    const settled = settle(signed, verdict, text(outer.id));
    if (settled) await kept.settle(settled);
  }
}

/**
 * What to keep of a verdict: what was signed, marked, or null when it says nothing of it. Pure.
 * @param {Signed} signed
 * @param {Verdict} verdict
 * @param {string} id the answer's own, as the server writes it
 * @returns {Signed | null}
 */
export function settle(signed, { id: named, status, code }, id) {
  if (named === id && HAS_IT.includes(status)) return { ...signed, sent: true };
  return status === "refused" ? { ...signed, refused: String(code) } : null;
}

/**
 * The server's verdicts, in the order of what is sent; none when it cannot be asked now.
 * @param {Signed[]} waiting
 * @returns {Promise<Verdict[]>}
 */
async function ask(waiting) {
  const body = { meetings: waiting.map(({ asked, answer }) => [text(asked), text(answer)]), withdrawals: [] };
  const headers = { "Content-Type": "application/json" };
  let said;
  try {
    const answer = await fetch("v1/meetings", { method: "POST", headers, body: JSON.stringify(body), credentials: "omit" });
    if (!answer.ok) return []; // a server that is busy or being replaced: the next time
    said = await answer.text();
  } catch {
    return []; // no network, or it went away in the middle
  }
  return JSON.parse(said).meetings;
}
