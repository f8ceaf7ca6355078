// Who asked for the camera, and who gets its answer.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { addScanOp } from "../../app/web_shell/scan_op.js";

/** @import { Asked } from "../../app/web_shell/scan_op.js" */
/** @import { Answer } from "../../app/web_shell/sighting.js" */

/** @type {(args: Asked) => any} */
let scan;
/** @type {(args: Asked) => void} */
let openEarly;
/** @type {string[]} */
let told;
/** @type {PromiseWithResolvers<Answer>[]} */
let cameras;

beforeEach(() => {
  told = [];
  cameras = [];
  const bridge = {
    on: (/** @type {string} */ _op, /** @type {any} */ act) => {
      scan = act;
    },
    event: (/** @type {string} */ event) => told.push(event),
  };
  openEarly = addScanOp(bridge, () => {
    const camera = Promise.withResolvers();
    cameras.push(camera);
    return camera.promise;
  });
});

const READ = { texts: ["x"] };

test("Python asks, the camera opens, and Python gets the answer", async () => {
  const answer = scan({});
  cameras[0]?.resolve(READ);
  assert.deepEqual(await answer, READ);
  assert.deepEqual(told, []);
});

test("who asks while a camera is open hears that it is busy, and no second one opens", async () => {
  const first = scan({});
  assert.deepEqual(await scan({}), { code: "busy" });
  assert.equal(cameras.length, 1);
  cameras[0]?.resolve(READ);
  await first;
  scan({});
  assert.equal(cameras.length, 2);
});

test("what was read before the app ran waits for it, and is given once", async () => {
  openEarly({});
  assert.deepEqual(told, ["scan"]);
  cameras[0]?.resolve(READ);
  assert.deepEqual(await scan({}), READ);
  scan({});
  assert.equal(cameras.length, 2);
});

test("a second tap on the early button opens nothing more", () => {
  openEarly({});
  openEarly({});
  assert.equal(cameras.length, 1);
  assert.deepEqual(told, ["scan"]);
});

test("a camera that fails is not open any more: the next tap opens it again", async () => {
  const first = scan({});
  cameras[0]?.reject(new Error("odd"));
  await assert.rejects(first);
  const second = scan({});
  cameras[1]?.resolve(READ);
  assert.deepEqual(await second, READ);
});
