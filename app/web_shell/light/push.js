// Sends the records that were signed here to the server, when there is network. The app sends them again when it takes over, and then
// verifies the receipts: here nobody has a trust list.

import * as kept from "./chain.js";
import { open } from "./envelope.js";
import { bytesOf, hexOf } from "./link.js";

/** @import { Bytes } from "../keys.js" */
/** @import { Chain, Row } from "./chain.js" */

/** The server's verdict on one record; `code` when it refused it. */
/** @typedef {{id: string, status: string, code?: string, receipt?: string}} Verdict */

const AT_ONCE = 100; // records in one request
const HAS_IT = ["stored", "known"]; // the verdicts of a server that has the record
const [RECEIPT_TYPE, ID_SIZE] = [7, 32];
const PATIENCE_MS = 20_000; // the longest wait for the server

/** @type {Promise<boolean> | null} */
let sending = null;

/**
 * base64url without padding, as the server writes bytes.
 * @param {Uint8Array} bytes
 */
export const text = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/**
 * @param {string} written
 * @returns {Bytes}
 */
const bytes = (written) => Uint8Array.from(atob(written.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));

/**
 * Send what waits; calls meanwhile get the same promise. It never rejects: errors go to the console. Resolves with whether
 * anything changed.
 */
export function push() {
  sending ??= bring()
    .catch((error) => {
      console.error(error);
      return false;
    })
    .finally(() => {
      sending = null;
    });
  return sending;
}

/**
 * Send up to 100 waiting records in one request, and keep the verdicts. Rejects when the database or an answer cannot be read.
 * @param {{read: () => Promise<Chain>, settle: (rows: Row[]) => Promise<unknown>}} chain the database of the records
 */
export async function bring(chain = kept) {
  const { rows, secret, closed } = await chain.read();
  const waiting = rows.filter(({ sent, refused }) => !sent && !refused).slice(0, AT_ONCE);
  if (!waiting.length || closed) return false;
  const verdicts = await ask(waiting, secret);
  if (verdicts.some(({ status }) => status === "unknown-device")) {
    await chain.settle(rows.map((row) => ({ ...row, sent: false }))); // the server lost this phone: all of it goes again
    return true;
  }
  const settled = await Promise.all(waiting.map((row, at) => settle(row, verdicts[at])));
  const changed = settled.filter((row) => row !== null);
  if (changed.length) await chain.settle(changed);
  return changed.length > 0;
}

/**
 * The record with the verdict noted, or null when the verdict changes nothing.
 * @param {Row} row
 * @param {Verdict | undefined} verdict
 * @returns {Promise<Row | null>}
 */
export async function settle(row, verdict) {
  const { id, status, code, receipt } = verdict ?? {};
  if (status === "refused") return { ...row, refused: String(code) };
  const has = id === text(bytesOf(row.id)) && status && HAS_IT.includes(status) && receipt;
  return has && (await names(bytes(receipt), row.id)) ? { ...row, sent: true } : null;
}

/**
 * Whether this receipt is for the record with this id. Nobody checks its signature here.
 * @param {Bytes} receipt
 * @param {string} id in hex
 */
async function names(receipt, id) {
  const [, fields] = await open("receipt", RECEIPT_TYPE, receipt);
  return hexOf(fields.raw(2, ID_SIZE)) === id;
}

/**
 * The server's verdicts, in the order of the records; none when it cannot be asked now. The secret goes with the record that
 * begins the chain.
 * @param {Row[]} waiting
 * @param {Bytes | null} secret
 * @returns {Promise<Verdict[]>}
 */
async function ask(waiting, secret) {
  const introduces = secret && waiting.some(({ number }) => number === 0);
  const body = { records: waiting.map(({ data }) => text(data)), ...(introduces ? { secret: text(secret) } : {}) };
  const headers = { "Content-Type": "application/json" };
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  let json;
  try {
    const settings = { method: "POST", headers, body: JSON.stringify(body), signal: patience.signal };
    const answer = await fetch("v1/push", { ...settings, credentials: "omit" });
    if (!answer.ok) return []; // the server is busy or is being replaced: the next try sends it
    json = await answer.text();
  } catch {
    return []; // there is no network, or it broke off
  } finally {
    clearTimeout(timer);
  }
  return JSON.parse(json).results;
}
