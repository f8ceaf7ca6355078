// What the page asks of its service worker once the app runs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeStorage, install } from "./browser.mjs";

/** A service worker that writes down what it is asked. */
function worker() {
  /** @type {unknown[]} */
  const asked = [];
  return { asked, postMessage: (/** @type {unknown} */ message) => asked.push(message) };
}

test("what only this role needs is to be here, too, also in a release that waits for its turn", async () => {
  const [active, waiting] = [worker(), worker()];
  const registration = { active, waiting, scope: "http://here/", update: async () => {} };
  const serviceWorker = Object.assign(new EventTarget(), { ready: Promise.resolve(registration) });
  const document = { getElementById: () => ({ querySelectorAll: () => [] }), documentElement: {} }; // nothing is on the page
  const Observer = class {
    observe() {}
  };
  install({ document, addEventListener: () => {}, location: { hash: "" }, MutationObserver: Observer });
  install({ navigator: { serviceWorker, languages: [] }, localStorage: new FakeStorage(), sessionStorage: new FakeStorage() });
  install({ performance: { getEntriesByType: () => [{ name: "http://here/canvaskit/chromium/canvaskit.js" }] } });
  const { complete } = await import("../../app/web_shell/offline.js");
  await complete(["code/organisation.zip"], () => {});
  const used = ["http://here/canvaskit/chromium/canvaskit.js", "http://here/code/organisation.zip"];
  assert.deepEqual([active.asked, waiting.asked], [[{ keep: used }], [{ soon: used }]]);
});
