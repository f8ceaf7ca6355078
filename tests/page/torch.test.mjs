// The lamp beside the camera and the short buzz: absent, throwing, or without an answer, they hinder no scan.

import assert from "node:assert/strict";
import { test } from "node:test";
import { buzz, offerTorch } from "../../app/web_shell/torch.js";
import { install } from "./browser.mjs";

const THROWS = () => {
  throw new TypeError("taken away");
};

/** @param {Record<string, unknown>} can what the camera can do */
function lamp(can) {
  const pressed = { value: "" };
  const button = { hidden: true, onclick: async () => {}, setAttribute: (/** @type {string} */ _, /** @type {string} */ value) => (pressed.value = value) };
  offerTorch(/** @type {any} */ (can), /** @type {any} */ (button));
  return { button, pressed };
}

const HAS = { getCapabilities: () => ({ torch: true }) };

test("a lamp is switched on and off by its button", async () => {
  /** @type {boolean[]} */
  const asked = [];
  const applyConstraints = async (/** @type {any} */ { advanced }) => {
    asked.push(advanced[0].torch);
  };
  const { button, pressed } = lamp({ ...HAS, applyConstraints });
  assert.equal(button.hidden, false);
  await button.onclick();
  assert.equal(pressed.value, "true");
  await button.onclick();
  assert.deepEqual([asked, pressed.value, button.hidden], [[true, false], "false", false]);
});

test("a camera without a lamp, and one that cannot say, have no button", () => {
  for (const can of [{}, { getCapabilities: () => ({}) }, { getCapabilities: THROWS }]) assert.equal(lamp(can).button.hidden, true);
});

test("a lamp that fails or never answers takes its button away", async ({ mock }) => {
  for (const applyConstraints of [THROWS, () => Promise.reject(new DOMException("", "OverconstrainedError")), undefined]) {
    const { button } = lamp({ ...HAS, applyConstraints });
    await button.onclick();
    assert.equal(button.hidden, true);
  }
  mock.timers.enable({ apis: ["setTimeout"] });
  const { button } = lamp({ ...HAS, applyConstraints: () => new Promise(() => {}) });
  const tapped = button.onclick();
  mock.timers.tick(3000);
  await tapped;
  assert.equal(button.hidden, true);
});

test("a phone buzzes; one that cannot or may not is left in peace", () => {
  /** @type {number[]} */
  const buzzed = [];
  for (const vibrate of [(/** @type {number} */ ms) => buzzed.push(ms), undefined, THROWS]) {
    install({ navigator: { vibrate } });
    buzz();
  }
  assert.deepEqual(buzzed, [80]);
});
