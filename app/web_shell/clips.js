// The clips of the voice: files named by their content, and lists that say which file is which clip (audio/<language>.json).
//
// The clips of the chosen language, and of no other, are fetched once and kept in a cache of their own: an update of the app does
// not touch it.

const CACHE = "veertig-voices";
const AT_ONCE = 4;
const PATIENCE_MS = 10000; // somebody is waiting to hear it

/** @typedef {Record<string, string>} List clip -> file name in audio/ */

/**
 * The file from our cache, else from the network and then kept. Fails when it is nowhere.
 * @param {string} path
 * @param {number} [patience] in milliseconds
 */
async function load(path, patience) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  if (kept) return kept;
  const answer = await fetch(path, patience ? { signal: AbortSignal.timeout(patience) } : {});
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer.clone()).catch(() => {}); // a full phone: heard, but not kept
  return answer;
}

/**
 * The newest list, which is kept; for this there must be network.
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
 * The sound of one clip for somebody who waits for it; null when it is neither here nor to be had.
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
    return null; // no network, and not fetched before: that is no fault
  }
}

/**
 * Fetch what is missing of a language. What no list names any more goes. Whether it is whole then.
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
    return false; // no network: the next start goes on
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
 * Those of the kept files that no list names; the lists themselves stay. Pure.
 * @param {string[]} kept addresses
 * @param {[url: string, list: List][]} lists each with its own address, beside which its files lie
 */
export function unnamedOf(kept, lists) {
  const named = new Set(lists.flatMap(([url, list]) => [url, ...Object.values(list).map((name) => new URL(name, url).href)]));
  return kept.filter((url) => !named.has(url));
}
