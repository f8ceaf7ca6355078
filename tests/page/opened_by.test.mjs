// A link that another web site opened asks; a link from the phone's camera, from an app or from this site does not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { confirmLink, isForeign } from "../../app/web_shell/opened_by.js";
import { FakeStorage, FakeWindow, install } from "./browser.mjs";

const ORIGIN = "https://veertig.example";
const CAMERA = { site: "", opener: null, referrer: "", origin: ORIGIN };

test("what the browser says of the site counts, and only without it the traces that a page leaves", () => {
  for (const site of ["cross-site", "same-site"]) assert.equal(isForeign({ ...CAMERA, site }), true);
  for (const site of ["none", "same-origin"]) assert.equal(isForeign({ ...CAMERA, site, opener: {}, referrer: "https://a.example/" }), false);
  assert.equal(isForeign(CAMERA), false);
  assert.equal(isForeign({ ...CAMERA, opener: {} }), true);
  assert.equal(isForeign({ ...CAMERA, referrer: "https://a.example/" }), true);
  assert.equal(isForeign({ ...CAMERA, referrer: `${ORIGIN}/` }), false);
  assert.equal(isForeign({ ...CAMERA, referrer: "android-app://org.messenger.example/" }), false); // an app is no web site
});

/**
 * A page that was opened with this link.
 * @param {string} hash
 * @param {{visit?: string, worker?: string, referrer?: string, storage?: FakeStorage}} signs what the browser told the server about the
 *   opener, for this page or by the service worker
 */
async function opened(hash, { visit = "", worker = "", referrer = "", storage = new FakeStorage() }, goesOn = true) {
  const window = new FakeWindow(hash);
  const container = Object.assign(new EventTarget(), {
    startMessages: () => {},
    controller: worker && {
      postMessage: () =>
        worker === SILENT || container.dispatchEvent(Object.assign(new Event("message"), { data: { type: "opener", site: worker } })),
    },
  });
  install({
    location: { ...window.location, origin: ORIGIN },
    history: window.history,
    sessionStorage: storage,
    document: { referrer },
    window: { opener: null },
    navigator: { serviceWorker: container },
    performance: { getEntriesByType: () => [{ serverTiming: visit ? [{ name: "site", description: visit }] : [] }] },
  });
  let asked = 0;
  await confirmLink(async () => {
    asked += 1;
    assert.equal(storage.getItem("veertig.asked"), "1"); // a reload by a script, now, asks again
    return goesOn;
  });
  return { asked, hash: window.location.hash, storage };
}

const SILENT = "silent"; // a worker that does not answer: the phone is slow, or its network is
const LINKS = ["#/s/256", "#/a/256", "#/e/256", "#/v/256"];

test("every letter that writes something asks once, by whatever way it is known that another site opened it", async () => {
  for (const hash of LINKS) {
    for (const signs of [{ visit: "cross-site" }, { worker: "cross-site" }, { visit: "same-site" }, { referrer: "https://a.example/x" }]) {
      const { asked, hash: left, storage } = await opened(hash, signs);
      assert.deepEqual([asked, left, storage.getItem("veertig.asked")], [1, hash, null]);
    }
  }
});

test("a service worker that should know the site and does not answer in time makes the page ask", async () => {
  assert.equal((await opened("#/s/256", { worker: SILENT })).asked, 1);
});

test("after a no the link is gone, and the page is what its icon opens", async () => {
  assert.deepEqual((await opened("#/s/256", { worker: "cross-site" }, false)).hash, "/");
});

test("the phone's camera, an app and this site are not asked about, and neither is what writes nothing or asks by itself", async () => {
  for (const hash of LINKS) {
    for (const signs of [{}, { visit: "none" }, { worker: "none" }, { worker: "same-origin", referrer: `${ORIGIN}/` }]) {
      assert.equal((await opened(hash, signs)).asked, 0);
    }
  }
  for (const hash of ["", "#/", "#/scan", "#/buddy", "#/counsellor", "#/display/12345678", "#/m/256"]) {
    assert.equal((await opened(hash, { visit: "cross-site" })).asked, 0);
  }
});

test("a question without an answer is asked again after a reload, which looks like this site's own", async () => {
  const storage = new FakeStorage();
  storage.setItem("veertig.asked", "1");
  assert.equal((await opened("#/s/256", { visit: "same-origin", storage })).asked, 1);
});
