// The database of the newcomer's light page: the chain of records that were signed here, until the app takes it over. Every
// function rejects with the browser's DOMException when the database fails.
//
// One chain has one writer. The app closes this one before it writes its own first record, in one transaction with reading it; a
// closed chain takes no further record. Each record has its number as its name, so of two tabs only one writes a number.

import { openDatabase } from "../keys.js";

/** @import { Bytes } from "../keys.js" */
/** @import { Scan } from "./scan_rules.js" */

/**
 * A record that was signed here.
 * @typedef {object} Row
 * @property {number} number its place in the chain
 * @property {Bytes} data
 * @property {string} id in hex
 * @property {Scan | null} scan null for the record that begins the chain
 * @property {boolean} sent whether the server answered with a receipt
 * @property {string} [refused] the code with which the server refused it
 */

/**
 * @typedef {object} Chain
 * @property {Row[]} rows in their order
 * @property {Bytes | null} secret of the person; there is one from before the key was made
 * @property {boolean} closed whether the app has taken over
 * @property {string} language the person's choice; "" for none
 */

const NAME = "veertig-newcomer";
const [ROWS, CLOSED, SECRET, LANGUAGE] = ["rows", "closed", "secret", "language"]; // rows are named by their numbers

/**
 * Do something in one transaction. Resolves with what it gives, once that is durable.
 * @template Result
 * @param {IDBTransactionMode} mode
 * @param {(rows: IDBObjectStore) => Result} act
 * @returns {Promise<Result>}
 */
async function inRows(mode, act) {
  const database = await openDatabase(NAME, { [ROWS]: {} });
  try {
    return await new Promise((resolve, reject) => {
      const work = database.transaction(ROWS, mode);
      const result = act(work.objectStore(ROWS));
      work.oncomplete = () => resolve(result);
      work.onabort = () => reject(work.error);
    });
  } finally {
    database.close();
  }
}

/**
 * The requests for all that is kept.
 * @param {IDBObjectStore} rows
 */
const asking = (rows) => ({ names: rows.getAllKeys(), values: rows.getAll() });

/**
 * What was asked for, once it is there.
 * @param {ReturnType<typeof asking>} asked
 * @returns {Chain}
 */
function answered({ names, values }) {
  const all = new Map(names.result.map((name, at) => [name, values.result[at]]));
  const rows = /** @type {Row[]} */ ([...all].filter(([name]) => typeof name === "number").map(([, row]) => row));
  return { rows, secret: all.get(SECRET) ?? null, closed: all.has(CLOSED), language: all.get(LANGUAGE) ?? "" };
}

/** All that is kept. */
export async function read() {
  return answered(await inRows("readonly", asking));
}

/**
 * Do something unless the app has taken over. Resolves with whether it was done.
 * @param {(rows: IDBObjectStore) => void} act
 */
async function whileOpen(act) {
  /** @type {unknown} */
  let failure; // of `act`: the transaction itself only says that a handler threw something
  try {
    const closed = await inRows("readwrite", (rows) => {
      const asked = rows.getKey(CLOSED);
      asked.onsuccess = () => {
        if (asked.result !== undefined) return;
        try {
          act(rows);
        } catch (error) {
          failure = error;
          rows.transaction.abort();
        }
      };
      return asked;
    });
    return closed.result === undefined;
  } catch (error) {
    throw failure ?? error;
  }
}

/**
 * Keep the secret of a new person, before there is a key.
 * @param {Bytes} secret
 */
export function begin(secret) {
  return whileOpen((rows) => rows.add(secret, SECRET));
}

/**
 * Keep new records, all or none, durably. Resolves with whether they are kept: not when the app has taken over, and not when
 * another tab was first.
 * @param {Row[]} fresh
 */
export async function append(fresh) {
  try {
    return await whileOpen((rows) => {
      for (const row of fresh) rows.add(row, row.number);
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "ConstraintError") return false;
    throw error;
  }
}

/**
 * Note the server's verdicts on records that are still here.
 * @param {Row[]} settled
 */
export async function settle(settled) {
  await inRows("readwrite", (rows) => {
    for (const row of settled) {
      const asked = rows.getKey(row.number);
      asked.onsuccess = () => asked.result !== undefined && rows.put(row, row.number);
    }
  });
}

/**
 * Keep the language that the person chose.
 * @param {string} code
 */
export async function rememberLanguage(code) {
  await inRows("readwrite", (rows) => rows.put(code, LANGUAGE));
}

/** What the app takes over; from now on nothing is written here. */
export async function handOver() {
  const asked = await inRows("readwrite", (rows) => {
    rows.put(true, CLOSED);
    return asking(rows);
  });
  const { rows, secret, language } = answered(asked);
  return { records: rows.map(({ data }) => data), secret: secret ?? new Uint8Array(0), language };
}

/** Delete what the app has taken over; it stays closed. */
export async function forget() {
  await inRows("readwrite", (rows) => {
    rows.clear();
    rows.put(true, CLOSED);
  });
}
