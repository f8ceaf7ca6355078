// The service worker's list: what an address means, and which files are to be here.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Listing } from "../../app/web_shell/service_worker/listing.js";

const SCOPE = "https://veertig.example/app/";
const PLAIN = ["index.html", "main.dart.js", "shell/boot.js", "shell/light/light.js"];
const LAZY = ["canvaskit/chromium/canvaskit.js", "shell/icons/icon-192.png"];
const ALL = [...PLAIN, ...LAZY];
const LIGHT = ["index.html", "shell/light/light.js"];

/** @param {string} hash of main.dart.js */
function listing(hash = "aa".repeat(16)) {
  /** @type {Record<string, [string, number]>} */
  const files = Object.fromEntries(ALL.map((path, at) => [path, ["00".repeat(16), at + 1]]));
  files["main.dart.js"] = [hash, 99];
  return new Listing({ files, lazy: ["^canvaskit/", "^shell/icons/"], light: LIGHT }, SCOPE);
}

const at = (/** @type {string} */ path) => SCOPE + path;

test("the path of one of our files is known by its address, whatever follows it", () => {
  for (const end of ["", "?h=1", "#/s/1"]) assert.equal(listing().pathOf(at("shell/boot.js") + end), "shell/boot.js");
});

test("an address that is not one of our files means nothing", () => {
  const others = [at("v1/sync"), at(""), at("toString"), "https://veertig.example/index.html", "https://else.example/app/index.html"];
  for (const url of others) assert.equal(listing().pathOf(url), "");
});

test("the page itself is answered under the bare address, when somebody goes there", () => {
  const ask = { method: "GET", mode: "navigate" };
  for (const url of [SCOPE, `${SCOPE}?x=1`]) assert.equal(listing().answering({ ...ask, url }), "index.html");
  assert.equal(listing().answering({ ...ask, url: at("counsellor") }), "");
  assert.equal(listing().answering({ ...ask, mode: "cors", url: SCOPE }), "");
});

test("a link whose # was percent-encoded or lost on the way opens the page, also without network", () => {
  const ask = { method: "GET", mode: "navigate" };
  for (const path of ["%23/s/12", "%23%2Fs%2F12?x=1", "s/12", "m/%2012.", "/", "/%23/s/12"]) {
    assert.equal(listing().answering({ ...ask, url: at(path) }), "index.html");
  }
  for (const path of ["s/", "q/12", "s/x", "x/s/12"]) assert.equal(listing().answering({ ...ask, url: at(path) }), "");
});

test("nothing but a GET is answered from here: what is sent to the server goes there", () => {
  assert.equal(listing().answering({ method: "POST", mode: "cors", url: at("index.html") }), "");
  assert.equal(listing().answering({ method: "GET", mode: "cors", url: at("index.html") }), "index.html");
});

test("a file is kept under a key that changes with its hash", () => {
  const [before, after] = [listing("aa".repeat(16)), listing("bb".repeat(16))];
  assert.notEqual(before.keyOf("main.dart.js"), after.keyOf("main.dart.js"));
  assert.equal(before.keyOf("index.html"), after.keyOf("index.html"));
  assert.equal(before.pathOf(before.keyOf("main.dart.js")), "main.dart.js");
});

test("what an update does not use any more goes, and what it still uses stays", () => {
  const [before, after] = [listing("aa".repeat(16)), listing("bb".repeat(16))];
  const kept = ALL.map((path) => before.keyOf(path));
  assert.deepEqual(after.stale([...kept, at("gone.js?h=1")]), [before.keyOf("main.dart.js"), at("gone.js?h=1")]);
});

test("bytes are those of the list or they are not", () => {
  const digest = new Uint8Array(32).fill(0xaa);
  assert.equal(listing().isListed(digest, "main.dart.js"), true);
  assert.equal(listing("ab".repeat(16)).isListed(digest, "main.dart.js"), false);
  assert.equal(listing().sizeOf("main.dart.js"), 99);
  assert.throws(() => listing().sizeOf("nowhere.js"));
});

test("an update fetches all that is not lazy and the lazy files that were used", () => {
  const kept = ["main.dart.js", "canvaskit/chromium/canvaskit.js"].map((path) => listing("cc".repeat(16)).keyOf(path));
  assert.deepEqual(listing().forUpdate(kept), [...PLAIN, "canvaskit/chromium/canvaskit.js"]);
});

test("where only the light page was ever opened an update fetches the light page alone", () => {
  assert.deepEqual(listing().forUpdate([listing().keyOf("index.html")]), LIGHT);
});

test("the app keeps all that is not lazy, and the lazy files that the page used", () => {
  assert.deepEqual(listing().forApp([]), PLAIN);
  assert.deepEqual(listing().forApp([at("shell/icons/icon-192.png"), "https://else.example/x"]), [...PLAIN, "shell/icons/icon-192.png"]);
});

test("the light page keeps its own files and what else of ours it used, each once", () => {
  assert.deepEqual(listing().forLight([at("shell/boot.js"), at("index.html"), at("v1/meetings")]), [...LIGHT, "shell/boot.js"]);
});
