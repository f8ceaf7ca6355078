// What was signed on the light page, on its way to the server.

import assert from "node:assert/strict";
import { test } from "node:test";
import { install } from "./browser.mjs";

/** @import { Signed } from "../../app/web_shell/light/box.js" */

install({ IDBDatabase: class { transaction() {} } }); // durable.js changes it
const { makeAnswer } = await import("../../app/web_shell/light/meeting.js");
const { bring, settle } = await import("../../app/web_shell/light/send.js");

/**
 * A meeting that was signed; the signature is none, nobody here checks it.
 * @param {number} number
 * @returns {Promise<Signed>}
 */
async function signed(number) {
  const { publicKey } = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]));
  const key = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const answer = await makeAnswer(new Uint8Array(32).fill(number), 1, key, async () => new Uint8Array(64));
  return { proposal: String(number), asked: Uint8Array.of(number), answer, sent: false };
}

/** @param {Signed[]} all */
function box(all) {
  /** @type {Signed[]} */
  const settled = [];
  return { all: async () => all, settle: async (/** @type {Signed} */ one) => void settled.push(one), settled };
}

/** @param {() => Promise<Response>} answer */
function server(answer) {
  /** @type {any[]} */
  const bodies = [];
  install({
    fetch: (/** @type {string} */ _path, /** @type {RequestInit} */ { body }) => {
      bodies.push(JSON.parse(String(body)));
      return answer();
    },
  });
  return bodies;
}

test("a meeting that the server has, or had already, is sent; one that it refuses keeps the code", () => {
  const one = { proposal: "1", asked: new Uint8Array(), answer: new Uint8Array(), sent: false };
  assert.deepEqual(settle(one, { id: "a", status: "stored" }, "a"), { ...one, sent: true });
  assert.deepEqual(settle(one, { id: "a", status: "known" }, "a"), { ...one, sent: true });
  assert.deepEqual(settle(one, { id: "a", status: "refused", code: "other-week" }, "a"), { ...one, refused: "other-week" });
  assert.equal(settle(one, { id: "b", status: "stored" }, "a"), null); // of something else
  assert.equal(settle(one, { id: "a", status: "later" }, "a"), null);
});

test("only what waits is sent, twenty-five at most, as base64url without padding", async () => {
  const [one] = [await signed(255)];
  const all = [{ ...one, sent: true }, { ...one, refused: "x" }, ...Array.from({ length: 30 }, () => one)];
  const bodies = server(async () => Response.json({ meetings: [] }));
  await bring(box(all));
  assert.equal(bodies[0].meetings.length, 25);
  assert.equal(bodies[0].meetings[0][0], "_w");
});

test("nothing is asked of the server when nothing waits", async () => {
  const bodies = server(async () => Response.json({ meetings: [] }));
  await bring(box([]));
  assert.deepEqual(bodies, []);
});

test("being without network, and a server that is busy, change nothing and are no fault", async () => {
  for (const answer of [() => Promise.reject(new TypeError("Failed to fetch")), async () => new Response("", { status: 503 })]) {
    const kept = box([await signed(1)]);
    server(answer);
    await bring(kept);
    assert.deepEqual(kept.settled, []);
  }
});

test("any other error is not swallowed: an answer of another shape, and a meeting that cannot be read", async () => {
  server(async () => Response.json({ sorry: true }));
  await assert.rejects(bring(box([await signed(1)])), TypeError);
  server(async () => Response.json({ meetings: [{ id: "a", status: "stored" }] }));
  await assert.rejects(bring(box([{ ...(await signed(1)), answer: Uint8Array.of(1) }])));
});
