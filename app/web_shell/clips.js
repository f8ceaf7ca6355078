// The clips of the voice: files named by their content, and a list for each language with the file of each clip
// (audio/<language>.json).
// Only the clips of the chosen language are fetched. They are kept in a cache of their own, which an update of the app does not
// touch.

import { abortAfter } from "./limit.js";

const CACHE = "veertig-voices";
const AT_ONCE = 4; // files fetched at the same time
const PATIENCE_MS = 10000; // the longest wait for a clip that somebody wants to hear

/** @typedef {Record<string, string>} List clip -> file name in audio/ */

/**
 * The file from our cache, else from the network; then it is kept. Rejects when it is in neither.
 * @param {string} path
 * @param {number} [patience] in milliseconds
 */
async function load(path, patience) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  if (kept) return kept;
  const answer = await fetch(path, patience ? { signal: abortAfter(patience) } : {});
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer.clone()).catch(() => {}); // a full phone plays it without keeping it
  return answer;
}

/**
 * The newest list of a language, from the network; it is kept. Rejects without network.
 * @param {string} language
 * @returns {Promise<List>}
 */
async function newestList(language) {
  const path = `audio/${language}.json`;
  const cache = await caches.open(CACHE);
  const answer = await fetch(path, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer.clone());
  return answer.json();
}

/**
 * The sound of one clip for somebody who waits for it, within 10 seconds for each file; null when it cannot be had.
 * @param {string} language
 * @param {string} clip
 */
export async function soundOf(language, clip) {
  try {
    /** @type {List} */
    const list = await (await load(`audio/${language}.json`, PATIENCE_MS)).json();
    const name = list[clip];
    return name ? await (await load(`audio/${name}`, PATIENCE_MS)).blob() : null;
  } catch {
    return null; // without network a clip that was not fetched before is missing: that is no fault
  }
}

/**
 * Fetch the missing clips of a language and delete the files that no list names. Gives whether all clips are here now.
 * @param {string} language
 * @param {() => boolean} isWanted whether it still is the language to fetch
 */
export async function keepWhole(language, isWanted) {
  try {
    const waiting = [...new Set(Object.values(await newestList(language)))].map((name) => `audio/${name}`);
    const fetchSome = async () => {
      for (let path = waiting.pop(); path && isWanted(); path = waiting.pop()) await load(path);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, fetchSome));
    if (!isWanted()) return false;
    await tidy();
    return true;
  } catch {
    return false; // no network: the next start continues
  }
}

async function tidy() {
  const cache = await caches.open(CACHE);
  const kept = await cache.keys();
  /** @type {[url: string, list: List][]} */
  const lists = [];
  for (const { url } of kept) {
    const answer = url.endsWith(".json") ? await cache.match(url) : undefined;
    if (answer) lists.push([url, await answer.json()]);
  }
  const unnamed = unnamedOf(kept.map(({ url }) => url), lists);
  for (const url of unnamed) await cache.delete(url);
}

/**
 * The addresses among `kept` that no list names, except those of the lists. Pure.
 * @param {string[]} kept addresses
 * @param {[url: string, list: List][]} lists each with its own address, beside which its files lie
 */
export function unnamedOf(kept, lists) {
  const named = new Set(lists.flatMap(([url, list]) => [url, ...Object.values(list).map((name) => new URL(name, url).href)]));
  return kept.filter((url) => !named.has(url));
}
