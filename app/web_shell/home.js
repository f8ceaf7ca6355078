// The home screen as it was last seen: a picture of it, shown at once at the next start while the app still wakes up. The one
// thing to do there works already: its big button opens the camera, and what is read waits until the app runs.
//
// It is a look back and never a promise: nothing in it was counted or saved by this page, and the app's own screen replaces it.
// It is shown only where it fits: same size, same light, dark and contrast, and not after the time that the app said.

import { wishes } from "./wishes.js";

const NAME = "veertig-home";
const KEY = "/home";
const CALM_MS = 1000; // nothing has changed on the screen for so long
const ACROSS = 90; // dots in which the button is looked for
const NEAR = 16; // difference of a colour that still counts as the same

let waiting = 0;
let touched = 0;
addEventListener("pointerdown", () => (touched = Date.now()), true);

/** What must be the same for the picture to fit. */
function frame() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches ? " dark" : "";
  const { contrast, letters } = wishes();
  return `${innerWidth}x${innerHeight}@${devicePixelRatio}${dark}${contrast ? " contrast" : ""} ${letters}`;
}

/** The app draws its home screen (`look`: labels, rtl, action, until), or another one (null). */
export function watch(look) {
  clearTimeout(waiting);
  if (look) waiting = setTimeout(() => takePicture(look).catch(console.warn), CALM_MS);
}

async function takePicture(look) {
  const canvases = document.querySelector("flt-glass-pane")?.shadowRoot?.querySelectorAll("canvas") ?? [];
  const still = document.documentElement.dataset.tab === "shown" && !document.hidden && !document.querySelector("dialog");
  if (canvases.length !== 1) return;
  if (!still || Date.now() - touched < CALM_MS) {
    watch(look);
    return;
  }
  const [canvas] = canvases;
  const button = findButton(canvas, look.action);
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  copy.getContext("2d").drawImage(canvas, 0, 0);
  if (!button) return;
  const form = new FormData();
  form.append("picture", await copy.convertToBlob({ type: "image/webp", quality: 1 }));
  form.append("look", JSON.stringify({ ...look, button, frame: frame() }));
  await (await caches.open(NAME)).put(KEY, new Response(form));
}

/** Where the one big thing of the action's colour is, in parts of the screen: {x, y, width, height}. */
function findButton(canvas, action) {
  const high = Math.round((ACROSS * canvas.height) / canvas.width);
  const pen = new OffscreenCanvas(ACROSS, high).getContext("2d");
  pen.drawImage(canvas, 0, 0, ACROSS, high);
  const dots = pen.getImageData(0, 0, ACROSS, high).data;
  const wanted = [1, 3, 5].map((at) => parseInt(action.slice(at, at + 2), 16));
  const fits = (x, y) => wanted.every((part, n) => Math.abs(dots[4 * (y * ACROSS + x) + n] - part) < NEAR);
  const rows = [...Array(high).keys()].filter((y) => [...Array(ACROSS).keys()].filter((x) => fits(x, y)).length > ACROSS / 2);
  if (!rows.length) return null;
  const [top, bottom] = [rows[0], rows.at(-1) + 1];
  const middle = rows[0] + 1;
  const columns = [...Array(ACROSS).keys()].filter((x) => fits(x, middle));
  const [left, right] = [columns[0], columns.at(-1) + 1];
  return { x: left / ACROSS, y: top / high, width: (right - left) / ACROSS, height: (bottom - top) / high };
}

/** The last look of home if it still fits, else null: {url, button, labels, rtl}. */
export async function lastLook() {
  const kept = await (await caches.open(NAME)).match(KEY);
  if (!kept) return null;
  const form = await kept.formData();
  const look = JSON.parse(form.get("look"));
  if (look.frame !== frame() || (look.until && Date.now() > look.until * 1000)) return null;
  return { ...look, url: URL.createObjectURL(form.get("picture")) };
}
