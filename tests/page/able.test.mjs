// Whether a browser is able to run the app: each part is missing, throws, or never answers, and the person is told before anything begins.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { FakeStorage, install } from "./browser.mjs";

install({ IDBDatabase: class { transaction() {} } }); // durable.js changes it
const { obstacle } = await import("../../app/web_shell/able.js");

const never = new Promise(() => {});
const fails = () => {
  throw new TypeError("no");
};
const real = { wasm: WebAssembly, channel: BroadcastChannel, crypto };

/** A database whose keys are empty. */
class Database {
  /** @type {DOMException | null} */
  static error = null;
  static isSilent = false;
  static open = () => {
    const request = { result: new Database(), error: Database.error, onsuccess: () => {}, onerror: () => {} };
    if (!Database.isSilent) queueMicrotask(() => (Database.error ? request.onerror() : request.onsuccess()));
    return request;
  };
  transaction() {
    const work = { oncomplete: () => {}, objectStore: () => ({ count: () => ({ result: 0 }) }) };
    queueMicrotask(() => work.oncomplete());
    return work;
  }
  close() {}
}

class FakeWorker {
  static message = "";
  static isSilent = false;
  onmessage = () => {};
  onerror = (/** @type {{message: string}} */ _) => {};
  constructor() {
    if (!FakeWorker.isSilent) queueMicrotask(() => (FakeWorker.message ? this.onerror({ message: FakeWorker.message }) : this.onmessage()));
  }
  terminate() {}
}

/** A browser in which everything works. */
function good() {
  Database.error = null;
  Database.isSilent = FakeWorker.isSilent = false;
  FakeWorker.message = "";
  return {
    navigator: {
      userAgent: "good",
      locks: { request: async (/** @type {string} */ _name, /** @type {object} */ _options, /** @type {(lock: object) => unknown} */ act) => act({}) },
    },
    indexedDB: { open: Database.open },
    localStorage: new FakeStorage(),
    document: { createElement: () => ({ showModal: () => {} }) },
    OffscreenCanvas: class { getContext() {} },
    Worker: FakeWorker,
    WebAssembly: real.wasm,
    BroadcastChannel: real.channel,
    crypto: real.crypto,
  };
}

beforeEach(() => install(good()));

test("a browser in which everything works is able, and it is not tried again", async () => {
  assert.equal(await obstacle(), "");
  install({ Worker: class { constructor() { fails(); } } });
  assert.equal(await obstacle(), "");
  install({ navigator: { ...good().navigator, userAgent: "another" } });
  assert.equal(await obstacle(), "old");
});

const MISSING = {
  WebAssembly: [{ WebAssembly: undefined }, { WebAssembly: { validate: fails } }, { WebAssembly: { validate: () => false } }],
  BroadcastChannel: [{ BroadcastChannel: undefined }, { BroadcastChannel: class { constructor() { fails(); } } }],
  locks: [{ navigator: { userAgent: "x" } }, { navigator: { userAgent: "x", locks: { request: fails } } }],
  crypto: [{ crypto: {} }, { crypto: { subtle: { digest: fails } } }, { crypto: { subtle: real.crypto.subtle, randomUUID: fails } }],
  dialog: [{ document: { createElement: () => ({}) } }, { document: { createElement: fails } }],
  OffscreenCanvas: [{ OffscreenCanvas: undefined }, { OffscreenCanvas: class { constructor() { fails(); } } }],
  Worker: [{ Worker: undefined }, { Worker: class { constructor() { fails(); } } }],
  indexedDB: [{ indexedDB: undefined }],
};
for (const [name, ways] of Object.entries(MISSING)) {
  test(`${name} is missing or throws: the browser is too old`, async () => {
    for (const way of ways) {
      install({ ...good(), ...way });
      assert.equal(await obstacle(), "old");
      assert.equal(localStorage.getItem("veertig.tried"), null);
    }
  });
}

test("functions of the language that are missing: the browser is too old", async () => {
  for (const [owner, name] of /** @type {[any, string][]} */ ([[Array.prototype, "at"], [Object, "hasOwn"], [String.prototype, "replaceAll"]])) {
    const kept = owner[name];
    Reflect.deleteProperty(owner, name);
    const seen = await obstacle();
    Object.defineProperty(owner, name, { value: kept, configurable: true, writable: true });
    assert.equal(seen, "old", name);
  }
});

test("a worker that knows no modules is an old browser; one that was not fetched is trouble", async () => {
  FakeWorker.message = "SyntaxError: import.meta may only appear in a module";
  assert.equal(await obstacle(), "old");
});

test("a database that is refused: the window keeps nothing. A full phone, or a damaged file, starts: the app has pictures for them", async () => {
  for (const name of ["SecurityError", "InvalidStateError"]) {
    Database.error = new DOMException("no", name);
    assert.equal(await obstacle(), "blocked");
  }
  for (const name of ["QuotaExceededError", "UnknownError", "AbortError"]) {
    localStorage.removeItem("veertig.tried");
    Database.error = new DOMException("no", name);
    assert.equal(await obstacle(), "");
  }
});

test("what never answers is trouble after ten seconds, and is tried again the next time", async () => {
  const silent = [
    () => (Database.isSilent = true),
    () => (FakeWorker.isSilent = true),
    () => install({ navigator: { userAgent: "x", locks: { request: () => never } } }),
  ];
  for (const break_ of silent) {
    install(good());
    break_();
    mock.timers.enable({ apis: ["setTimeout"] });
    const result = obstacle();
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    mock.timers.tick(10_000);
    mock.timers.reset();
    assert.equal(await result, "trouble");
    assert.equal(localStorage.getItem("veertig.tried"), null);
  }
});
