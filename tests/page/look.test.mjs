// What the page finds by looking: the language of somebody who has not chosen, the button on home as it was last seen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeStorage, install } from "./browser.mjs";

install({ matchMedia: () => ({ matches: false }), addEventListener: () => {}, localStorage: new FakeStorage() });
const { findButton } = await import("../../app/web_shell/home.js");
const { wished } = await import("../../app/web_shell/wish.js");

const CODES = ["nl", "en", "fa_AF", "ku", "ar"];

/**
 * @param {string[]} languages of the browser
 * @param {string} chosen
 */
function speaks(languages, chosen = "") {
  install({ navigator: { languages } });
  localStorage.setItem("veertig.lang", chosen);
  return wished(CODES);
}

test("somebody is spoken to in the first language of the browser that we have, with or without its country", () => {
  assert.equal(speaks(["ar-SY", "en"]), "ar");
  assert.equal(speaks(["de-DE", "en-GB"]), "en");
  assert.equal(speaks(["fa-IR"]), "fa_AF");
});

test("languages have other names, and whoever chose one is spoken to in it", () => {
  assert.equal(speaks(["prs"]), "fa_AF");
  assert.equal(speaks(["kmr-Latn"]), "ku");
  assert.equal(speaks(["en"], "ar"), "ar");
});

test("who speaks none of ours is spoken to in Dutch", () => {
  assert.equal(speaks(["xx"]), "nl");
  assert.equal(speaks([]), "nl");
});

/**
 * A picture of dots, each row a text: `#` has the button's colour, `+` nearly, `.` another.
 * @param {string[]} rows
 */
function picture(rows) {
  const colours = { "#": [10, 90, 80, 255], "+": [20, 80, 90, 255], ".": [250, 247, 240, 255] };
  const data = rows.flatMap((row) => [...row].flatMap((dot) => colours[/** @type {"#" | "+" | "."} */ (dot)]));
  return { data, width: rows[0]?.length ?? 0, height: rows.length };
}

test("the button is the band of its colour, from edge to edge of it, in parts of the screen", () => {
  const found = findButton(picture(["..........", "..........", ".########.", ".+######+.", ".########.", "..#......."]), "#0A5A50");
  assert.deepEqual(found, { x: 0.1, y: 2 / 6, width: 0.8, height: 3 / 6 });
});

test("a small thing of the same colour is no button, and a screen may have none", () => {
  assert.equal(findButton(picture(["..........", ".####.....", ".........."]), "#0A5A50"), null);
});
