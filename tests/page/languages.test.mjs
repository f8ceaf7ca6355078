// A browser whose language is empty, or a word that is no language: the app starts all the same.

import assert from "node:assert/strict";
import { test } from "node:test";
import { nameLanguages, readable } from "../../app/web_shell/languages.js";
import { wished } from "../../app/web_shell/wish.js";
import { FakeStorage, install } from "./browser.mjs";

/** @param {object} navigator */
function browser(navigator) {
  install({ navigator, localStorage: new FakeStorage() });
  return navigator;
}

test("a language that is empty, of a system without one, or badly written is left out, and some language remains", () => {
  assert.deepEqual(readable(["C"]), ["en"]);
  assert.deepEqual(readable([""]), ["en"]);
  assert.deepEqual(readable([]), ["en"]);
  assert.deepEqual(readable(undefined), ["en"]);
  assert.deepEqual(readable(["en_US.UTF-8", "nl-BE", "POSIX@x"]), ["nl-BE"]);
  assert.deepEqual(readable(["ti", "ar-SY"]), ["ti", "ar-SY"]);
});

test("Flutter meets only languages that it can read, and a browser that names good ones stays as it is", () => {
  for (const odd of [{ language: "C", languages: ["C"] }, { language: "en", languages: ["C"] }, { language: "", languages: [] }, { language: "" }, {}]) {
    const navigator = /** @type {{language?: string, languages?: string[]}} */ (browser(odd));
    nameLanguages();
    assert.deepEqual([navigator.language, navigator.languages], ["en", ["en"]]);
  }
  const good = Object.freeze({ language: "nl-BE", languages: Object.freeze(["nl-BE", "en"]) });
  browser(good);
  nameLanguages(); // would throw if it changed anything
});

test("our own words are Dutch where the browser names no language", () => {
  for (const odd of [{ language: "C", languages: ["C"] }, { language: "", languages: [""] }, { language: "" }]) {
    browser(odd);
    assert.equal(wished(["nl", "en", "ar"]), "nl");
  }
});
