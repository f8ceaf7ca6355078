// The picture of a recovery card: where its parts are.

import assert from "node:assert/strict";
import { test } from "node:test";
import { layOut, WIDE } from "../../app/web_shell/card_image.js";

const PICTURES = Array.from({ length: 10 }, (_, at) => `card/0${at}`);
const CODE = Array.from({ length: 29 }, () => "1".repeat(29));
/** @param {boolean} rtl */
const sheet = (rtl) => ({ code: CODE, pictures: PICTURES, above: ["Veertig", "a", "b"], below: ["c"], rtl });

test("the ten pictures stand in two rows of five and keep their numbers in either direction", () => {
  for (const rtl of [false, true]) {
    const { places } = layOut(sheet(rtl));
    assert.deepEqual(
      places.map(({ name, number }) => [name, number]),
      PICTURES.map((name, at) => [name, `${at + 1}`]),
    );
    assert.equal(new Set(places.map(({ y }) => y)).size, 2);
    const [first, second] = places;
    assert.equal((first?.x ?? 0) > (second?.x ?? 0), rtl);
  }
});

test("every module of the code is whole pixels, with four modules of white around it, and nothing lies over anything", () => {
  const { code, lines, places, high } = layOut(sheet(false));
  assert.equal(code.module, Math.floor(code.module));
  const end = code.y + code.module * CODE.length;
  const [above, below] = [lines.filter(({ y }) => y < code.y), lines.filter(({ y }) => y > end)];
  assert.equal(above.length, 3);
  assert.equal(below.length, 1);
  assert.ok(above.every(({ y }) => y <= code.y - 4 * code.module));
  assert.ok(places.every(({ x, y }) => y >= end + 4 * code.module && x >= 0 && x < WIDE && y < high));
});
