// The address while the app runs: what a new one asks for, and what stays behind.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Address, decide } from "../../app/web_shell/address.js";
import { FakeWindow, install } from "./browser.mjs";

/**
 * A page that was opened with this.
 * @param {string} hash
 */
function opened(hash) {
  const window = new FakeWindow(hash);
  const events = new EventTarget();
  install({ location: window.location, history: window.history, addEventListener: events.addEventListener.bind(events) });
  const address = new Address();
  /** @type {string[]} */
  const told = [];
  let isRunning = true;
  address.follow(() => isRunning, { scan: () => told.push("scan"), open: (route) => told.push(route) });
  const change = (/** @type {string} */ to) => {
    window.location.hash = to;
    let isForFlutter = false;
    events.addEventListener("hashchange", () => (isForFlutter = true), { once: true });
    events.dispatchEvent(new Event("hashchange"));
    return isForFlutter;
  };
  const stop = () => {
    isRunning = false;
  };
  return { window, address, told, change, stop };
}

const HERE = { role: "phone", first: "", running: true };

test("an address is decided by what it asks for and by what runs", () => {
  assert.equal(decide("#/s/1", HERE), "open");
  assert.equal(decide("#/scan", HERE), "scan");
  assert.equal(decide("#/moments", HERE), "");
  assert.equal(decide("#/s/1", { ...HERE, first: "/s/1" }), ""); // the app looks at it already
  assert.equal(decide("#/buddy", HERE), "reload");
  assert.equal(decide("#/moments", { ...HERE, running: false }), "reload");
});

test("a link that arrives goes to the app and leaves the address, and the same one a second time arrives again", () => {
  const { told, change, window } = opened("#/");
  assert.equal(change("#/s/12"), false);
  assert.equal(window.location.hash, "#/");
  change("#/s/12");
  assert.deepEqual(told, ["/s/12", "/s/12"]);
});

test("the link that the app was opened with stays until it was looked at, also when another one comes", () => {
  const { address, told, change, window } = opened("#/s/1");
  assert.deepEqual([address.first, address.asks], ["/s/1", true]);
  change("#/s/2");
  assert.deepEqual(told, ["/s/2"]);
  assert.equal(window.location.hash, "#/s/1"); // a reload finds it
  address.clear();
  assert.deepEqual([address.first, window.location.hash], ["", "#/"]);
});

test("a link with what a messenger added goes to the app as it was meant, and one without its digits as no code", () => {
  const { told, change, window } = opened("#/");
  for (const hash of ["#/s/12.", "#/s/12%20", "#/S/12)", "#%2Fs%2F1%32", "#/s/1\u00ad2?fbclid=1", "#/s/"]) {
    assert.equal(change(hash), false);
    assert.equal(window.location.hash, "#/");
  }
  assert.deepEqual(told, ["/s/12", "/s/12", "/s/12", "/s/12", "/s/12", "/s/0"]);
});

test("a screen of the app's own is Flutter's, and nothing of ours", () => {
  const { told, change, window } = opened("#/");
  assert.equal(change("#/moments"), true);
  assert.deepEqual([told, window.location.hash, window.reloads], [[], "#/moments", 0]);
});

test("an address of another role starts the page anew, and so does any in a tab that does not run", () => {
  const { told, change, stop, window } = opened("#/");
  assert.equal(change("#/counsellor"), false);
  stop();
  change("#/s/1");
  assert.deepEqual([told, window.reloads], [[], 2]);
});

test("the wish for the camera is told once, and a reload does not repeat it", () => {
  const { address, told, change, window } = opened("#/scan");
  assert.deepEqual([address.wantsCamera, address.asks, address.first], [true, true, ""]);
  change("#/scan");
  assert.deepEqual([told, window.location.hash], [["scan"], "#/"]);
});
