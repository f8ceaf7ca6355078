// The voice's files: which are fetched, which are kept, which go.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { keepWhole, soundOf, unnamedOf } from "../../app/web_shell/clips.js";
import { FakeCaches, FakeNetwork, install } from "./browser.mjs";

const DUTCH = { "saved/Saved": "aa.mp3", "saved/Good": "bb.mp3", "home/Good": "bb.mp3" };
const FILES = { "audio/nl.json": JSON.stringify(DUTCH), "audio/aa.mp3": "A", "audio/bb.mp3": "B" };

/** @type {FakeCaches} */
let caches;

/** @param {Record<string, string> | null} files */
function network(files) {
  const made = new FakeNetwork(files);
  install({ fetch: made.fetch });
  return made;
}

const kept = async () => (await (await caches.open("veertig-voices")).keys()).map(({ url }) => url.replace("http://here/audio/", "")).sort();
const always = () => true;

beforeEach(() => {
  caches = new FakeCaches();
  install({ caches });
});

test("a language is fetched whole, each file once, and then sounds without network", async () => {
  const line = network(FILES);
  assert.equal(await keepWhole("nl", always), true);
  assert.deepEqual(line.asked.toSorted(), ["audio/aa.mp3", "audio/bb.mp3", "audio/nl.json"]);
  network(null);
  assert.equal(await (await soundOf("nl", "home/Good"))?.text(), "B");
});

test("a clip that nobody fetched is fetched when somebody wants to hear it, and kept", async () => {
  network(FILES);
  assert.equal(await (await soundOf("nl", "saved/Saved"))?.text(), "A");
  assert.deepEqual(await kept(), ["aa.mp3", "nl.json"]);
});

test("without network, or without such a clip, there is no sound and no error", async () => {
  network(null);
  assert.equal(await soundOf("nl", "saved/Saved"), null);
  network(FILES);
  assert.equal(await soundOf("nl", "saved/Unheard"), null);
});

test("a phone that is full lets a clip be heard without keeping it", async () => {
  network(FILES);
  (await caches.open("veertig-voices")).isFull = true;
  assert.equal(await (await soundOf("nl", "saved/Saved"))?.text(), "A");
  assert.deepEqual(await kept(), []);
});

test("what the newest list names no more goes, and only what is new is fetched", async () => {
  network(FILES);
  await keepWhole("nl", always);
  const line = network({ ...FILES, "audio/nl.json": JSON.stringify({ "saved/Saved": "cc.mp3", "saved/Good": "bb.mp3" }), "audio/cc.mp3": "C" });
  assert.equal(await keepWhole("nl", always), true);
  assert.deepEqual(line.asked, ["audio/nl.json", "audio/cc.mp3"]);
  assert.deepEqual(await kept(), ["bb.mp3", "cc.mp3", "nl.json"]);
});

test("a line that breaks halfway leaves the rest for the next start, and loses nothing", async () => {
  network(FILES);
  await keepWhole("nl", always);
  network({ "audio/nl.json": JSON.stringify({ "saved/Saved": "dd.mp3" }) });
  assert.equal(await keepWhole("nl", always), false);
  assert.deepEqual(await kept(), ["aa.mp3", "bb.mp3", "nl.json"]);
});

test("when another language is chosen meanwhile, no more of this one is fetched", async () => {
  const line = network(FILES);
  assert.equal(await keepWhole("nl", () => false), false);
  assert.deepEqual(line.asked, ["audio/nl.json"]);
});

test("a file stays as long as one list names it, and lists stay", () => {
  const at = (/** @type {string} */ name) => `http://here/audio/${name}`;
  /** @type {[string, Record<string, string>][]} */
  const lists = [[at("nl.json"), { x: "1.mp3" }], [at("ar.json"), { x: "2.mp3" }]];
  const all = [at("nl.json"), at("ar.json"), at("1.mp3"), at("2.mp3"), at("3.mp3")];
  assert.deepEqual(unnamedOf(all, lists), [at("3.mp3")]);
});
