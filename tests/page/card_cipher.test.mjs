// The cipher of recovery cards, by WebCrypto, against the vectors that every implementation is held to.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const { open, seal, stretch } = await import("../../app/web_shell/card_cipher.js");

const FOLDER = new URL("../vectors/card/", import.meta.url);
const ROUNDS = 600000;

/** @param {string} hex */
const bytes = (hex) => new Uint8Array(Buffer.from(hex, "hex"));

/** The vectors that say what the pictures come to. */
const vectors = readdirSync(FOLDER)
  .map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")))
  .filter((vector) => vector.stretched)
  .map((vector) => ({ ...vector, context: new Uint8Array([...new TextEncoder().encode("veertig/1/card"), ...bytes(vector.region)]) }));

test("the pictures come to the bytes of the specification, and only they open what was sealed", async () => {
  assert.ok(vectors.length >= 3);
  for (const { pictures, context, stretched, key, nonce, secret, sealed } of vectors) {
    assert.deepEqual(await stretch(new Uint8Array(pictures), context, ROUNDS), bytes(stretched));
    const text = bytes(sealed).subarray(12);
    assert.deepEqual(await seal(bytes(key), bytes(nonce), bytes(secret), context), new Uint8Array(text));
    assert.deepEqual(await open(bytes(key), bytes(nonce), text, context), bytes(secret));
  }
});

test("another card, another region and a changed byte open nothing, and are no error", async () => {
  const [one, other] = vectors;
  const [key, nonce, text] = [bytes(one.key), bytes(one.nonce), bytes(one.sealed).slice(12)];
  const changed = text.slice();
  changed[0] ^= 1;
  assert.equal(await open(bytes(other.key), nonce, text, one.context), false);
  assert.equal(await open(key, nonce, text, new Uint8Array([...one.context, 0])), false);
  assert.equal(await open(key, nonce, changed, one.context), false);
});
