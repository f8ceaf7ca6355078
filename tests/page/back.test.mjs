// The device's own "back": what lies in the browser's history while screens and the camera are open, and what a step back leaves.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Back } from "../../app/web_shell/back.js";

/** A browser's history that goes to another entry a moment later, as browsers do. Entry 0 is another site. */
class FakeHistory {
  /** @type {any[]} */
  states = ["another site", null];
  at = 1;
  /** @type {(state: unknown) => void} */
  went = () => {};

  get length() {
    return this.states.length;
  }

  get state() {
    return this.states[this.at];
  }

  /** @param {unknown} state */
  pushState(state) {
    this.states = [...this.states.slice(0, this.at + 1), state];
    this.at += 1;
  }

  /** @param {unknown} state */
  replaceState(state) {
    this.states[this.at] = state;
  }

  go(delta = 0) {
    queueMicrotask(() => {
      this.at += delta;
      assert.ok(this.at > 0, "it left the app");
      this.went(this.state);
    });
  }
}

/** @type {FakeHistory} */
let history;
let left = 0;

const calm = () => new Promise((resolve) => setTimeout(resolve, 1));

function begin() {
  const back = new Back(history, () => {
    left += 1;
  });
  history.went = (state) => back.went(state);
  return back;
}

/** The person goes back one entry. Gives whether that stayed in the app. */
async function goBack() {
  if (history.at === 1) return false;
  history.go(-1);
  await calm();
  return true;
}

beforeEach(() => {
  history = new FakeHistory();
  left = 0;
});

test("on the first screen back leaves the app, and nothing was added", async () => {
  begin().show(0);
  assert.equal(await goBack(), false);
  assert.equal(history.length, 2);
});

test("each screen behind the first is one step back", async () => {
  const back = begin();
  back.show(1);
  back.show(2);
  back.show(3);
  for (const step of [1, 2, 3]) {
    assert.equal(await goBack(), true);
    assert.equal(left, step);
    back.show(3 - step); // as Python draws then
  }
  assert.equal(await goBack(), false);
});

test("two quick steps back leave two screens, before Python has drawn", async () => {
  const back = begin();
  back.show(2);
  history.go(-2);
  await calm();
  assert.equal(left, 2);
  back.show(0);
  await calm();
  assert.equal(history.at, 1);
});

test("a button of the app that leads home takes the entries off again", async () => {
  const back = begin();
  back.show(3);
  back.show(0);
  await calm();
  assert.equal(history.at, 1);
  assert.equal(left, 0);
  assert.equal(await goBack(), false);
});

test("home and at once another screen, while the browser is on its way", async () => {
  const back = begin();
  back.show(2);
  back.show(0);
  back.show(1);
  await calm();
  assert.equal(history.at, 2);
  assert.equal(left, 0);
  assert.equal(await goBack(), true);
  assert.equal(left, 1);
});

test("a step forward leads nowhere: what was left stays left", async () => {
  const back = begin();
  back.show(1);
  await goBack();
  back.show(0);
  history.go(1);
  await calm();
  await calm();
  assert.equal(history.at, 1);
  assert.equal(left, 1);
});

test("the camera is closed, and no screen is left", async () => {
  const back = begin();
  back.show(1);
  let closed = 0;
  const release = back.hold(() => {
    closed += 1;
    release();
  });
  await goBack();
  assert.deepEqual([closed, left, history.at], [1, 0, 2]);
  await goBack();
  assert.deepEqual([closed, left], [1, 1]);
});

test("the camera that read a code, and what was saved then", async () => {
  const back = begin();
  const release = back.hold(() => assert.fail("it is closed already"));
  release();
  back.show(1);
  await calm();
  assert.equal(history.at, 2);
  assert.equal(await goBack(), true);
  assert.equal(left, 1);
});

test("a link that was opened in this tab: one step back from what it saved", async () => {
  const back = begin();
  back.show(0);
  history.pushState(null); // the browser's own entry for the link
  back.adopt();
  back.show(1);
  assert.equal(history.length, 3);
  assert.equal(await goBack(), true);
  assert.equal(left, 1);
  back.show(0);
  assert.equal(await goBack(), false);
});

test("a link that replaced the address without an entry leads nobody out of the app", async () => {
  const back = begin();
  history.replaceState(null);
  back.adopt();
  back.show(1);
  back.show(0);
  await calm();
  assert.equal(history.at, 1);
});

test("after a reload the entries of the page before are taken off, and Flutter's part of a state is kept", async () => {
  history.replaceState({ serialCount: 3 });
  begin().show(2);
  assert.equal(history.state.serialCount, 3);
  const again = begin();
  again.show(0);
  await calm();
  assert.equal(history.at, 1);
  assert.equal(left, 0);
});

test("what Flutter is not told: every step of ours; what it is told: another entry of the same screen", () => {
  const back = begin();
  assert.equal(back.went(null), false);
  back.show(1);
  history.at = 1;
  assert.equal(back.went(null), true);
});
