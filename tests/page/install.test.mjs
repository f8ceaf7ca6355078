// The browser's question to put the app on the home screen: one that is absent, throws, or is never answered holds nobody up.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeStorage, install as installPieces } from "./browser.mjs";

/** @type {Record<string, (event: any) => void>} */
const heard = {};
installPieces({
  addEventListener: (/** @type {string} */ name, /** @type {(event: any) => void} */ act) => {
    heard[name] = act;
  },
  matchMedia: () => ({ matches: false }),
  navigator: { userAgent: "Mozilla/5.0 (Linux; Android 14) Chrome/143.0 Mobile Safari/537.36" },
  localStorage: new FakeStorage(),
});
const { addInstaller, way } = await import("../../app/web_shell/install.js");

/** @type {string[]} */
const told = [];
/** @type {() => Promise<boolean>} */
let ask = async () => false;
addInstaller(/** @type {any} */ ({
  on: (/** @type {string} */ _, /** @type {any} */ act) => {
    ask = act;
  },
  event: (/** @type {string} */ _, /** @type {any} */ { way: now }) => told.push(now),
}));

/** The browser could ask. @param {() => Promise<unknown>} prompt @param {Promise<unknown>} userChoice */
const offers = (prompt, userChoice) => heard.beforeinstallprompt?.({ preventDefault: () => {}, prompt, userChoice });

test("a browser that never offers it has nothing to ask, and no way is told", async () => {
  assert.deepEqual([told, way()], [[], ""]);
  assert.equal(await ask(), false);
});

test("the person says yes, or no, and is asked once for each offer of the browser", async () => {
  for (const outcome of ["accepted", "dismissed"]) {
    told.length = 0;
    offers(async () => {}, Promise.resolve({ outcome }));
    assert.deepEqual([told, way()], [["prompt"], "prompt"]);
    assert.equal(await ask(), outcome === "accepted");
    assert.deepEqual([told, way()], [["prompt", ""], ""]);
  }
});

test("a question that throws is a no, and a later offer is told again", async () => {
  offers(() => Promise.reject(new DOMException("no tap", "NotAllowedError")), new Promise(() => {}));
  assert.equal(await ask(), false);
  assert.equal(way(), "");
  offers(async () => {}, Promise.resolve({ outcome: "accepted" }));
  assert.equal(await ask(), true);
});

test("a question that is never answered ends after a minute", async ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  offers(async () => {}, new Promise(() => {}));
  const asked = ask();
  await new Promise(setImmediate);
  mock.timers.tick(60_000);
  assert.equal(await asked, false);
  assert.equal(way(), "");
});

test("an iPhone deletes a page that nobody opens: where nothing goes along to the home screen, a card is offered in its place", () => {
  const said = (/** @type {string} */ agent) => {
    Object.assign(navigator, { userAgent: agent });
    return way();
  };
  const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
  assert.equal(said(`${iphone} Version/17.1 Mobile/15E148 Safari/604.1`), "card");
  assert.equal(said(`${iphone} CriOS/120.0 Mobile/15E148 Safari/604.1`), "card");
  assert.equal(said(`${iphone} Version/17.2 Mobile/15E148 Safari/604.1`), ""); // its cookie may still come
  localStorage.setItem("veertig.carried", new Date().toDateString());
  assert.equal(said(`${iphone} Version/17.2 Mobile/15E148 Safari/604.1`), "share");
  assert.equal(said("Mozilla/5.0 (Linux; Android 14) Chrome/143.0 Mobile Safari/537.36"), "");
});
