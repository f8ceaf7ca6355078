// A newcomer's scan on a phone without the app: written once, whatever stops the page, and never beside the app's own chain.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { FakeStorage, install } from "./browser.mjs";
import { FakeDatabase, FakeDatabases } from "./indexed_db.mjs";

/** @import { State } from "../../app/web_shell/light/newcomer_state.js" */
/** @import { Saved } from "../../app/web_shell/light/scan.js" */

install({ IDBDatabase: FakeDatabase, indexedDB: new FakeDatabases(), localStorage: new FakeStorage() });
const chain = await import("../../app/web_shell/light/chain.js");
const { keyPair } = await import("../../app/web_shell/keys.js");
const { encode } = await import("../../app/web_shell/light/cbor.js");
const { seal } = await import("../../app/web_shell/light/envelope.js");
const { bytesOf, hexOf, writeText } = await import("../../app/web_shell/light/link.js");
const { begin, clipsOf, update } = await import("../../app/web_shell/light/newcomer_state.js");
const { bring, settle, text } = await import("../../app/web_shell/light/push.js");
const { newest, scanned } = await import("../../app/web_shell/light/scan.js");

const NOON = 1_795_431_600;
/** @type {FakeDatabases} */
let databases;

beforeEach(() => {
  databases = new FakeDatabases();
  install({ indexedDB: databases, localStorage: new FakeStorage() });
  Date.now = () => NOON * 1000;
});

/**
 * The link in the code of a display, `after` seconds after noon; the signature is none, nobody here checks it.
 * @param {number} after
 */
function link(after, session = 1, display = 0, activity = 1n) {
  /** @type {Map<bigint, any>} */
  const fields = new Map([[1n, 1n], [3n, BigInt(NOON + after)], [4n, activity], [5n, 240n]]);
  const payload = encode(fields.set(2n, new Uint8Array(8).fill(session)));
  return writeText("", "s", seal(new Uint8Array(8).fill(display), payload, new Uint8Array(64))).join("").slice(2);
}

/** The rows that are kept, without what changes by chance. */
const rows = async () => (await chain.read()).rows.map(({ number, scan, sent }) => [number, scan?.what ?? "device", sent]);

/** @param {() => Promise<unknown>} work @param {string} code */
const refuses = (work, code) => assert.rejects(work, (/** @type {any} */ error) => error.code === code);

test("the first scan is the way in, the second the way out, and the same code once more changes nothing", async () => {
  const came = await scanned(link(0));
  assert.deepEqual({ ...came }, { what: "came", activity: 1, start: NOON, end: null, sent: false });
  assert.equal((await scanned(link(15))).what, "already");
  const left = await scanned(link(7200));
  assert.deepEqual({ ...left }, { what: "left", activity: 1, start: NOON, end: NOON + 7200, sent: false });
  assert.equal((await scanned(link(0))).what, "already");
  assert.equal((await scanned(link(90_000, 2))).what, "came");
  assert.deepEqual(await rows(), [[0, "device", false], [1, "came", false], [2, "left", false], [3, "came", false]]);
  assert.equal((await newest())?.what, "came");
});

test("wherever the page is killed, the next look at the code leaves one chain with one way in, by one key and one secret", async () => {
  let deaths = 0;
  for (let life = 1; ; life += 1, deaths += 1) {
    databases = new FakeDatabases();
    install({ indexedDB: databases, localStorage: new FakeStorage() });
    databases.left = life;
    const lived = await Promise.race([scanned(link(0)), new Promise((resolve) => setTimeout(resolve, 60, null))]);
    databases.left = Number.POSITIVE_INFINITY;
    const before = await chain.read();
    const again = /** @type {Saved} */ (await scanned(link(0)));
    assert.equal(again.what, before.rows.length ? "already" : "came");
    assert.deepEqual(await rows(), [[0, "device", false], [1, "came", false]]);
    const after = await chain.read();
    if (before.secret) assert.deepEqual(after.secret, before.secret);
    if (before.rows.length) assert.deepEqual(after.rows, before.rows);
    if (lived) break;
  }
  assert.ok(deaths > 4, String(deaths));
});

test("of two tabs with the same code one writes, and both show it", async () => {
  const both = await Promise.all([scanned(link(0)), scanned(link(0))]);
  assert.deepEqual(both.map(({ what }) => what).sort(), ["already", "came"]);
  assert.deepEqual(await rows(), [[0, "device", false], [1, "came", false]]);
});

