// Whether WebCrypto signs with Ed25519 is found out by trying: absent, throwing, wrong, or without an answer, the library signs.

import assert from "node:assert/strict";
import { test } from "node:test";

const { subtle } = crypto;
const own = subtle.generateKey.bind(subtle);
let trials = 0;

/**
 * Whether it signs where this stands in the place of a method; each trial by a module that has tried nothing yet.
 * @param {"generateKey" | "sign" | "verify"} name
 * @param {unknown} value
 */
async function tried(name, value) {
  Object.defineProperty(subtle, name, { value, configurable: true });
  trials += 1;
  const { isNative, library } = await import(`../../app/web_shell/ed25519.js?trial=${trials}`);
  return { answer: isNative(), library };
}

const THROWS = () => {
  throw new TypeError("taken away");
};
const REFUSES = () => Promise.reject(new DOMException("no such algorithm", "NotSupportedError"));

/** @param {string} name */
const back = (name) => Reflect.deleteProperty(subtle, name); // the browser's own is behind it

test("a browser that has it signs by itself", async () => assert.equal(await (await tried("generateKey", own)).answer, true));

test("Ed25519 that is absent, throws or signs wrongly is not used, and the library is there", async () => {
  for (const [name, value] of /** @type {const} */ ([
    ["generateKey", undefined],
    ["generateKey", THROWS],
    ["generateKey", REFUSES],
    ["sign", async () => new ArrayBuffer(64)],
    ["verify", async () => false],
  ])) {
    const { answer, library } = await tried(name, value);
    assert.equal(await answer, false);
    back(name);
    assert.equal(typeof (await library()).signWith, "function");
  }
});

test("Ed25519 that never answers counts as absent after three seconds", async ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { answer } = await tried("generateKey", () => new Promise(() => {}));
  mock.timers.tick(3000);
  assert.equal(await answer, false);
  back("generateKey");
});
