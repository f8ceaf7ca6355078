// Starts Python in its worker and Flutter on the page, both at the same time.
//
// Flutter reaches Python by the three functions that Flet's client expects: jsConnect, jsSend, jsDisconnect.

import { isApart } from "./carried.js";
import { nameLanguages } from "./languages.js";
import { isWanted } from "./memory.js";
import { begin } from "./sharers.js";
import { chosen } from "./wish.js";

const PATCH = 2; // Flet's kind of message for a change on the page
const CONTROL = [0xa2, 0x5f, 0x63]; // the key "_c" of each new control; a change of a setting has none
const ALIVE = "alive"; // the worker says so when it holds its lock, which only its end releases
const PATIENCE_MS = 3000; // after this time an app without new controls counts as shown

/** @typedef {Uint8Array<ArrayBuffer>} Message of Flet, in msgpack */

/** @type {Worker | null} */
let worker = null;
/** @type {Message[]} messages of Python from before Flutter listened */
const early = [];
/** @type {((message: Message) => void) | null} */
let deliver = null;
let isShown = false;

const ended = deferred();
const shown = deferred();
const started = deferred();
/** Resolves when Flutter has the app's first screen. */
export const firstScreen = shown.promise;
firstScreen.then(() => {
  isShown = true;
});
/** Resolves when Python runs the app; rejects with the error that stopped it. */
export const pythonReady = started.promise;
pythonReady.catch(() => {}); // those who await it get the error
/** Resolves when Python's worker ended and nobody asked for it: a phone that has no memory left ends it without a word. */
export const pythonEnded = ended.promise;

/** A promise with its resolve and reject. Phones of 2023 do not have Promise.withResolvers. */
function deferred() {
  let resolve = () => {};
  /** @type {(reason: Error) => void} */
  let reject = () => {};
  /** @type {Promise<void>} */
  const promise = new Promise((fulfil, refuse) => {
    [resolve, reject] = [fulfil, refuse];
  });
  return { promise, resolve, reject };
}

/**
 * Start the app in Python, in a worker of its own; `pythonReady` tells the end.
 * @param {string} role
 * @param {string} tab the number of this tab
 */
export function startPython(role, tab) {
  const told = { role, tab, apart: String(Number(isApart())), lang: chosen(), ...begin(role) };
  worker = new Worker("shell/worker.js", { type: "module", name: String(new URLSearchParams(told)) });
  worker.onmessage = ({ data }) => {
    if (data === "initialized") started.resolve();
    else if (data === ALIVE) watchEnd(tab);
    else if (typeof data === "string") started.reject(new Error(data));
    else if (deliver) hand(data);
    else early.push(data);
  };
  worker.onerror = (event) => started.reject(new Error(event.message || "worker"));
}

/**
 * Wait in line for the lock that the worker holds for as long as it lives.
 * @param {string} tab
 */
function watchEnd(tab) {
  navigator.locks.request(`veertig-python-${tab}`, () => worker && ended.resolve()).catch(console.warn);
}

/** Hold back Flutter's frames, which are empty until Python sends a screen. Gives the function that releases them. */
function holdFrames() {
  const draw = globalThis.requestAnimationFrame;
  /** @type {FrameRequestCallback[]} */
  const held = [];
  globalThis.requestAnimationFrame = (callback) => held.push(callback);
  return () => {
    globalThis.requestAnimationFrame = draw;
    for (const callback of held.splice(0)) draw(callback);
  };
}

/** Whether this device only imitates a graphics chip: then the engine draws faster on the processor. */
function imitatesGraphics() {
  try {
    return isSoftware();
  } catch {
    return true; // a browser that throws here does not draw with the chip either
  }
}

function isSoftware() {
  const gl = document.createElement("canvas").getContext("webgl2");
  const known = gl?.getExtension("WEBGL_debug_renderer_info");
  const name = gl && known ? gl.getParameter(known.UNMASKED_RENDERER_WEBGL) : "";
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  return !gl || /swiftshader|llvmpipe|software/i.test(name);
}

/** Start Flutter. Resolves when it runs; rejects when it could not be fetched. */
export function startFlutter() {
  nameLanguages();
  flet.canvasKitForceCpuOnly = imitatesGraphics();
  const release = holdFrames();
  firstScreen.then(release);
  pythonReady.catch(release);
  const script = document.createElement("script");
  script.src = "flutter_bootstrap.js";
  /** @type {Promise<void>} */
  const loaded = new Promise((resolve, reject) => {
    script.onerror = () => reject(new Error("flutter"));
    flet.flutterAppLoaded.then(resolve);
  });
  document.body.append(script);
  return loaded;
}

/** Begin to make the copy of Python's memory from which the next starts continue. Call it when nobody waits. */
export async function makeMemory() {
  if (!(await isWanted())) return;
  const maker = new Worker("shell/maker.js", { type: "module" });
  maker.onmessage = ({ data }) => {
    maker.terminate();
    document.documentElement.dataset.memory = data;
  };
}

/** Stop Python's worker at once. */
export function stopPython() {
  worker?.terminate();
  worker = null;
}

/** @param {Message} data */
function hand(data) {
  deliver?.(data);
  if (isShown) return;
  if (isScreen(data)) shown.resolve();
  else setTimeout(shown.resolve, PATIENCE_MS);
}

/**
 * Whether a message brings new controls. It is a type byte, then a list of two: the kind of message and its content.
 * @param {Message} data
 */
function isScreen(data) {
  if (data[0] !== 0 || data[2] !== PATCH) return false;
  return data.some((byte, at) => byte === CONTROL[0] && data[at + 1] === CONTROL[1] && data[at + 2] === CONTROL[2]);
}

const flutterLoaded = deferred();
globalThis.flet = {
  pyodide: true,
  multiView: false,
  noCdn: true,
  webRenderer: "canvaskit",
  routeUrlStrategy: "hash",
  entrypointBaseUrl: "/",
  assetBase: "/",
  canvasKitBaseUrl: "/canvaskit/",
  // For a letter that our font lacks the engine fetches another font by name, again and again if it fails. Here every such name
  // becomes the query of one small empty font, so the letter shows as a box and is asked for only once.
  fontFallbackBaseUrl: "shell/blank.ttf?",
  flutterAppLoaded: flutterLoaded.promise,
  flutterAppResolve: flutterLoaded.resolve,
};

globalThis.jsConnect = async (_app, _args, onMessage) => {
  await pythonReady;
  deliver = onMessage;
  for (const message of early.splice(0)) hand(message);
};

globalThis.jsSend = async (_app, data) => {
  worker?.postMessage(data, [data.buffer]);
};

globalThis.jsDisconnect = async () => stopPython();
