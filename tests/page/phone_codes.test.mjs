// The codes that an old phone shows one after the other, as the camera meets them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { codeIn, PhoneCodes } from "../../app/web_shell/phone_codes.js";

/** @param {string} name */
const texts = (name) => JSON.parse(readFileSync(new URL(`../vectors/handover/${name}.json`, import.meta.url), "utf8")).texts;

const SEVERAL = texts("several");
const OTHER = texts("secret-only");

test("nothing is answered before the last code, and then all of them in their order", () => {
  const codes = new PhoneCodes();
  for (const text of SEVERAL.slice(1)) assert.equal(codes.see([text], 0), null);
  assert.deepEqual(codes.there, [false, ...SEVERAL.slice(1).map(() => true)]);
  assert.equal(codes.see([SEVERAL[1]], 1), null);
  assert.deepEqual(codes.see([SEVERAL[0]], 2), { texts: SEVERAL });
});

test("a single code is the whole", () => {
  assert.deepEqual(new PhoneCodes().see(OTHER, 0), { texts: OTHER });
});

test("codes of two phones do not mix: the tiles are those of the newest, and each ends for itself", () => {
  const [one, two] = texts("with-another"); // the second is of another handover of as many codes
  const codes = new PhoneCodes();
  codes.see([one], 0);
  codes.see([two], 1);
  assert.deepEqual(codes.there.filter(Boolean), [true]);
  let answer = null;
  for (const text of SEVERAL) answer = codes.see([text], 2);
  assert.deepEqual(answer, { texts: SEVERAL });
});

test("a photo of each code is as good, and a photo without one changes nothing", () => {
  const codes = new PhoneCodes();
  let answer = null;
  for (const text of SEVERAL) answer = codes.inPhoto([text]);
  assert.deepEqual(answer, { texts: SEVERAL });
  assert.equal(new PhoneCodes().inPhoto([]), null);
});

test("another code is answered as elsewhere until the first of a phone was read, and looked past after it", () => {
  const link = "https://veertig.example/#/s/1234";
  assert.deepEqual(new PhoneCodes().see([link], 0), { texts: [link] });
  const codes = new PhoneCodes();
  codes.see([SEVERAL[0]], 0);
  assert.equal(codes.see([link], 1), null);
});

test("what is not spelled so is no code of a phone", () => {
  const good = SEVERAL[0];
  const odd = ["", "VEERTIG-PHONE:", "VEERTIG-PHONE:1", `${good} `, good.toLowerCase(), good.replace("PHONE", "CARD"), ...texts("beyond"), ...texts("later-form")];
  for (const text of odd) assert.equal(codeIn(text), null, text);
  assert.equal(codeIn(good)?.count, SEVERAL.length);
});
