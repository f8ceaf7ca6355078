// What is said about a camera that does not answer, and about one without a picture.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CameraWatch } from "../../app/web_shell/camera_watch.js";

/** @import { Permission } from "../../app/web_shell/camera_watch.js" */

/**
 * What is said, and when it begins, while a look is taken each second.
 * @param {(second: number) => Permission} permission
 * @param {number} [seconds]
 */
function said(permission, seconds = 40) {
  const watch = new CameraWatch(0);
  /** @type {string[]} */
  const changes = [];
  let before = "";
  for (let second = 1; second <= seconds; second += 1) {
    const now = watch.waiting(permission(second), second * 1000);
    if (now !== before) changes.push(`${second}: ${now}`);
    before = now;
  }
  return changes;
}

test("a question that waits for the person is no fault, however long it waits", () => {
  assert.deepEqual(said(() => "prompt", 3600), ["1: ask"]);
});

test("a browser that does not say whether it asks may be asking", () => {
  assert.deepEqual(said(() => "", 3600), ["4: ask"]);
});

test("a camera that may be used and never answers is missing after ten seconds", () => {
  assert.deepEqual(said(() => "granted"), ["10: camera"]);
});

test("the ten seconds begin when the person has allowed it", () => {
  assert.deepEqual(said((second) => (second < 20 ? "prompt" : "granted")), ["1: ask", "20: ", "30: camera"]);
});

test("a browser that says it once and then no more is believed", () => {
  assert.deepEqual(said((second) => (second === 1 ? "prompt" : "")), ["1: ask"]);
});

test("a camera that is refused without an answer is said to be closed", () => {
  assert.deepEqual(said(() => "denied"), ["1: denied"]);
});

test("an open camera without a picture is missing after five seconds, and is there again with the first picture", () => {
  const watch = new CameraWatch(0);
  watch.waiting("granted", 9000);
  const pictures = [...Array(7).fill(false), true, ...Array(6).fill(false)];
  const seen = pictures.map((isNew, at) => watch.showing(isNew, 10_000 + at * 1000));
  const [none, missing] = [/** @type {""} */ (""), "camera"];
  assert.deepEqual(seen, [none, none, none, none, none, missing, missing, none, none, none, none, none, missing, missing]);
});

test("a camera whose pictures come is never in doubt", () => {
  const watch = new CameraWatch(0);
  for (let at = 0; at < 100; at += 1) assert.equal(watch.showing(true, at * 1000), "");
});
