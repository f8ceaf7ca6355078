// A file leaves by the phone's choice of receivers; where that fails, by the downloads, but never from an iPhone's home-screen app.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { addFileOps } from "../../app/web_shell/files.js";
import { install } from "./browser.mjs";

const FILE = { name: "hours.txt", text: "Veertig", title: "My moments" };
const LATE = new DOMException("no tap", "NotAllowedError");
const CLOSED = new DOMException("closed", "AbortError");

/** @type {(File | undefined)[]} */
let shared;
let saved = 0;
/** @type {(Error | null)[]} what becomes of each share, in order */
let ends;
/** @type {{give: () => void, leave: () => void} | null} the page's own button, while it is shown */
let offer;
/** @type {(what: typeof FILE) => Promise<string>} */
let handOver;

/** A browser; `standalone` as an iPhone's home-screen app has it. */
function open(/** @type {Record<string, unknown>} */ { standalone = undefined, canShare = () => true } = {}) {
  shared = [];
  saved = 0;
  offer = null;
  const share = async (/** @type {ShareData} */ { files }) => {
    shared.push(files?.[0]);
    const end = ends.shift();
    if (end) throw end;
  };
  install({
    navigator: { standalone, canShare, share },
    document: { createElement: () => ({ click: () => (saved += 1) }) },
    setTimeout: () => 0,
  });
  const bridge = {
    on: (/** @type {string} */ op, /** @type {any} */ act) => {
      if (op === "hand-over") handOver = act;
    },
  };
  addFileOps(bridge, (give, leave) => {
    offer = { give, leave };
    return () => (offer = null);
  });
}

/** Until promises that are settled were heard. */
const heard = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  ends = [];
});

test("a file is shared, or the person closes the choice, in a page and in an app on the home screen", async () => {
  for (const standalone of [undefined, false, true]) {
    open({ standalone });
    assert.equal(await handOver(FILE), "shared");
    ends = [CLOSED];
    assert.equal(await handOver(FILE), "cancel");
    assert.deepEqual([shared.length, saved, offer], [2, 0, null]);
  }
});

test("in a page a share that fails goes to the downloads, and so does a file that cannot be shared", async () => {
  for (const browser of [{}, { standalone: false }, { canShare: () => false }, { canShare: undefined }]) {
    ends = [LATE];
    open(browser);
    assert.equal(await handOver(FILE), "saved");
    assert.deepEqual([saved, offer], [1, null]);
  }
});

test("in an app on the home screen a share that fails keeps the file behind one more button, and downloads nothing", async () => {
  for (const error of [LATE, new DOMException("odd", "InvalidStateError"), new TypeError("odd")]) {
    ends = [error];
    open({ standalone: true });
    const how = handOver(FILE);
    await heard();
    assert.ok(offer);
    offer.give();
    assert.equal(shared.length, 2); // at once, in the tap
    assert.equal(await how, "shared");
    assert.equal(await shared[1]?.text(), FILE.text);
    assert.deepEqual([saved, offer], [0, null]);
  }
});

test("the button stays as long as sharing fails, and goes when the person closes the choice or leaves it", async () => {
  for (const leaves of [true, false]) {
    ends = [LATE, LATE, LATE, CLOSED];
    open({ standalone: true });
    const how = handOver(FILE);
    await heard();
    for (const _ of [1, 2]) {
      offer?.give();
      await heard();
      assert.ok(offer);
    }
    if (leaves) offer?.leave();
    else offer?.give();
    assert.equal(await how, "cancel");
    assert.deepEqual([shared.length, saved, offer], [leaves ? 3 : 4, 0, null]);
  }
});

test("an app on the home screen that can share no file says so and downloads nothing", async () => {
  open({ standalone: true, canShare: () => false });
  await assert.rejects(handOver(FILE));
  assert.equal(saved, 0);
});
