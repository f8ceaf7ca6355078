// What a tab keeps of links, a role of its starts, and how far the app has arrived.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Arrival } from "../../app/web_shell/arrival.js";
import { Links } from "../../app/web_shell/links.js";
import { isWanted, keep, recall } from "../../app/web_shell/memory.js";
import { beginStart } from "../../app/web_shell/unfinished.js";
import { FakeCaches, FakeStorage, install } from "./browser.mjs";

const MEMORY = new Uint8Array([1, 2, 3]);

beforeEach(() => install({ sessionStorage: new FakeStorage(), localStorage: new FakeStorage(), caches: new FakeCaches() }));

const routes = (/** @type {Links} */ links) => links.open.map(({ route }) => route);

test("a link that was opened is still open after a reload, until the app says that it is done", () => {
  const links = new Links("phone");
  const first = links.add("/s/1");
  links.add("/s/2");
  assert.deepEqual(routes(new Links("phone")), ["/s/1", "/s/2"]);
  links.done(first.id);
  assert.deepEqual(routes(new Links("phone")), ["/s/2"]);
  links.clear();
  assert.deepEqual(routes(new Links("phone")), []);
});

test("the same link twice is two links, and another role's are not ours", () => {
  const links = new Links("phone");
  assert.notEqual(links.add("/s/1").id, links.add("/s/1").id);
  assert.deepEqual([routes(links), routes(new Links("buddy"))], [["/s/1", "/s/1"], []]);
});

test("two starts that did not come to an end are one too many for the copy of Python's memory", async () => {
  await keep(MEMORY);
  for (let start = 0; start < 2; start += 1) {
    await beginStart("phone");
    assert.deepEqual(await recall(), MEMORY);
  }
  await beginStart("phone");
  assert.equal(await recall(), null);
});

test("a start that comes to an end, and unfinished ones of another role, put no suspicion on it", async () => {
  await keep(MEMORY);
  await beginStart("phone");
  (await beginStart("phone"))();
  for (let start = 0; start < 2; start += 1) await beginStart("phone");
  await beginStart("buddy");
  assert.deepEqual(await recall(), MEMORY);
});

test("a copy is made where there is none, memory for it, and room", async () => {
  const device = (/** @type {number | undefined} */ deviceMemory, free = 1e9) =>
    install({ navigator: { deviceMemory, storage: { estimate: async () => ({ quota: 2e9, usage: 2e9 - free }) } } });
  device(undefined);
  assert.equal(await isWanted(), true);
  for (const small of [0.5, 1, 2]) {
    device(small); // a second Python beside the running app would end both
    assert.equal(await isWanted(), false);
  }
  device(4, 1e8);
  assert.equal(await isWanted(), false);
  device(4);
  await keep(MEMORY);
  assert.equal(await isWanted(), false);
});

test("tiles are laid by bytes up to 85 of 100, then by three steps, and a file that grows counts once", () => {
  const arrival = new Arrival();
  assert.equal(arrival.part, 0);
  arrival.bytes({ file: "a", bytes: 10, total: 100 });
  arrival.bytes({ file: "a", bytes: 30, total: 100 });
  arrival.bytes({ file: "b", bytes: 20, total: 100 });
  assert.ok(Math.abs(arrival.part - 0.425) < 1e-9);
  arrival.bytes({ file: "c", bytes: 500, total: 100 }); // more than was listed is still all
  assert.ok(Math.abs(arrival.part - 0.85) < 1e-9);
  for (let step = 0; step < 3; step += 1) arrival.step();
  assert.ok(Math.abs(arrival.part - 1) < 1e-9);
});
