// The voice: one audio element, so that never two sounds are heard at once. Ops "say", "hush", "keep-voice".
//
// audio/<language>.json says which file is which clip; a file is named by its content. The clips of the chosen language, and of no
// other, are fetched once and kept in a cache of their own: an update of the app does not touch it. Nothing sounds without a tap.

const CACHE = "veertig-voices";
const AT_ONCE = 4;
const PATIENCE_MS = 10000; // somebody is waiting to hear it

const element = document.createElement("audio");
element.id = "voice";
let url = "";
let turn = 0;
let over = null; // tells who said it how it ended
let chosen = "";

/** The file from our cache, else from the network and then kept. Fails when it is nowhere. */
async function load(path, patience) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  if (kept) return kept;
  const answer = await fetch(path, patience ? { signal: AbortSignal.timeout(patience) } : {});
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer.clone()).catch(() => {}); // a full phone: heard, but not kept
  return answer;
}

/** Which file is which clip. The newest list when there is network and nobody waits, else the one that is here. */
async function list(language, fresh) {
  const path = `audio/${language}.json`;
  if (fresh) {
    const cache = await caches.open(CACHE);
    const answer = await fetch(path, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    await cache.put(path, answer.clone());
    return answer.json();
  }
  return (await load(path, PATIENCE_MS)).json();
}

function end(how) {
  const tell = over;
  over = null;
  if (!tell) return;
  element.pause();
  tell(how);
}

function play(sound) {
  URL.revokeObjectURL(url);
  url = URL.createObjectURL(sound);
  element.src = url;
  return new Promise((resolve) => {
    over = resolve;
    element.play().catch(() => over === resolve && end("none"));
  });
}

/** Let one clip be heard. Resolves when it is over: "", "stopped" when something else came, "none" when it is not here. */
async function say({ language, clip }) {
  end("stopped");
  const mine = (turn += 1);
  let sound = null;
  try {
    const path = (await list(language))[clip];
    sound = path && (await (await load(`audio/${path}`, PATIENCE_MS)).blob());
  } catch {
    // No network, and not fetched before: that is no fault.
  }
  if (mine !== turn) return "stopped";
  return sound ? play(sound) : "none";
}

function hush() {
  turn += 1;
  end("stopped");
  return true;
}

/** Fetch what is missing of a language. What no list names any more goes. */
async function keep({ language }) {
  chosen = language;
  if (document.documentElement.dataset.voice === language) return true; // whole, and looked at since the start
  try {
    const paths = [...new Set(Object.values(await list(language, true)))].map((path) => `audio/${path}`);
    const waiting = [...paths];
    const fetchOne = async () => {
      for (let path = waiting.pop(); path && chosen === language; path = waiting.pop()) await load(path);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, fetchOne));
    if (chosen !== language) return false;
    await tidy();
    document.documentElement.dataset.voice = language;
    return true;
  } catch {
    return false; // no network: the next start goes on
  }
}

async function tidy() {
  const cache = await caches.open(CACHE);
  const kept = await cache.keys();
  const lists = kept.filter(({ url }) => url.endsWith(".json"));
  const named = new Set();
  for (const one of lists) {
    for (const path of Object.values(await (await cache.match(one)).json())) named.add(new URL(`audio/${path}`, document.baseURI).href);
  }
  for (const one of kept) {
    if (!lists.includes(one) && !named.has(one.url)) await cache.delete(one);
  }
}

/** iPhones let an element sound later only if it was started inside a tap once: with a moment of silence. */
function unlock() {
  const silence = new Uint8Array(44 + 80).fill(128);
  const head = "RIFF\x74\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x50\0\0\0";
  silence.set([...head].map((letter) => letter.charCodeAt(0)));
  element.src = URL.createObjectURL(new Blob([silence], { type: "audio/wav" }));
  element.play().catch(() => {});
}

export function addVoice(bridge) {
  document.body.append(element);
  element.addEventListener("ended", () => end(""));
  element.addEventListener("error", () => end("none"));
  // A call, or another app that plays: silence that nobody here asked for.
  element.addEventListener("pause", () => element.paused && !element.ended && end("stopped"));
  addEventListener("veertig-stop", hush);
  if (navigator.vendor.startsWith("Apple")) addEventListener("pointerup", unlock, { once: true, capture: true });
  bridge.on("say", say);
  bridge.on("hush", hush);
  bridge.on("keep-voice", keep);
}
