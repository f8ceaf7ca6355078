// Which archives of Python's code a role needs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { archivesOf, ownArchives } from "../../app/web_shell/archives.js";
import { archives } from "../../app/web_shell/parts.js";

test("a newcomer and a buddy need the same: the one may become the other without network", () => {
  for (const role of ["phone", "buddy"]) assert.deepEqual([archivesOf(role), ownArchives(role)], [archives, []]);
});

test("a counsellor and every display need one more, each its own", () => {
  for (const [role, path] of [
    ["counsellor", "code/counsellor.zip"],
    ["display-12345678", "code/organisation.zip"],
    ["display-00000000", "code/organisation.zip"],
  ]) {
    assert.deepEqual(ownArchives(String(role)), [path]);
    assert.deepEqual(archivesOf(String(role)), [...archives, path]);
  }
});
