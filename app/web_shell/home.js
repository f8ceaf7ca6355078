// The last picture of the home screen: the next start shows it at once, while the app still wakes up. Its big button works
// already: it opens the camera, and the text of a code waits until the app runs.
//
// The picture is a look back and never a promise: this page counted and saved nothing, and the app's own screen replaces it.
// It is shown only where it fits: same size, colours, contrast and letters, and not after the time that the app set.

import { isShared, LAST_LOOK } from "./sharers.js";
import { wishes } from "./wishes.js";

/** What the app tells about its home screen: until when it holds (Unix seconds), and the colour of its one big button. */
/** @typedef {{labels: Record<string, string>, rtl: boolean, action: string, until?: number}} Look */
/** @typedef {{x: number, y: number, width: number, height: number}} Box in parts of the screen */
/** @typedef {Look & {button: Box, frame: string, url: string}} LastLook */

const KEY = "/home";
const CALM_MS = 1000; // how long nothing has changed before a picture is taken
const ACROSS = 90; // px: the width of the small copy in which the button is searched
const NEAR = 16; // difference of a colour that still counts as the same

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
let touched = 0;
addEventListener(
  "pointerdown",
  () => {
    touched = Date.now();
  },
  true,
);

/** A text that must be the same again for the picture to fit. */
function frame() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches ? " dark" : "";
  const { contrast, letters } = wishes();
  return `${innerWidth}x${innerHeight}@${devicePixelRatio}${dark}${contrast ? " contrast" : ""} ${letters}`;
}

/**
 * The app draws its home screen, or another screen (null). A picture of home is taken when it has been calm for a second.
 * @param {Look | null} look
 */
export function watch(look) {
  clearTimeout(waiting);
  if (look) waiting = setTimeout(() => takePicture(look).catch(console.warn), CALM_MS);
}

/** @param {Look} look */
async function takePicture(look) {
  const canvases = document.querySelector("flt-glass-pane")?.shadowRoot?.querySelectorAll("canvas") ?? [];
  const still = document.documentElement.dataset.tab === "shown" && !document.hidden && !document.querySelector("dialog");
  const [canvas] = canvases;
  if (!canvas || canvases.length !== 1 || isShared()) return; // it would show the hours of one to the others
  if (!still || Date.now() - touched < CALM_MS) {
    watch(look);
    return;
  }
  const button = buttonOf(canvas, look.action);
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  copy.getContext("2d")?.drawImage(canvas, 0, 0);
  if (!button) return;
  const form = new FormData();
  form.append("picture", await copy.convertToBlob({ type: "image/webp", quality: 1 }));
  form.append("look", JSON.stringify({ ...look, button, frame: frame() }));
  await (await caches.open(LAST_LOOK)).put(KEY, new Response(form));
}

/**
 * Where the one big button is on a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {string} action its colour, as #rrggbb
 */
function buttonOf(canvas, action) {
  const high = Math.round((ACROSS * canvas.height) / canvas.width);
  const pen = new OffscreenCanvas(ACROSS, high).getContext("2d");
  if (!pen) return null;
  pen.drawImage(canvas, 0, 0, ACROSS, high);
  return findButton(pen.getImageData(0, 0, ACROSS, high), action);
}

/**
 * Where the one big area of the action's colour is; null when there is none. Pure.
 * @param {{data: ArrayLike<number>, width: number, height: number}} image four bytes for each pixel
 * @param {string} action as #rrggbb
 * @returns {Box | null}
 */
export function findButton({ data, width, height }, action) {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(action.slice(at, at + 2), 16));
  /** @type {(x: number, y: number) => boolean} */
  const fits = (x, y) => wanted.every((value, n) => Math.abs((data[4 * (y * width + x) + n] ?? 0) - value) < NEAR);
  /** @param {number} y */
  const columnsIn = (y) => [...Array(width).keys()].filter((x) => fits(x, y));
  const rows = [...Array(height).keys()].filter((y) => columnsIn(y).length > width / 2);
  const [top, bottom] = [rows.at(0), rows.at(-1)];
  if (top === undefined || bottom === undefined) return null;
  const columns = columnsIn(top + 1); // the topmost row may be half of the edge
  const [left, right] = [columns.at(0), columns.at(-1)];
  if (left === undefined || right === undefined) return null;
  return { x: left / width, y: top / height, width: (right + 1 - left) / width, height: (bottom + 1 - top) / height };
}

/**
 * The last look of home if it still fits, else null. Its `url` is that of the picture.
 * @returns {Promise<LastLook | null>}
 */
export async function lastLook() {
  const kept = await (await caches.open(LAST_LOOK)).match(KEY);
  if (!kept) return null;
  const form = await kept.formData();
  const picture = form.get("picture");
  if (!(picture instanceof Blob)) return null;
  /** @type {Look & {button: Box, frame: string}} */
  const look = JSON.parse(String(form.get("look")));
  if (look.frame !== frame() || (look.until && Date.now() > look.until * 1000)) return null;
  return { ...look, url: URL.createObjectURL(picture) };
}
