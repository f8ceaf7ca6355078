// Which features our scripts and style sheets use that the lowest versions in floor.json do not know.

import { scriptFeatures } from "./script_features.mjs";
import { styleFeatures } from "./style_features.mjs";

/** @import { Browsers, Floor } from "./browsers.mjs" */

/**
 * The floor by the names of the browser data.
 * @param {{floor: Record<string, number>, names: Record<string, string[]>}} file floor.json
 * @returns {Floor}
 */
export function versions({ floor, names }) {
  return Object.fromEntries(Object.entries(names).flatMap(([name, browsers]) => browsers.map((browser) => [browser, floor[name] ?? 0])));
}

/**
 * The keys of everything that a file uses, line by line.
 * @param {string} path
 * @param {string} source
 * @param {Browsers} browsers
 * @param {Set<string>} given
 */
function used(path, source, browsers, given) {
  return path.endsWith(".css") ? styleFeatures(source, browsers.isKnown) : scriptFeatures(source, browsers.members, browsers.isKnown, given);
}

/**
 * One sentence for each use of a feature that is above the floor and has no second way.
 * @param {{path: string, source: string}[]} files
 * @param {Browsers} browsers
 * @param {Floor} floor
 * @param {{given: Set<string>, secondWays: Record<string, string>}} ours
 */
export function above(files, browsers, floor, { given, secondWays }) {
  return files.flatMap(({ path, source }) =>
    used(path, source, browsers, given)
      .map(({ names, line }) => ({ names, line, lacks: browsers.missing(names, floor) }))
      .filter(({ names, lacks }) => Object.keys(lacks).length && !names.some((name) => secondWays[name]))
      .map(({ names, line, lacks }) => `${path}:${line} ${names[0]} is known only since ${JSON.stringify(lacks)}`),
  );
}

/**
 * The second ways that no file needs, because none uses the feature.
 * @param {{path: string, source: string}[]} files
 * @param {Browsers} browsers
 * @param {{given: Set<string>, secondWays: Record<string, string>}} ours
 */
export function needless(files, browsers, { given, secondWays }) {
  const names = new Set(files.flatMap(({ path, source }) => used(path, source, browsers, given).flatMap((use) => use.names)));
  return Object.keys(secondWays).filter((key) => !names.has(key));
}
