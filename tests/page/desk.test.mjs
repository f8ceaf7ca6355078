// A counsellor's desk: files dragged onto the page, a line on the clipboard, a page in a window of its own; and what happens where a
// browser has no part of it, where it throws, and where it never answers.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { copy } from "../../app/web_shell/desk/copy.js";
import { filesOf, Incoming, listenForDrops, MOST_FILES } from "../../app/web_shell/desk/incoming.js";
import { openPaper } from "../../app/web_shell/desk/paper.js";
import { install } from "./browser.mjs";

const PAPER = { name: "bewijs.html", html: "<p>40:00</p>", title: "Ready", words: { title: "Ready", open: "Open", rtl: false } };

/** @type {string[]} the lines that were shown to be copied by hand */
let shown;
/** @type {FakeElement[]} what was put into the page */
let placed;

/** As much of an element as a small window needs. */
class FakeElement extends EventTarget {
  /** @type {FakeElement[]} */
  parts = [];
  /** @type {Record<string, unknown>} */
  attributes = {};
  hidden = true;
  textContent = "";

  append(/** @type {FakeElement[]} */ ...parts) {
    this.parts.push(...parts);
  }
  setAttribute(/** @type {string} */ name, /** @type {unknown} */ value) {
    this.attributes[name] = value;
  }
  showModal() {}
  remove() {}
  close() {
    this.dispatchEvent(new Event("close"));
  }
  click() {
    this.dispatchEvent(new Event("click"));
  }
}

beforeEach(() => {
  shown = [];
  placed = [];
  install({
    document: {
      createElement: () => new FakeElement(),
      querySelector: () => null,
      body: { append: (/** @type {FakeElement} */ part) => placed.push(part) },
    },
  });
});

const show = (/** @type {string} */ line) => shown.push(line);

/** @param {object} clipboard */
const withClipboard = (clipboard) => install({ navigator: clipboard, setTimeout: globalThis.setTimeout });

test("a line goes to the clipboard with one tap", async () => {
  /** @type {string[]} */
  const written = [];
  withClipboard({ clipboard: { writeText: async (/** @type {string} */ line) => written.push(line) } });
  assert.equal(await copy("40:00", show), "copied");
  assert.deepEqual([written, shown], [["40:00"], []]);
});

test("without a clipboard, and with one that throws or refuses, the line is shown to be copied by hand", async () => {
  const throws = () => {
    throw new TypeError("no");
  };
  for (const clipboard of [undefined, {}, { writeText: throws }, { writeText: async () => throws() }]) {
    withClipboard({ clipboard });
    assert.equal(await copy("40:00", show), "shown");
  }
  assert.deepEqual(shown, Array(4).fill("40:00"));
});

test("a clipboard that never answers counts as absent after two seconds", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  install({ navigator: { clipboard: { writeText: () => new Promise(() => {}) } } });
  const copying = copy("40:00", show);
  await Promise.resolve();
  context.mock.timers.tick(2000);
  assert.equal(await copying, "shown");
  assert.deepEqual(shown, ["40:00"]);
});

/** A file or a folder as a browser tells of one that is dragged. */
const entry = (/** @type {string} */ name, /** @type {object[] | null} */ inside = null) => ({
  name,
  isDirectory: inside !== null,
  file: (/** @type {(file: File) => void} */ take) => take(new File(["x"], name)),
  createReader: () => {
    const left = [...(inside ?? [])];
    return { readEntries: (/** @type {(some: object[]) => void} */ take) => take(left.splice(0, 2)) };
  },
});

/** A drop of these entries. */
const drop = (/** @type {any[]} */ entries, /** @type {boolean} */ knowsFolders = true) => ({
  types: ["Files"],
  items: entries.map((one) => (knowsFolders ? { webkitGetAsEntry: () => one } : {})),
  files: entries.map(({ name }) => new File(["x"], name)),
});

const names = (/** @type {File[]} */ files) => files.map(({ name }) => name);

test("the files of a folder and of the folders in it come in the order of their names, without those of the system", async () => {
  const folder = entry("all", [entry("b 10.txt"), entry(".DS_Store"), entry("deep", [entry("b 2.txt"), entry("desktop.ini")]), entry("a.txt")]);
  assert.deepEqual(names(await filesOf(/** @type {any} */ (drop([folder])))), ["a.txt", "b 2.txt", "b 10.txt"]);
});

