// The one voice of a page, with an audio element that plays until the test ends it.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { FakeCaches, FakeNetwork, FakeStorage, install } from "./browser.mjs";

const FILES = { "audio/nl.json": JSON.stringify({ a: "a.mp3", b: "b.mp3" }), "audio/a.mp3": "A", "audio/b.mp3": "B" };

class FakeAudio extends EventTarget {
  id = "";
  src = "";
  paused = true;
  ended = false;
  plays = 0;
  refuses = false;

  async play() {
    if (this.refuses) throw new DOMException("no tap", "NotAllowedError");
    this.paused = false;
    this.plays += 1;
  }

  pause() {
    this.paused = true;
    this.dispatchEvent(new Event("pause"));
  }
}

const audio = new FakeAudio();
const body = { append: () => {} };
install({
  document: { createElement: () => audio, body, documentElement: { dataset: {} } },
  navigator: { vendor: "" },
  addEventListener: () => {},
  localStorage: new FakeStorage(),
  caches: new FakeCaches(),
  fetch: new FakeNetwork(FILES).fetch,
});
const { makeVoice } = await import("../../app/web_shell/voice.js");
const voice = makeVoice();

/** @param {string} clip */
const say = (clip) => voice.say({ language: "nl", clip });

/** Until another sound plays. */
async function playing(/** @type {number} */ plays) {
  for (let turn = 0; audio.plays < plays && turn < 200; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2));
  assert.equal(audio.plays, plays);
}

beforeEach(() => {
  voice.hush();
  Object.assign(audio, { plays: 0, refuses: false, paused: true, ended: false });
});

test("a clip that is heard to its end says so", async () => {
  const heard = say("a");
  await playing(1);
  audio.dispatchEvent(new Event("ended"));
  assert.equal(await heard, "");
});

test("a second clip ends the first: never two sounds at once", async () => {
  const first = say("a");
  await playing(1);
  const second = say("b");
  assert.equal(await first, "stopped");
  await playing(2);
  audio.dispatchEvent(new Event("ended"));
  assert.equal(await second, "");
});

test("who hushes while a clip is still being fetched hears nothing of it afterwards", async () => {
  const late = say("a");
  voice.hush();
  assert.equal(await late, "stopped");
  assert.equal(audio.plays, 0);
});

test("what nobody has cannot be heard, nor what the browser refuses to play", async () => {
  assert.equal(await say("unheard"), "none");
  audio.refuses = true;
  assert.equal(await say("a"), "none");
});

test("a call that takes the sound away ends the clip", async () => {
  const heard = say("a");
  await playing(1);
  audio.pause();
  assert.equal(await heard, "stopped");
});

test("a language that was chosen meanwhile is the one that is whole in the end", async () => {
  const [dutch, arabic] = [voice.keep({ language: "nl" }), voice.keep({ language: "ar" })];
  assert.deepEqual([await dutch, await arabic], [false, false]); // Arabic is not on this line
  assert.equal(await voice.keep({ language: "nl" }), true);
  assert.equal(document.documentElement.dataset.voice, "nl");
});
