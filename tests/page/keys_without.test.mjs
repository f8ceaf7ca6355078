// The key of a browser whose WebCrypto has no Ed25519: the same signatures by a library, and a seed that does not lie there readable.

import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, sign as signInNode, verify } from "node:crypto";
import { beforeEach, test } from "node:test";
import { installDatabases, withoutEd25519 } from "./browser.mjs";

let databases = installDatabases();
withoutEd25519();
const { isNative, library, verifyAll } = await import("../../app/web_shell/ed25519.js");
const { keyPair, publicKey, rehearse, sign } = await import("../../app/web_shell/keys.js");
const { verify: verifyOnLightPage } = await import("../../app/web_shell/light/ed25519.js");

const PRIVATE = Buffer.from("302e020100300506032b657004220420", "hex"); // of an Ed25519 seed in DER
const PUBLIC = Buffer.from("302a300506032b6570032100", "hex");
const MESSAGE = new Uint8Array([4, 0]);
// RFC 8032, 7.1: the seed, the public key, the message and the signature of tests 1 to 3.
const PUBLISHED = [
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
];

beforeEach(() => {
  databases = installDatabases();
});

const hex = (/** @type {Uint8Array} */ bytes) => Buffer.from(bytes).toString("hex");
const bytes = (/** @type {string | undefined} */ text) => new Uint8Array(Buffer.from(text ?? "", "hex"));
const kept = () => /** @type {any} */ (databases.all.get("veertig-keys")?.get("pairs")?.get("buddy"));

test("this WebCrypto has no Ed25519, and that is found out by trying", async () => assert.equal(await isNative(), false));

test("the published keys and signatures, and those of any seed, are the same as everywhere", async () => {
  const { publicKeyOf, signWith } = await library();
  for (const [seed, key, message, signature] of PUBLISHED) {
    assert.equal(hex(await publicKeyOf(bytes(seed))), key);
    assert.equal(hex(await signWith(bytes(seed), bytes(message))), signature);
  }
  for (let time = 0; time < 20; time += 1) {
    const [seed, message] = [crypto.getRandomValues(new Uint8Array(32)), crypto.getRandomValues(new Uint8Array(time * 7))];
    const key = createPrivateKey({ key: Buffer.concat([PRIVATE, seed]), format: "der", type: "pkcs8" });
    assert.equal(hex(await signWith(seed, message)), hex(signInNode(null, message, key)));
  }
});

test("the kept seed is encrypted, by a key that no script can read, and no part of it lies there open", async () => {
  await keyPair("buddy");
  const { publicKey: key, seed, wrapping, iv } = kept();
  assert.equal(wrapping.extractable, false);
  const opened = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, wrapping, seed));
  assert.deepEqual(await (await library()).publicKeyOf(opened), key);
  const everything = hex(Buffer.concat([seed, key, iv]));
  for (let at = 0; at < 29; at += 1) assert.ok(!everything.includes(hex(opened.subarray(at, at + 4))));
  await keyPair("phone");
  const other = /** @type {any} */ (databases.all.get("veertig-keys")?.get("pairs")?.get("phone"));
  assert.notEqual(hex(other.iv), hex(iv));
});

test("the next start signs with the same key, and everybody else finds that it holds", async () => {
  await rehearse("buddy");
  const pair = await keyPair("buddy");
  const again = await keyPair("buddy");
  assert.equal(hex(await publicKey(again)), hex(await publicKey(pair)));
  const signature = await sign(again, MESSAGE);
  const key = createPublicKey({ key: Buffer.concat([PUBLIC, await publicKey(pair)]), format: "der", type: "spki" });
  assert.ok(verify(null, MESSAGE, key, signature));
  assert.deepEqual(await verifyAll([[await publicKey(pair), signature, MESSAGE], [await publicKey(pair), signature, signature]]), [true, false]);
  assert.equal(await verifyOnLightPage(await publicKey(pair), signature, MESSAGE), true);
});

test("a window that can keep no key of WebCrypto either keeps the seed as it is", async () => {
  databases.keepsNoKeys = true;
  const pair = await keyPair("buddy");
  assert.deepEqual(await (await library()).publicKeyOf(kept().seed), await publicKey(pair));
});