test("a browser that knows no folders gives the files", async () => {
  assert.deepEqual(names(await filesOf(/** @type {any} */ (drop([entry("b.txt"), entry("a.txt")], false)))), ["b.txt", "a.txt"]);
});

test("a folder that cannot be read, and a file that cannot, are left out, and the others come", async () => {
  const locked = { ...entry("locked", []), createReader: () => ({ readEntries: (/** @type {any} */ _, /** @type {() => void} */ no) => no() }) };
  const gone = { ...entry("gone.txt"), file: (/** @type {any} */ _, /** @type {() => void} */ no) => no() };
  assert.deepEqual(names(await filesOf(/** @type {any} */ (drop([locked, gone, entry("a.txt")])))), ["a.txt"]);
});

test("more files than can be opened together are left, and how many is told; each file is read once", async () => {
  const incoming = new Incoming();
  const { files, more } = incoming.add(Array.from({ length: MOST_FILES + 2 }, (_, at) => new File([`${at}`], `${at}.txt`)));
  assert.deepEqual([files.length, more, files[7]?.name], [MOST_FILES, 2, "7.txt"]);
  const number = files[7]?.number ?? 0;
  const later = incoming.add([new File(["later"], "later.txt")]);
  assert.equal(await incoming.read(number), "7");
  await assert.rejects(incoming.read(number));
  assert.equal(await incoming.read(later.files[0]?.number ?? 0), "later");
});

test("no more than eight megabytes of a file are read", async () => {
  const incoming = new Incoming();
  const { files } = incoming.add([new File(["x".repeat(9 << 20)], "large.bin")]);
  assert.equal((await incoming.read(files[0]?.number ?? 0)).length, 8 << 20);
});

test("files over the window are shown and taken, and the browser does not leave the app to open them; other things are left alone", async () => {
  const target = new EventTarget();
  /** @type {File[][]} */
  const taken = [];
  /** @type {boolean[]} */
  const over = [];
  listenForDrops(target, (files) => taken.push(files), (on) => over.push(on));
  const drag = (/** @type {string} */ name, /** @type {object} */ dataTransfer) => {
    const event = Object.assign(new Event(name, { cancelable: true }), { dataTransfer, relatedTarget: null });
    target.dispatchEvent(event);
    return event.defaultPrevented;
  };
  assert.equal(drag("dragover", { types: ["text/plain"] }), false);
  assert.equal(drag("dragenter", drop([])), true);
  assert.equal(drag("dragleave", drop([])), true);
  assert.equal(drag("drop", drop([entry("a.txt")])), true);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([over, taken.map(names)], [[true, false, false], [["a.txt"]]]);
});

/** A window that was opened; its page has a button for the printer. */
function openWindow() {
  const button = new FakeElement();
  let printed = 0;
  const opened = Object.assign(new EventTarget(), { document: { querySelector: () => button }, print: () => (printed += 1) });
  return { opened, button, printed: () => printed };
}

const never = async () => assert.fail("no file");

test("a page opens in a window of its own, and its button prints it", async () => {
  const { opened, button, printed } = openWindow();
  install({ open: () => opened });
  assert.equal(await openPaper(PAPER, never), "opened");
  opened.dispatchEvent(new Event("load"));
  assert.equal(button.hidden, false);
  button.click();
  assert.equal(printed(), 1);
});

test("a browser that wants a tap just before gets a button of the page, which opens the window, or leaves it", async () => {
  const { opened } = openWindow();
  const answers = [null, opened];
  install({ open: () => answers.shift() ?? null });
  const opening = openPaper(PAPER, never);
  placed[0]?.parts.at(-1)?.click();
  assert.equal(await opening, "opened");
  const leaving = openPaper(PAPER, never);
  placed[1]?.close();
  assert.equal(await leaving, "cancel");
});

test("a browser that opens no window at all gets the page as a file", async () => {
  install({ open: () => null });
  /** @type {string[]} */
  const given = [];
  const opening = openPaper(PAPER, async ({ name }) => {
    given.push(name);
    return "saved";
  });
  placed[0]?.parts.at(-1)?.click();
  assert.equal(await opening, "saved");
  assert.deepEqual(given, ["bewijs.html"]);
});

test("a window that is kept apart from ours has no button, and nothing fails", async () => {
  const opened = new EventTarget();
  Object.defineProperty(opened, "document", {
    get() {
      throw new DOMException("apart", "SecurityError");
    },
  });
  install({ open: () => opened });
  assert.equal(await openPaper(PAPER, never), "opened");
  opened.dispatchEvent(new Event("load"));
});