test("where the app has a key, a note of a person, or has taken over, nothing is written and the link goes on to the app", async () => {
  await keyPair("phone");
  await refuses(() => scanned(link(0)), "app");
  assert.deepEqual(await rows(), []);

  install({ indexedDB: new FakeDatabases() });
  localStorage.setItem("veertig.note.phone", "00".repeat(16));
  await refuses(() => scanned(link(0)), "app");

  install({ indexedDB: new FakeDatabases(), localStorage: new FakeStorage() });
  await chain.handOver(); // the app started first, and has nothing yet
  await refuses(() => scanned(link(0)), "app");
  assert.deepEqual(await rows(), []);
});

test("whenever the app takes over while a scan is being written, the app has the record or the link goes on to the app", async () => {
  const outcomes = new Set();
  for (let later = 0; later < 40; later += 1) {
    databases = new FakeDatabases();
    install({ indexedDB: databases, localStorage: new FakeStorage() });
    await scanned(link(0));
    const writing = scanned(link(7200)).then(({ what }) => what, ({ code }) => code);
    for (let turn = 0; turn < later; turn += 1) await new Promise(setImmediate);
    const { records } = await chain.handOver();
    const outcome = await writing;
    assert.equal(records.length, outcome === "left" ? 3 : 2);
    assert.equal((await chain.read()).rows.length, records.length);
    outcomes.add(outcome);
  }
  assert.deepEqual([...outcomes].sort(), ["app", "left"]);
});

test("what the app took over is deleted, and what the server says of it later brings nothing back", async () => {
  await scanned(link(0));
  const { rows: before } = await chain.read();
  const { records, secret } = await chain.handOver();
  assert.equal(records.length, 2);
  assert.equal(secret.length, 16);
  assert.equal(localStorage.getItem("veertig.note.phone"), hexOf(secret));
  await chain.forget();
  await chain.settle(before.map((row) => ({ ...row, sent: true })));
  const left = await chain.read();
  assert.deepEqual([left.rows, left.secret, left.closed], [[], null, true]);
  await refuses(() => scanned(link(7200)), "app");
});

test("a code that is not whole, of a later kind, or none of ours is refused, and makes no key", async () => {
  await refuses(() => scanned("/s/777"), "bad-code");
  const later = seal(new Uint8Array(8), encode(new Map([[1n, 9n]])), new Uint8Array(64));
  await refuses(() => scanned(writeText("", "s", later).join("").slice(2)), "newer-app");
  assert.equal(databases.kept.size, 0);
});

test("a phone whose database is broken says so, and one that cannot make a key, too", async () => {
  install({ indexedDB: { open: () => { throw new DOMException("blocked", "SecurityError"); } } });
  await refuses(() => scanned(link(0)), "storage-blocked");
  install({ indexedDB: new FakeDatabases() });
  const subtle = /** @type {any} */ (crypto.subtle);
  subtle.generateKey = () => Promise.reject(new DOMException("", "NotSupportedError"));
  await refuses(() => scanned(link(0)), "storage-blocked");
  delete subtle.generateKey; // the browser's own is behind it
  assert.deepEqual(await rows(), []);
});

test("another display with the same activity may be a second door of one place, so the app decides; another activity is another visit", async () => {
  await scanned(link(0));
  await refuses(() => scanned(link(7200, 2, 7)), "app");
  await refuses(() => scanned(link(43_200, 2, 7)), "app");
  assert.equal((await rows()).length, 2);
  assert.equal((await scanned(link(7200, 2, 7, 8n))).what, "came");
  assert.equal((await scanned(link(43_201, 2, 7))).what, "came"); // nobody is inside for more than twelve hours
});

