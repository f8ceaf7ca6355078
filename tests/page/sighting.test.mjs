// What the camera saw, and what is answered to it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { cameraCode, choose, inPhoto, restAfter, Sighting } from "../../app/web_shell/sighting.js";

const OURS = "https://veertig.example/#/s/1234";
const OTHER = "http://localhost:8000/#/m/99";
const FOREIGN = "https://shop.example/menu";

test("a code of ours is handed on at once", () => {
  assert.deepEqual(new Sighting().see([OURS], 5), { texts: [OURS] });
});

test("all different codes of ours are handed on, each once, and no foreign one beside them", () => {
  assert.deepEqual(new Sighting().see([OURS, FOREIGN, OTHER, OURS], 5), { texts: [OURS, OTHER] });
});

test("a foreign code waits 800 milliseconds for one of ours, from when the first was seen", () => {
  const sighting = new Sighting();
  assert.equal(sighting.see([FOREIGN], 0), null);
  assert.equal(sighting.see([], 400), null);
  assert.equal(sighting.see([FOREIGN], 799), null);
  assert.deepEqual(sighting.see([FOREIGN], 800), { texts: [FOREIGN] });
});

test("one of ours that comes while a foreign one waits wins", () => {
  const sighting = new Sighting();
  sighting.see([FOREIGN], 0);
  assert.deepEqual(sighting.see([FOREIGN, OURS], 900), { texts: [OURS] });
});

test("an empty picture is looked past, however long", () => {
  const sighting = new Sighting();
  assert.equal(sighting.see([], 0), null);
  assert.equal(sighting.see([""], 100_000), null);
});

test("only a text with a link of ours in it is ours, whatever stands around the link", () => {
  for (const text of [`${OURS} `, `Scan: ${OURS}.`, "https://a.example/x#/s/1"]) assert.deepEqual(choose([text]), { ours: [text], foreign: undefined });
  const near = ["/s/256", "#/s/256", "https://a.example/#/scan/1", "ftp://a.example/#/s/1", "https://a.example/s/1"];
  for (const text of near) assert.deepEqual(choose([text]), { ours: [], foreign: text });
});

test("a recovery card is ours, though it is no link, and is handed on at once", () => {
  assert.deepEqual(new Sighting().see(["VEERTIG-CARD:123", FOREIGN], 0), { texts: ["VEERTIG-CARD:123"] });
});

test("a photo is answered at once, also by a foreign code, and by nothing when there is none in it", () => {
  assert.deepEqual(inPhoto([FOREIGN, OURS]), { texts: [OURS] });
  assert.deepEqual(inPhoto([FOREIGN, OTHER.replace("#", "")]), { texts: [FOREIGN] });
  assert.equal(inPhoto([]), null);
});

test("each reason why there is no camera has one code, and an unknown one has a code too", () => {
  const reasons = { NotAllowedError: "denied", NotFoundError: "no-camera", NotReadableError: "busy", InsecureError: "insecure" };
  for (const [name, code] of Object.entries(reasons)) assert.equal(cameraCode(new DOMException("", name)), code);
  assert.equal(cameraCode({ name: "OverconstrainedError" }), "no-camera"); // in some browsers no Error
  assert.equal(cameraCode(new TypeError("odd")), "camera");
});

test("a rest is as long as the frame took, and never shorter than 40 milliseconds", () => {
  assert.deepEqual([restAfter(3), restAfter(250)], [40, 250]);
});
