// What the page uses of a browser is known to the lowest versions that the README states, or has a second way.
// `./build.sh check` runs this: the browser data and the parser come from npm.

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { above, needless, versions } from "../../app/tools/floor/above.mjs";
import { Browsers } from "../../app/tools/floor/browsers.mjs";
import { fromNpm } from "../../app/tools/floor/from_npm.mjs";
import { membersGiven } from "../../app/tools/floor/script_features.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const read = (path) => readFileSync(ROOT + path, "utf-8");
const browsers = new Browsers(fromNpm("@mdn/browser-compat-data"));
const file = JSON.parse(read("app/tools/floor/floor.json"));
const files = globSync("app/web_shell/**/*.{js,css}", { cwd: ROOT })
  .filter((path) => !path.includes("vendor"))
  .map((path) => ({ path, source: read(path) }));
const given = new Set([...file.ours, ...files.filter(({ path }) => path.endsWith(".js")).flatMap(({ source }) => [...membersGiven(source)])]);
const ours = { given, secondWays: file["second ways"] };

/** What is above the floor in one file of this source. */
const inFile = (path, source, floor = file.floor) => above([{ path, source }], browsers, versions({ ...file, floor }), ours);

test("nothing in the page is above the floor without a second way", () => {
  assert.deepEqual(above(files, browsers, versions(file), ours), []);
});

test("every second way belongs to something that the page uses", () => {
  assert.deepEqual(needless(files, browsers, ours), []);
});

test("what Flutter and Pyodide need is below the floor", () => {
  for (const row of file.built) for (const [browser, version] of Object.entries(file.floor)) assert.ok(row[browser] <= version, row.what);
});

const OLD = { Chrome: 80, "Samsung Internet": 13, "Safari on iPhone": 13, Firefox: 74 };

for (const [what, path, source] of [
  ["a method of an array", "a.js", "export const last = (list) => list.at(-1);"],
  ["a function of an object", "a.js", "export const has = (o) => Object.hasOwn(o, 'x');"],
  ["an interface", "a.js", "export const view = new OffscreenCanvas(1, 1);"],
  ["a function of an interface", "a.js", "export const signal = AbortSignal.timeout(5);"],
  ["a member of the browser by its name", "a.js", "export const locks = navigator.locks;"],
  ["a member that is taken apart", "a.js", "const { requestVideoFrameCallback } = view();\nexport { requestVideoFrameCallback };"],
  ["waiting at the top of a module", "a.js", "await start();"],
  ["a private method", "a.js", "export class A { #b() {} }"],
  ["an assignment with a question mark", "a.js", "a ??= 1;"],
  ["a look behind in a pattern", "a.js", "export const p = /(?<=a)b/;"],
  ["a flag of a pattern", "a.js", "export const p = /a/v;"],
  ["a block that runs once", "a.js", "export class A { static { go(); } }"],
  ["an algorithm", "a.js", 'crypto.subtle.sign("Ed25519", key, bytes);'],
  ["a worker that is a module", "a.js", 'new Worker("a.js", { type: "module" });'],
  ["a unit of a style", "a.css", "p { height: 100dvh; }"],
  ["a property of a style", "a.css", "p { text-wrap: balance; }"],
  ["a function of a style", "a.css", "p { color: color-mix(in srgb, red, blue); }"],
  ["a selector", "a.css", "p:has(a) { color: red; }"],
  ["a rule of a style", "a.css", "@layer one { p { color: red; } }"],
  ["a question of a style", "a.css", "@media (prefers-contrast: more) { p { color: red; } }"],
  ["a value of a style", "a.css", "p { text-align: match-parent; overflow: clip; }"],
]) {
  test(`seen above the floor: ${what}`, () => {
    const alone = { ...ours, secondWays: {} };
    const sentences = above([{ path, source }], browsers, versions({ ...file, floor: OLD }), alone);
    assert.ok(sentences.length, source);
  });
}

test("what was always there is below the floor, and our own names are nobody's feature", () => {
  assert.deepEqual(inFile("a.js", "export const text = (list) => list.map(String).join('');", OLD), []);
  assert.deepEqual(inFile("a.js", "export class A { bytes() { return this.bytes; } }", OLD), []);
  assert.deepEqual(inFile("a.css", "p { color: red; margin: 0 auto; }", OLD), []);
});

test("the README states the floor", () => {
  const line = Object.entries(file.floor).map(([browser, version]) => `${browser} ${version}`);
  assert.ok(read("README.md").includes(`${line.slice(0, -1).join(", ")} and ${line.at(-1)}`), line.join());
});
