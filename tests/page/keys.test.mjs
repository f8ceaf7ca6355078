// The key of a browser whose WebCrypto has Ed25519: made and kept so that no script can read it, wherever such a key can be kept.

import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { beforeEach, test } from "node:test";
import { installDatabases } from "./browser.mjs";

let databases = installDatabases();
const { hasKeyPair, keyPair, otherKeys, publicKey, rehearse, sign } = await import("../../app/web_shell/keys.js");
const { faultOf } = await import("../../app/web_shell/storage_faults.js");

/** @import { Pair } from "../../app/web_shell/keys.js" */

const MESSAGE = new Uint8Array([4, 0]);
const PREFIX = Buffer.from("302a300506032b6570032100", "hex"); // of an Ed25519 public key in DER

beforeEach(() => {
  databases = installDatabases();
});

/** What is kept for the buddy; undefined where nothing is. */
const kept = () => /** @type {any} */ (databases.all.get("veertig-keys")?.get("pairs")?.get("buddy"));
const isLost = (/** @type {unknown} */ error) => faultOf(error) === "start-again";

/** @param {Pair} pair */
async function signs(pair) {
  const key = createPublicKey({ key: Buffer.concat([PREFIX, await publicKey(pair)]), format: "der", type: "spki" });
  return verify(null, MESSAGE, key, await sign(pair, MESSAGE));
}

test("a new key is a pair of WebCrypto that no script can read, and the next start has the same", async () => {
  const pair = await keyPair("buddy");
  assert.equal(kept().privateKey.extractable, false);
  assert.deepEqual(Object.keys(kept()).sort(), ["privateKey", "publicKey"]);
  assert.ok(await signs(pair));
  assert.deepEqual(await publicKey(await keyPair("buddy")), await publicKey(pair));
  assert.deepEqual(await otherKeys("phone"), [await publicKey(pair)]);
});

test("a window that can keep no key of WebCrypto keeps the key all the same, and it is used so when the window can", async () => {
  databases.keepsNoKeys = true;
  await rehearse("buddy");
  const pair = await keyPair("buddy");
  assert.ok(await signs(pair));
  databases.keepsNoKeys = false;
  const again = await keyPair("buddy");
  assert.deepEqual(await publicKey(again), await publicKey(pair));
  assert.ok(await signs(again));
  assert.ok("privateKey" in (await keyPair("phone"))); // a new one is made the better way
});

test("a rehearsal keeps nothing, not even where a key can be kept", async () => {
  await rehearse("buddy");
  assert.equal(await hasKeyPair("buddy"), false);
  assert.deepEqual([...(databases.all.get("veertig-keys")?.get("pairs")?.keys() ?? [])], []);
});

test("what no window can do is told by the rehearsal, before anybody has begun, and a full phone is not stopped by it", async () => {
  databases.lost = 9;
  await assert.rejects(rehearse("buddy"), isLost);
  databases.lost = 0;
  databases.isFull = true;
  await rehearse("buddy");
  await assert.rejects(keyPair("buddy"), (error) => faultOf(error) === "storage-full");
});

test("a connection that is lost once is opened again, and one that stays lost is no full phone and no old one", async () => {
  for (databases.lost = 1; !(await hasKeyPair("buddy")); ) {
    await keyPair("buddy");
    databases.lost = 1;
  }
  assert.equal(databases.lost, 0);
  databases.lost = 2;
  await assert.rejects(keyPair("buddy"), isLost);
});

test("of two tabs that make a key at once the first one's stays", async () => {
  const [one, other] = await Promise.all([keyPair("buddy"), keyPair("buddy")]);
  assert.deepEqual(await publicKey(one), await publicKey(other));
});
