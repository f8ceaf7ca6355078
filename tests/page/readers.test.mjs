// Two readers of one camera: which of them reads a frame, when the browser's own is blind, broken, or never answers.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { PATIENCE_MS, Readers } from "../../app/web_shell/readers.js";

const VIDEO = /** @type {any} */ ({});
const nothing = async () => /** @type {string[]} */ ([]);
const never = () => /** @type {Promise<string[]>} */ (new Promise(() => {}));

/** @type {boolean[]} */
let remembered;
/** @type {number} */
let loads;

beforeEach(() => {
  remembered = [];
  loads = 0;
  mock.timers.reset();
});

/**
 * @param {any} own
 * @param {any} ours
 */
function readers(own, ours, isBlind = false) {
  const load = async () => {
    loads += 1;
    if (!ours) throw new Error("no network");
    return ours;
  };
  return new Readers(own, load, isBlind, (blind) => remembered.push(blind));
}

/** Let what was begun go on. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * A frame every 100 milliseconds until one is read, at most for so long; gives the text and when.
 * @param {Readers} two
 * @param {number} [from]
 * @returns {Promise<[string, number]>}
 */
async function until(two, from = 0, most = 20_000) {
  mock.timers.enable({ apis: ["setTimeout"] });
  for (let now = from; now < from + most; now += 100) {
    const frame = two.read(VIDEO, now);
    await turn();
    mock.timers.tick(1000);
    const [text] = await frame;
    await turn();
    mock.timers.tick(0);
    if (text) return [text, now - from];
  }
  return ["", most];
}

test("a browser's own reader that works is the only one, and ours is not even loaded", async () => {
  assert.deepEqual(await until(readers(async () => ["own"], async () => ["ours"])), ["own", 0]);
  assert.deepEqual([loads, remembered], [0, []]);
});

test("one that finds nothing, ever, has ours beside it after two seconds, and that is remembered", async () => {
  const [text, when] = await until(readers(nothing, async () => ["ours"]));
  assert.equal(text, "ours");
  assert.ok(when >= PATIENCE_MS && when <= PATIENCE_MS + 300, String(when));
  assert.deepEqual([loads, remembered], [1, [true]]);
});

test("where only ours found a code the last time, it reads from the first frame on", async () => {
  const [text, when] = await until(readers(nothing, async () => ["ours"], true));
  assert.deepEqual([text, when <= 200, remembered], ["ours", true, []]);
});

test("once the browser's own finds a code again, it is relied on again", async () => {
  assert.deepEqual(await until(readers(async () => ["own"], async () => ["ours"], true)), ["own", 0]);
  assert.deepEqual(remembered, [false]);
});

test("one that never answers is left behind after a second, whatever the two seconds say", async () => {
  const [text, when] = await until(readers(never, async () => ["ours"]));
  assert.deepEqual([text, when <= 200], ["ours", true]);
});

test("one that answers late is heard, with the next frame", async () => {
  /** @type {PromiseWithResolvers<string[]>} */
  const late = Promise.withResolvers();
  const two = readers(() => late.promise, nothing);
  mock.timers.enable({ apis: ["setTimeout"] });
  const first = two.read(VIDEO, 0);
  await turn();
  mock.timers.tick(1000);
  assert.deepEqual(await first, []);
  late.resolve(["own"]);
  await turn();
  assert.deepEqual(await two.read(VIDEO, 1100), ["own"]);
});

test("one that throws three times is not asked again, and ours reads", async () => {
  let asked = 0;
  const two = readers(() => {
    asked += 1;
    throw new Error("no service");
  }, async () => ["ours"]);
  const [text, when] = await until(two);
  assert.deepEqual([text, when, asked], ["ours", 200, 3]);
});

test("one that fails once goes on", async () => {
  let asked = 0;
  const two = readers(async () => {
    asked += 1;
    if (asked === 1) throw new Error("not yet");
    return ["own"];
  }, null);
  assert.deepEqual(await until(two), ["own", 100]);
});

test("without a reader of its own a browser has ours at once", async () => {
  assert.deepEqual(await until(readers(null, async () => ["ours"])), ["ours", 0]);
});

test("ours that cannot be loaded does not disturb the browser's own, and is asked for again later", async () => {
  let frames = 0;
  const two = readers(async () => {
    frames += 1;
    return frames > 100 ? ["own"] : [];
  }, null);
  assert.deepEqual(await until(two), ["own", 10_000]);
  assert.equal(loads, 2);
});

test("ours that is loaded for ever does not disturb the browser's own", async () => {
  let frames = 0;
  const own = async () => {
    frames += 1;
    return frames > 100 ? ["own"] : [];
  };
  const two = new Readers(own, () => new Promise(() => {}), false, () => {});
  assert.deepEqual(await until(two), ["own", 10_000]);
});

test("where neither can be used this is said", async () => {
  await assert.rejects(readers(null, null).read(VIDEO, 0));
  const broken = readers(async () => {
    throw new Error("no service");
  }, null);
  await broken.read(VIDEO, 0);
  await broken.read(VIDEO, 100);
  await assert.rejects(broken.read(VIDEO, 200));
});
