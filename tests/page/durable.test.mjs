// Every database of the page and of Python writes so that a flat battery takes nothing back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { install } from "./browser.mjs";

/** @type {unknown[]} */
let asked = [];

class Database {
  /** @param {unknown[]} words */
  transaction(...words) {
    asked = words;
    return "a transaction";
  }
}
install({ IDBDatabase: Database });
await import("../../app/web_shell/durable.js");

test("what is written is strict, whoever opened the database, unless it says otherwise itself", () => {
  const other = new Database(); // Emscripten's own, say
  assert.equal(other.transaction("pairs", "readwrite"), "a transaction");
  assert.deepEqual(asked, ["pairs", "readwrite", { durability: "strict" }]);
  other.transaction("pairs", "readwrite", { durability: "relaxed" });
  assert.deepEqual(asked.at(-1), { durability: "relaxed" });
});

test("what is only read is left as it is", () => {
  new Database().transaction(["a", "b"]);
  assert.deepEqual(asked, [["a", "b"], "readonly", {}]);
});
