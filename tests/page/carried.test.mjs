// The recovery secret goes along to an iPhone's home-screen app in a cookie, and until it does that app is not offered.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { FakeStorage, install } from "./browser.mjs";

const SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
const IPAD = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15";
const ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36";
const SECRET = "fbff00112233445566778899aabbccdd"; // + and / in base64

/** The server and the cookie of one browser, or of one app on the home screen. */
class FakeServer {
  cookie = "";
  status = 200;
  isReachable = true;
  keeps = true; // what is written comes back
  /** @type {string[]} */
  asked = [];

  fetch = async (/** @type {string} */ path, /** @type {RequestInit} */ { method = "GET", headers, body }) => {
    assert.equal(path, "/v1/secret");
    this.asked.push(method);
    if (!this.isReachable) throw new TypeError("Failed to fetch");
    if (this.status !== 200) return new Response("{}", { status: this.status });
    if (method === "POST") {
      assert.deepEqual(headers, { "Content-Type": "application/json" });
      if (this.keeps) this.cookie = JSON.parse(String(body)).secret;
      return new Response("{}");
    }
    return new Response(JSON.stringify({ secret: this.cookie }));
  };
}

const page = new EventTarget();
let server = new FakeServer();
/** @type {Record<string, any>} */
let device = {};
install({
  addEventListener: page.addEventListener.bind(page),
  dispatchEvent: page.dispatchEvent.bind(page),
  matchMedia: () => ({ matches: false }),
  fetch: (/** @type {string} */ path, /** @type {RequestInit} */ how) => server.fetch(path, how),
});
const { addNote } = await import("../../app/web_shell/note.js");
const { addInstaller, way } = await import("../../app/web_shell/install.js");

/** @type {Map<string, (args: any) => any>} */
let ops;
/** @type {unknown[]} */
let told;

/** The page starts in this browser: with its own store and the cookies of `server`. */
function open(/** @type {Record<string, any>} */ navigator = {}, storage = new FakeStorage()) {
  device = { userAgent: SAFARI, platform: "iPhone", maxTouchPoints: 5, ...navigator };
  install({ navigator: device, localStorage: storage });
  ops = new Map();
  told = [];
  const bridge = { on: (/** @type {string} */ op, /** @type {any} */ act) => ops.set(op, act), event: (/** @type {string} */ name, /** @type {unknown} */ data) => told.push([name, data]) };
  addInstaller(/** @type {any} */ (bridge));
  addNote(bridge, "phone");
  return storage;
}

/** @param {string} op */
const ask = (op, more = {}) => ops.get(op)?.({ role: "phone", ...more });
/** Until nothing is on its way to the server. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

beforeEach(() => {
  server = new FakeServer();
});

test("an app on the home screen, with a store of its own and the cookies of Safari, finds the secret", async () => {
  open();
  assert.equal(await ask("note"), "");
  ask("leave-note", { text: SECRET });
  await settled();
  assert.match(server.cookie, /^[\w-]{22}$/); // base64url, as the server wants it
  open({ standalone: true });
  assert.equal(await ask("note"), SECRET);
});

test("the note in this store comes before the cookie, and then the server is not asked", async () => {
  const storage = new FakeStorage();
  storage.setItem("veertig.note.phone", SECRET);
  open({}, storage);
  assert.equal(await ask("note"), SECRET);
  assert.deepEqual(server.asked, []);
});

test("without network, or when the server is busy, nobody can tell; who asks again later is told", async () => {
  server.cookie = "-_8AESIzRFVmd4iZqrvM3Q";
  server.isReachable = false;
  open();
  assert.equal(await ask("note"), false);
  server.isReachable = true;
  for (const status of [503, 500, 429]) {
    server.status = status;
    assert.equal(await ask("note"), false);
  }
  server.status = 200;
  assert.equal(await ask("note"), SECRET);
});

test("a server that does not know this address, or answers something else, knows of no secret", async () => {
  open();
  for (const status of [404, 403, 405]) {
    server.status = status;
    assert.equal(await ask("note"), "");
  }
  install({ fetch: async () => new Response("<!DOCTYPE html>") });
  assert.equal(await ask("note"), "");
  install({ fetch: (/** @type {string} */ path, /** @type {RequestInit} */ how) => server.fetch(path, how) });
});

