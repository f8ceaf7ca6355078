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
/** @type {() => Promise<{name: string, text: string} | false>} */
let pick;
/** @type {FakeInput[]} the fields for files, in the order in which they were made */
let inputs;
/** @type {Record<string, unknown>} what a field for files can do here */
let chooser;

/** A field for files, or a link to one. */
class FakeInput extends EventTarget {
  /** @type {File[]} */
  files = [];
  clicks = 0;
  isOnPage = false;

  click() {
    this.clicks += 1;
    saved += 1;
  }

  remove() {
    this.isOnPage = false;
  }

  /** The person chooses this file. */
  gets(/** @type {File} */ file) {
    this.files = [file];
    this.dispatchEvent(new Event("change"));
  }
}

function make() {
  const input = Object.assign(new FakeInput(), chooser);
  inputs.push(input);
  return input;
}

/** A browser; `standalone` as an iPhone's home-screen app has it. */
function open(/** @type {Record<string, unknown>} */ { standalone = undefined, canShare = () => true } = {}) {
  shared = [];
  saved = 0;
  offer = null;
  inputs = [];
  const share = async (/** @type {ShareData} */ { files }) => {
    shared.push(files?.[0]);
    const end = ends.shift();
    if (end) throw end;
  };
  install({
    navigator: { standalone, canShare, share },
    document: { createElement: make, body: { append: (/** @type {FakeInput} */ input) => (input.isOnPage = true) } },
    setTimeout: () => 0,
  });
  const bridge = {
    on: (/** @type {string} */ op, /** @type {any} */ act) => {
      if (op === "hand-over") handOver = act;
      else pick = act;
    },
  };
  const ask = (/** @type {() => void} */ give, /** @type {() => void} */ leave) => {
    offer = { give, leave };
    return () => (offer = null);
  };
  addFileOps(bridge, ask, ask);
}

/** Until promises that are settled were heard. */
const heard = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  ends = [];
  chooser = {};
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
  for (const browser of [{}, { standalone: false }, { canShare: () => false }, { canShare: null }]) {
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

test("a browser that cannot say whether it can share goes to the downloads", async () => {
  open({
    canShare: () => {
      throw new TypeError("odd");
    },
  });
  assert.equal(await handOver(FILE), "saved");
  assert.deepEqual([shared.length, saved], [0, 1]);
});

test("a share that never ends stops nobody: the next tap shares again, or saves the file where the browser still waits", async () => {
  open();
  const share = navigator.share;
  navigator.share = () => new Promise(() => {});
  handOver(FILE);
  navigator.share = share;
  ends = [new DOMException("a share is open", "InvalidStateError")];
  assert.equal(await handOver(FILE), "saved");
  assert.equal(await handOver(FILE), "shared");
});

test("a browser that can make no file of a text says so, and nothing is called saved", async () => {
  open({ canShare: null });
  const make = URL.createObjectURL;
  URL.createObjectURL = () => {
    throw new TypeError("taken away");
  };
  await assert.rejects(handOver(FILE));
  URL.createObjectURL = make;
  assert.equal(saved, 0);
});

const CHOSEN = new File(["the proof"], "hours.txt");
const GIVEN = { name: "hours.txt", text: "the proof" };

test("a chosen file is read, by the chooser or, where there is none to call, by a click; choosing none is an answer", async () => {
  for (const way of [{ showPicker: () => {} }, {}]) {
    chooser = way;
    open();
    const picked = pick();
    assert.equal(inputs[0]?.clicks, "showPicker" in way ? 0 : 1);
    inputs[0]?.gets(CHOSEN);
    assert.deepEqual(await picked, GIVEN);
    const none = pick();
    inputs[1]?.dispatchEvent(new Event("cancel"));
    assert.equal(await none, false);
    assert.deepEqual([inputs[1]?.isOnPage, offer], [false, null]);
  }
});

test("a chooser that wants a tap of its own gets a button of the page, which opens it, or leaves it", async () => {
  for (const leaves of [false, true]) {
    let opened = 0;
    chooser = {
      showPicker: () => {
        if (!opened++) throw LATE;
      },
    };
    open();
    const picked = pick();
    assert.ok(offer);
    if (leaves) offer.leave();
    else offer.give();
    assert.equal(opened, leaves ? 1 : 2);
    if (!leaves) inputs[0]?.gets(CHOSEN);
    assert.deepEqual(await picked, leaves ? false : GIVEN);
    assert.deepEqual([inputs[0]?.isOnPage, offer], [false, null]);
  }
});

test("a chooser that never answers, or opens nothing, gives way to the next one, and its field goes", async () => {
  chooser = { showPicker: () => {} };
  open();
  const first = pick();
  const second = pick();
  assert.equal(await first, false);
  inputs[1]?.gets(CHOSEN);
  assert.deepEqual(await second, GIVEN);
  assert.deepEqual(inputs.map(({ isOnPage }) => isOnPage), [false, false]);
});

test("a file that cannot be read counts as none", async () => {
  chooser = { showPicker: () => {} };
  open();
  const picked = pick();
  const broken = /** @type {File} */ (/** @type {unknown} */ ({ name: "x", slice: () => ({ text: () => Promise.reject(new DOMException("", "NotReadableError")) }) }));
  inputs[0]?.gets(broken);
  assert.equal(await picked, false);
});
