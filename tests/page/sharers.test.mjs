// Several newcomers who share a browser: who begins, what a switch takes along, and who comes back into a list that was lost.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { beginAt, settleIn } from "../../app/web_shell/owner.js";
import { addSharers, begin, beginsAs, heal, isShared, leaveList, sharers, storeOf } from "../../app/web_shell/sharers.js";
import { BlockedStorage, FakeCaches, FakeStorage, install } from "./browser.mjs";

const AMINA = { slot: 1, sign: 3, lock: "", wrong: 0, at: 0 };
const YUSUF = { slot: 2, sign: 0, lock: "", wrong: 0, at: 0 };
const LOCKED = { ...AMINA, lock: "aa:bb" };

let reloads = 0;
const location = { reload: () => (reloads += 1) };
beforeEach(() => install({ location, localStorage: new FakeStorage(), sessionStorage: new FakeStorage(), caches: new FakeCaches(), addEventListener() {} }));

/** @param {object[]} list */
const listed = (list) => localStorage.setItem("veertig.people", JSON.stringify(list));

/** The ops that Python may ask for, and the links that wait for the app. */
function ops() {
  /** @type {Map<string, (args: any) => any>} */
  const all = new Map();
  /** @type {string[]} */
  const links = [];
  addSharers({ on: (name, act) => all.set(name, act) }, { add: (route) => ({ id: links.push(route), route }) });
  return { ask: async (/** @type {string} */ name, args = {}) => all.get(name)?.(args), links };
}

test("a newcomer who is alone begins at once, with the data from before there were others", () => {
  assert.deepEqual(begin("phone"), { store: "phone", slot: "1", people: "" });
  assert.equal(isShared(), false);
});

test("where two share a browser nobody's data is named before one of them is chosen", () => {
  listed([AMINA, YUSUF]);
  assert.equal(begin("phone").store, "");
  assert.equal(begin("phone").slot, "0");
  assert.deepEqual(begin("buddy"), { store: "buddy", slot: "1", people: "" });
});

test("who was chosen begins once, and the next start asks again", async () => {
  listed([AMINA, YUSUF]);
  reloads = 0;
  const page = ops();
  await page.ask("people-switch", { slot: 2, route: "/s/123", along: "" });
  assert.deepEqual([page.links, reloads], [["/s/123"], 1]);
  assert.equal(begin("phone").store, "phone-2");
  assert.equal(begin("phone").store, "");
});

test("only somebody of the list can be chosen, and a lock is asked for also where one is left", () => {
  assert.equal(beginsAs([AMINA, YUSUF], 3), 0);
  assert.equal(beginsAs([YUSUF], 0), 2);
  assert.equal(beginsAs([LOCKED], 0), 0);
  assert.equal(beginsAs([LOCKED], 1), 1);
  assert.deepEqual([0, 1, 2, 9].map(storeOf), ["", "phone", "phone-2", "phone-9"]);
});

test("a secret that goes along stands in no address, and is given once", async () => {
  listed([AMINA, YUSUF]);
  const page = ops();
  await page.ask("people-switch", { slot: 2, route: "", along: "VEERTIG-CARD:123" });
  assert.deepEqual(page.links, []);
  assert.equal(await page.ask("people-hand"), "VEERTIG-CARD:123");
  assert.equal(await page.ask("people-hand"), "");
});

test("when a second one comes, the last picture of the first one's home is forgotten", async () => {
  await (await caches.open("veertig-home")).put("/home", new Response("her hours"));
  await ops().ask("people-keep", { people: JSON.stringify([AMINA, YUSUF]) });
  assert.equal(await (await caches.open("veertig-home")).match("/home"), undefined);
  assert.deepEqual(sharers(), [AMINA, YUSUF]);
});

test("who has a key here comes back into a list that was lost or cannot be read, with a picture of their own", () => {
  heal(["phone", "buddy"]);
  assert.deepEqual(sharers(), []);
  localStorage.setItem("veertig.people", "{not a list");
  heal(["phone-2", "phone", "buddy", "display-12345678"]);
  assert.deepEqual(sharers(), [{ slot: 1, sign: 0 }, { slot: 2, sign: 1 }]);
  heal(["phone", "phone-2", "phone-3"]);
  assert.deepEqual(sharers().map(({ slot, sign }) => [slot, sign]), [[1, 0], [2, 1], [3, 2]]);
});

test("who leaves is out of the list, and the last one takes the list along", () => {
  listed([AMINA, YUSUF]);
  assert.equal(leaveList(1), 1);
  assert.deepEqual(sharers(), [YUSUF]);
  assert.equal(leaveList(2), 0);
  assert.equal(localStorage.getItem("veertig.people"), null);
});

test("a browser that stores nothing has no sharers, and starts", () => {
  install({ localStorage: new BlockedStorage() });
  assert.deepEqual(sharers(), []);
  assert.equal(isShared(), false);
  assert.equal(beginAt("#/buddy"), "#/buddy");
  assert.ok(settleIn);
});