test("the home screen is offered when the secret came back from the cookie, and not before", async () => {
  open();
  assert.deepEqual([way(), told], ["", []]);
  ask("leave-note", { text: SECRET });
  await settled();
  assert.deepEqual([way(), told], ["share", [["installable", { way: "share" }]]]);
});

for (const [what, broken] of /** @type {[string, Partial<FakeServer>][]} */ ([
  ["there is no network", { isReachable: false }],
  ["the server refuses", { status: 403 }],
  ["the browser keeps no cookie", { keeps: false }],
  ["another secret comes back", { keeps: false, cookie: "AAAAAAAAAAAAAAAAAAAAAA" }],
])) {
  test(`the home screen is not offered when ${what}`, async () => {
    Object.assign(server, broken);
    open();
    ask("leave-note", { text: SECRET });
    await settled();
    assert.deepEqual([way(), told], ["", []]);
  });
}

test("an app that runs from the home screen offers nothing, whatever is in the cookie", async () => {
  open({ standalone: true });
  ask("leave-note", { text: SECRET });
  await settled();
  assert.equal(way(), "");
});

test("only a Safari that copies cookies is offered the home screen; elsewhere a card is offered in its place", async () => {
  const others = [
    SAFARI.replace("Version/18.5", "Version/17.1"),
    SAFARI.replace("Version/18.5", "Version/16.6"),
    SAFARI.replace("Version/18.5", "CriOS/140.0"), // Chrome; it has cookies of its own
    SAFARI.replace("Version/18.5 ", "").replace(" Safari/604.1", ""), // the window of an app
  ];
  for (const [userAgent, offered] of [...others.map((agent) => [agent, "card"]), [SAFARI, "share"], [SAFARI.replace("Version/18.5", "Version/17.2"), "share"]]) {
    open({ userAgent });
    ask("leave-note", { text: SECRET });
    await settled();
    assert.equal(way(), offered, userAgent);
  }
  open({ userAgent: IPAD, platform: "MacIntel" });
  ask("leave-note", { text: SECRET });
  await settled();
  assert.equal(way(), "share");
});

test("the cookie is written once a day", async () => {
  const storage = open();
  ask("leave-note", { text: SECRET });
  await settled();
  open({}, storage);
  ask("leave-note", { text: SECRET });
  await settled();
  assert.deepEqual(server.asked, ["GET", "POST", "GET"]);
  assert.deepEqual([way(), told.length], ["share", 2]); // at once, and when it is known anew
  storage.setItem("veertig.carried", "yesterday");
  ask("leave-note", { text: SECRET });
  await settled();
  assert.deepEqual(server.asked.slice(3), ["POST", "GET"]);
});

test("no other phone and no other role asks or writes", async () => {
  for (const navigator of [{ userAgent: ANDROID, platform: "Linux armv8l" }, { userAgent: IPAD, platform: "MacIntel", maxTouchPoints: 0 }]) {
    open(navigator);
    assert.equal(await ask("note"), "");
    ask("leave-note", { text: SECRET });
    await settled();
    assert.equal(localStorage.getItem("veertig.note.phone"), SECRET);
  }
  assert.deepEqual(server.asked, []);
  open();
  for (const role of ["buddy", "counsellor", "display-12345678"]) {
    assert.equal(await ask("note", { role }), "");
    ask("leave-note", { role, text: SECRET });
  }
  await settled();
  assert.deepEqual(server.asked, ["GET"]); // the newcomer's own, at the start
});
