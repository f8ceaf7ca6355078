// The page's end of the line to Python, with a real channel and the other end in the test.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Bridge } from "../../app/web_shell/bridge.js";

let tab = 0;
/** @type {(Bridge | BroadcastChannel)[]} */
const open = [];
after(() => {
  for (const end of open) if ("stop" in end) end.stop();
  else end.close();
});

/** Both ends of a line. */
function line() {
  tab += 1;
  const [bridge, python] = [new Bridge(String(tab)), new BroadcastChannel(`veertig-${tab}`)];
  open.push(bridge, python);
  /** @type {any[]} */
  const heard = [];
  python.onmessage = (event) => void heard.push(/** @type {MessageEvent} */ (event).data);
  /** Ask, and wait until as many messages are heard in all. */
  const ask = async (/** @type {object} */ message, /** @type {number} */ until) => {
    python.postMessage(message);
    for (let turn = 0; heard.length < until && turn < 200; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    return heard.at(-1);
  };
  return { bridge, heard, ask };
}

test("Python asks for an op and gets what it gave, under the number of its question", async () => {
  const { bridge, ask } = line();
  bridge.on("double", async ({ number }) => 2 * number);
  assert.deepEqual(await ask({ id: 7, op: "double", args: { number: 21 } }, 1), { re: 7, ok: 42 });
});

test("an op that fails, and one that nobody knows, are answered with the error", async () => {
  const { bridge, ask } = line();
  bridge.on("odd", () => {
    throw new TypeError("no");
  });
  assert.deepEqual(await ask({ id: 1, op: "odd" }, 1), { re: 1, err: "TypeError: no" });
  assert.deepEqual(await ask({ id: 2, op: "what" }, 2), { re: 2, err: "Error: unknown: what" });
});

test("what happens before Python listens waits for its hello, in order", async () => {
  const { bridge, heard, ask } = line();
  bridge.event("open", 1);
  bridge.event("wake");
  assert.equal(bridge.heard, false);
  await ask({ id: 1, op: "hello" }, 3);
  assert.deepEqual(heard.map(({ event, re }) => event ?? re), ["open", "wake", 1]);
  assert.equal(bridge.heard, true);
});

test("after the line was cut nobody is there to hear, and telling is no error", () => {
  const { bridge } = line();
  bridge.event("wake");
  bridge.stop();
  bridge.event("wake");
  assert.equal(bridge.heard, false);
});