test("an iPhone whose home-screen app may know the person leaves the scan to the app; a new person's secret goes along", async () => {
  const own = navigator;
  const secret = btoa("0123456789abcdef");
  /** @type {string[]} */
  const sent = [];
  /** @type {() => Promise<Response>} */
  let answer = async () => new Response(JSON.stringify({ secret }));
  const fetch = (/** @type {string} */ _, { method = "GET" } = {}) => {
    sent.push(method);
    return answer();
  };
  install({ navigator: { userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)", platform: "iPhone" }, fetch });
  await refuses(() => scanned(link(0)), "app");
  answer = () => Promise.reject(new TypeError("no network"));
  await refuses(() => scanned(link(0)), "app");
  assert.deepEqual(await rows(), []);
  answer = async () => new Response(JSON.stringify({ secret: "" }));
  assert.equal((await scanned(link(0))).what, "came");
  assert.deepEqual(sent.slice(0, 4), ["GET", "GET", "GET", "POST"]);
  install({ navigator: own });
});

/** @param {string} id in hex */
function receipt(id) {
  const payload = encode(new Map(/** @type {[bigint, any][]} */ ([[1n, 7n], [2n, bytesOf(id)], [3n, 1n]])));
  return text(seal(new Uint8Array(8), payload, new Uint8Array(64)));
}

test("the records go to the server with the secret, and count as sent when the receipt names them", async () => {
  await scanned(link(0));
  const { rows: waiting, secret } = await chain.read();
  /** @type {any[]} */
  const bodies = [];
  const results = waiting.map(({ id }) => ({ id: text(bytesOf(id)), status: "stored", receipt: receipt(id) }));
  install({
    fetch: async (/** @type {string} */ path, /** @type {any} */ { body }) => {
      bodies.push([path, JSON.parse(body)]);
      return Response.json({ results });
    },
  });
  assert.equal(await bring(), true);
  assert.deepEqual(bodies[0][0], "v1/push");
  assert.deepEqual(bodies[0][1].secret, text(secret ?? new Uint8Array()));
  assert.deepEqual(bodies[0][1].records, waiting.map(({ data }) => text(data)));
  assert.equal((await newest())?.sent, true);
  assert.equal(await bring(), false);
  assert.equal(bodies.length, 1);

  const [, row] = waiting;
  assert.ok(row);
  const own = { id: text(bytesOf(row.id)), status: "known" };
  assert.equal((await settle(row, { ...own, receipt: receipt(row.id) }))?.sent, true);
  assert.equal(await settle(row, own), null); // no receipt
  assert.equal(await settle(row, { ...own, receipt: receipt("00".repeat(32)) }), null); // of another record
  assert.equal(await settle(row, { ...own, id: "b", receipt: receipt(row.id) }), null);
  assert.equal((await settle(row, { id: "", status: "refused", code: "x" }))?.refused, "x");
});

test("a server that lost this phone gets the whole chain once more; no network changes nothing", async () => {
  await scanned(link(0));
  const { rows: all } = await chain.read();
  await chain.settle(all.map((row) => ({ ...row, sent: true })));
  await scanned(link(7200));
  install({ fetch: async () => Promise.reject(new TypeError("Failed to fetch")) });
  assert.equal(await bring(), false);
  install({ fetch: async () => Response.json({ results: [{ id: null, status: "unknown-device" }] }) });
  assert.equal(await bring(), true);
  assert.deepEqual((await rows()).map(([, , sent]) => sent), [false, false, false]);
});

test("the language that is chosen stays chosen when a scan is saved meanwhile; all else is the app's", () => {
  /** @type {Saved} */
  const visit = { what: "came", activity: 1, start: NOON, end: null, sent: false };
  let [state] = update(begin("nl"), { type: "tapped", key: "language" });
  [state] = update(state, { type: "kept", saved: visit });
  assert.equal(state.screen, "language");
  [state] = update(state, { type: "chose", language: "ti" });
  assert.deepEqual([state.screen, state.language], ["saved", "ti"]);
  [state] = update(state, { type: "changed", saved: { ...visit, what: "left", sent: true } });
  assert.deepEqual([state.saved?.what, state.saved?.sent], ["came", true]);
  assert.deepEqual(update(state, { type: "tapped", key: "moments" }), [state, "app"]);
  assert.deepEqual(Object.keys(state).sort(), ["before", "language", "refusal", "saved", "screen"]);
});

test("what went another way has a button that tries once more, and says so; what is refused for good has none", () => {
  /** @param {string} code */
  const after = (code) => update(begin("nl"), { type: "refused", code })[0];
  const keys = (/** @type {string} */ code) => clipsOf(after(code)).map(({ key }) => key);
  for (const code of ["start-again", "odd"]) assert.deepEqual(keys(code), ["message", "start-again", "moments"]);
  for (const code of ["bad-code", "storage-full", "no-keys"]) assert.deepEqual(keys(code), ["message"]);
  assert.deepEqual(update(after("odd"), { type: "tapped", key: "start-again" }), [after("odd"), "again"]);
});

test("whatever is on the screen has a voice", () => {
  const built = JSON.parse(readFileSync(new URL("light/texts/nl.json", `file://${process.env.BUILT}/`), "utf8"));
  /** @type {Saved} */
  const visit = { what: "came", activity: 1, start: NOON, end: null, sent: false };
  const states = [visit, { ...visit, end: NOON + 60 }, { ...visit, what: /** @type {const} */ ("already") }].map((saved) => (
    /** @type {State} */ ({ ...begin("nl"), screen: "saved", saved })
  ));
  for (const state of [...states, { ...begin("nl"), screen: /** @type {const} */ ("refused"), refusal: "bad-code" }]) {
    const clips = clipsOf(state);
    assert.ok(clips.length);
    for (const { clip } of clips) assert.ok(built.own[clip], clip);
  }
});
