// Whose the app is in a browser that remembers, and in one that does not.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { beginAt } from "../../app/web_shell/owner.js";
import { BlockedStorage, FakeStorage, install } from "./browser.mjs";

beforeEach(() => install({ localStorage: new FakeStorage() }));

test("the icon opens the role that the browser was first opened for", () => {
  assert.equal(beginAt("#/buddy"), "#/buddy");
  assert.equal(beginAt(""), "#/buddy");
});

test("a newcomer's own screens come without an address, and a later look as a counsellor changes nothing", () => {
  assert.equal(beginAt(""), "");
  assert.equal(beginAt("#/counsellor"), "#/counsellor");
  assert.equal(beginAt(""), "");
});

test("whose the app became by keeping something outweighs what it was first opened for", () => {
  beginAt("#/buddy");
  localStorage.setItem("veertig.settled", "display-12345678");
  assert.equal(beginAt(""), "#/display/12345678");
  localStorage.setItem("veertig.settled", "phone");
  assert.equal(beginAt(""), "");
});

test("a browser that keeps nothing opens as a newcomer's phone, and an address still says what it says", () => {
  install({ localStorage: new BlockedStorage() });
  assert.deepEqual([beginAt(""), beginAt("#/buddy")], ["", "#/buddy"]);
});
