// The light page, decided: what is on the screen, what is said, in which words.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { clipsOf } from "../../app/web_shell/light/says.js";
import { begin, closes, update } from "../../app/web_shell/light/state.js";
import { Words } from "../../app/web_shell/light/words.js";

/** @import { Asked, Event, Link, Screen, State } from "../../app/web_shell/light/state.js" */

/** @type {Screen[]} */
const SCREENS = ["wait", "ask", "code", "done", "rest", "language", "refused"];
/** @type {Asked} */
const ASKED = { activity: 6, minutes: 120, start: 1 };
/** @type {Link} */
const ANSWER = ["a", "1"];
/** @type {Event} */
const KEPT = { type: "kept", asked: ASKED, answer: ANSWER };
// Everything that the light page's screens can reach. A new field has to be written down here, by somebody who asked why.
const MAY_BE_SEEN = ["answer", "asked", "before", "language", "refusal", "screen", "sent", "signing"];
const MAY_BE_ASKED = ["activity", "minutes", "start"];
// What a proposal or a server could ever say, and no buddy may see.
const MORE = { total: 2400, level: 2, assurance: 2, deadline: 1, person: "p", name: "n", moments: [1], key: [1], buddy: [1] };

test("whatever happens, a buddy reaches the one meeting and no total, no other moment, no assurance, no deadline", () => {
  /** @type {Event[]} */
  const taps = ["together", "close", "good", "again", "language", "moments", "speak"].map((key) => ({ type: "tapped", key }));
  const asked = { ...ASKED, ...MORE };
  /** @type {Event[]} */
  const told = [
    { type: "opened" },
    { type: "looked", asked },
    { type: "kept", asked, answer: ANSWER },
    { type: "refused", code: "bad-code" },
    { type: "rested" },
    { type: "sent" },
    { type: "calm" },
    { type: "chose", language: "ar" },
  ];
  const events = [...taps, ...told].map((event) => ({ ...MORE, ...event }));
  /** @type {Map<string, State>} */
  const seen = new Map();
  const waiting = [begin("nl")];
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    if (seen.has(JSON.stringify(state))) continue;
    seen.set(JSON.stringify(state), state);
    for (const event of events) waiting.push(update(state, event)[0], update(state, event, true)[0]);
  }
  const states = [...seen.values()];
  const keys = (/** @type {(object | null)[]} */ list) => [...new Set(list.flatMap((value) => Object.keys(value ?? {})))].sort();
  assert.deepEqual(new Set(states.map(({ screen }) => screen)), new Set(SCREENS));
  assert.deepEqual(keys(states), MAY_BE_SEEN);
  assert.deepEqual(keys(states.map((state) => state.asked)), MAY_BE_ASKED);
});

test("after a calm while the code closes and leaves nothing behind, but only when the server has it", () => {
  const [kept] = update(begin("nl"), KEPT);
  const states = SCREENS.flatMap((screen) => [true, false].map((sent) => ({ ...kept, screen, sent })));
  const closing = states.filter((state) => update(state, { type: "calm" })[0] !== state);
  assert.deepEqual(closing.map(({ screen, sent }) => [screen, sent]), [["code", true]]);
  assert.deepEqual(states.filter(closes), closing);
  const [after, effect] = update(/** @type {State} */ (closing[0]), { type: "calm" });
  assert.deepEqual([after.screen, after.answer, effect], ["rest", null, "rest"]);
});

/** @type {[Event, Screen][]} */
const ENDS = [[{ type: "looked", asked: ASKED }, "ask"], [KEPT, "code"], [{ type: "refused", code: "bad-code" }, "refused"]];

for (const [end, screen] of ENDS) {
  /** @param {string} key tapped while the code is looked at */
  const after = (key) => {
    const [opened] = update(begin("nl"), { type: "opened" });
    const [tapped] = update(opened, { type: "tapped", key });
    return update(tapped, end, true)[0];
  };

  test(`what comes too late (${end.type}) pulls nobody back into what was closed, nor out of the choice of a language`, () => {
    assert.equal(after("close").screen, "rest");
    assert.equal(after("language").screen, "language");
    assert.equal(update(after("language"), { type: "chose", language: "ar" })[0].screen, screen);
    assert.equal(after("speak").screen, screen);
  });
}

test("one tap signs once: a second tap and closing change nothing while it is being kept", () => {
  const [asked] = update(begin("nl"), { type: "looked", asked: ASKED });
  const [signing, effect] = update(asked, { type: "tapped", key: "together" });
  assert.equal(effect, "sign");
  for (const key of ["together", "close", "language"]) assert.deepEqual(update(signing, { type: "tapped", key }), [signing, ""]);
  assert.deepEqual(update(signing, KEPT)[1], "send");
});

const clips = (/** @type {Partial<State>} */ state) => clipsOf({ ...begin("nl"), asked: ASKED, ...state }).map(({ clip }) => clip);

test("a screen is said in the order in which it is read: what, how long, and what a tap says", () => {
  assert.deepEqual(clips({ screen: "ask" }).slice(1), ["hours/2", "buddy/We were together"]);
  assert.match(clips({ screen: "ask" })[0] ?? "", /^activity\/./);
  const long = (/** @type {number} */ minutes) => clips({ screen: "ask", asked: { ...ASKED, minutes } }).slice(1, -1);
  assert.deepEqual([long(30), long(90), long(15)], [["speech/half an hour"], ["hours/1", "speech/half an hour"], ["hours/0"]]);
  assert.deepEqual(long(60 * 41), ["hours/40", "speech/and more"]);
});

test("that the server has it too is said when it has", () => {
  assert.deepEqual(clips({ screen: "done", sent: true }).slice(0, 2), ["saved/Saved", "moments/Also kept far away"]);
  assert.ok(!clips({ screen: "done", sent: false }).includes("moments/Also kept far away"));
});

test("a code that the page does not know has a sentence as well", () => {
  assert.match(clips({ screen: "refused", refusal: "never-heard-of" })[0] ?? "", /^refusal\/./);
});

/** @param {string} language */
function words(language) {
  return new Words(language, JSON.parse(readFileSync(`${process.env.BUILT}/light/texts/${language}.json`, "utf-8")));
}

const plain = (/** @type {string} */ text) => text.replace(/[\u2066\u2069]/g, "");
const at = (/** @type {string} */ time) => Date.parse(time) / 1000;

test("a day is one of Brussels: it begins at midnight there, in winter and in summer", () => {
  const dutch = words("nl");
  assert.equal(plain(dutch.day(at("2026-11-28T22:59Z"), at("2026-11-29T12:00Z"))), "Gisteren");
  assert.equal(plain(dutch.day(at("2026-11-28T23:00Z"), at("2026-11-29T12:00Z"))), "Vandaag");
  assert.equal(plain(dutch.day(at("2026-07-01T22:00Z"), at("2026-07-02T12:00Z"))), "Vandaag");
  assert.equal(plain(dutch.day(at("2026-07-01T21:59Z"), at("2026-07-03T12:00Z"))), "woensdag 1 juli");
});

test("how long is said as a clock shows it, whatever the direction of the language", () => {
  assert.equal(words("ar").length(150), "\u20662:30\u2069");
  assert.equal(plain(words("nl").length(65)), "1:05");
});

test("the Dutch text stands beneath another language's, and not beneath itself", () => {
  assert.equal(words("nl").dutch("saved/Saved"), "");
  assert.equal(plain(words("ar").dutch("saved/Saved")), words("nl").own("saved/Saved"));
});
