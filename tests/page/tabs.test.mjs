// Tabs of one browser, with its real locks and channels: one runs, and what another asks of it.

import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { Tabs } from "../../app/web_shell/tabs.js";

let role = 0;
/** @type {string[]} */
let said = [];

/**
 * A tab of a role that no other test has.
 * @param {string} name
 * @param {string[]} routes which it has not dealt with yet
 */
function tab(name, routes = [], own = `display-${10_000_000 + role}`) {
  const yields = async () => {
    said.push(`${name} yields`);
    return routes;
  };
  return new Tabs(own, yields, () => said.push(`${name} lost`));
}

afterEach(() => {
  role += 1;
  said = [];
  mock.timers.reset();
});

test("tabs of two roles run beside each other, and each knows that another role's files are in use", async () => {
  const [phone, display] = [tab("phone", [], "phone"), tab("display")];
  assert.equal(await phone.claim(false), true);
  assert.equal(await phone.othersRun(), false);
  assert.equal(await display.claim(false), true);
  assert.deepEqual([await phone.othersRun(), await display.othersRun()], [true, true]);
});

test("the first tab runs, and a second one of the same role does not", async () => {
  const [first, second] = [tab("first"), tab("second")];
  assert.equal(await first.claim(false), true);
  assert.equal(await second.claim(false), false);
  assert.deepEqual([first.running, second.running], [true, false]);
});

test("a tab that takes over gets the links that the other had not yet dealt with, and the other stops", async () => {
  const [first, second] = [tab("first", ["/s/1", "/s/2"]), tab("second")];
  await first.claim(false);
  /** @type {string[]} */
  let given = [];
  await second.takeOver((routes) => {
    given = routes;
  });
  assert.deepEqual(given, ["/s/1", "/s/2"]);
  assert.deepEqual([first.running, second.running], [false, true]);
  assert.deepEqual(said, ["first yields"]); // and is not told a second time that its lock is gone
});

test("two tabs that take over at once do so one after the other, and each finds somebody to ask", async () => {
  const [first, second, third] = [tab("first", ["/s/1"]), tab("second", ["/s/2"]), tab("third")];
  await first.claim(false);
  /** @type {string[][]} */
  const given = [];
  await Promise.all([second.takeOver((routes) => given.push(routes)), third.takeOver((routes) => given.push(routes))]);
  assert.deepEqual(given, [["/s/1"], ["/s/2"]]);
  assert.deepEqual([first.running, second.running, third.running], [false, false, true]);
});

test("a frozen tab does not answer: after three seconds its lock is stolen, and it stops when it wakes", async () => {
  const frozen = tab("frozen");
  await frozen.claim(false);
  const taking = tab("second");
  // What it is asked never reaches it.
  mock.method(BroadcastChannel.prototype, "postMessage", () => {}, { times: 1 });
  mock.timers.enable({ apis: ["setTimeout"] });
  const taken = taking.takeOver((routes) => said.push(`got ${routes.length}`));
  await new Promise(setImmediate);
  mock.timers.tick(2999);
  await new Promise(setImmediate);
  assert.equal(taking.running, false);
  mock.timers.tick(1);
  await taken;
  assert.equal(taking.running, true);
  await new Promise(setImmediate);
  assert.deepEqual(said, ["got 0", "frozen lost"]);
});
