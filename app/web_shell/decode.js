// Reads codes in pictures: with the browser's own reader, and with zxing as WebAssembly, which is loaded at first use.
// readers.js decides which of the two reads a frame of the camera.

import { within } from "./limit.js";
import { Readers } from "./readers.js";

/** @typedef {[x: number, y: number, width: number, height: number]} Box */
/** @typedef {(video: HTMLVideoElement) => Promise<string[]>} FrameReader */
/** @typedef {{readBarcodes: (image: ImageData, options: object) => Promise<{text: string}[]>}} Zxing */

const MOST = 4; // codes in one picture
const ZXING = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: MOST };
const FORMATS_MS = 1000; // for the browser to say what its reader knows
const LOAD_MS = 30_000; // for zxing to come
const PHOTO_MS = 4000; // for the browser's own reader, with one photo
const BLIND = "veertig.blind"; // in localStorage: the browser's own reader found nothing where zxing did
const PHOTO_SIZES = [1600, 2600, 900]; // px of the longest side; large photos hide small codes, and small photos lose detail

const canvas = document.createElement("canvas");
const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
/** @type {Promise<Zxing> | null} */
let library = null;

function zxing() {
  library ??= loaded().catch((error) => {
    library = null; // a later try may have network
    throw error;
  });
  return library;
}

/** @returns {Promise<Zxing>} */
async function loaded() {
  const came = within(script("scan/zxing_reader.js").then(compiled), LOAD_MS, null);
  if (!(await came)) throw new Error("scan/zxing_reader.js: too late");
  return ZXingWASM;
}

async function compiled() {
  const locateFile = (/** @type {string} */ name) => (name.endsWith(".wasm") ? "scan/zxing_reader.wasm" : name);
  await ZXingWASM.prepareZXingModule({ overrides: { locateFile }, fireImmediately: true });
  return true;
}

/** @param {string} src */
function script(src) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = src;
    element.onload = resolve;
    element.onerror = () => reject(new Error(src));
    document.head.append(element);
  });
}

/** Load the reader of photos before it is needed. Never rejects. */
export function prepare() {
  return zxing().catch(() => {}); // its use tries again, and reports the error
}

/**
 * The pixels of a part of a picture, scaled.
 * @param {CanvasImageSource} source
 * @param {Box} box of it
 */
function pixels(source, [x, y, width, height], toWidth = width, toHeight = height) {
  canvas.width = toWidth;
  canvas.height = toHeight;
  pen.drawImage(source, x, y, width, height, 0, 0, toWidth, toHeight);
  return pen.getImageData(0, 0, toWidth, toHeight);
}

// Brightness 0 to 255 -> its logarithm: what is lit unevenly, as under a flickering lamp or by a screen's moire, is as black and
// white as elsewhere. Of the codes in such frames zxing reads nearly none without it, and nearly all with it (tests/bench/hard.py).
const EVEN = Uint8ClampedArray.from({ length: 256 }, (_, light) => (255 * Math.log1p(light / 4)) / Math.log1p(255 / 4));

/**
 * The picture in grey, with its light evened out.
 * @param {ImageData} image is changed
 */
function evened(image) {
  const { data } = image;
  for (let at = 0; at < data.length; at += 4) {
    const light = EVEN[(data[at] + 2 * data[at + 1] + data[at + 2]) >> 2];
    data[at] = light;
    data[at + 1] = light;
    data[at + 2] = light;
  }
  return image;
}

/** @param {ImageData} image */
async function read(image) {
  const codes = await (await zxing()).readBarcodes(image, ZXING);
  return codes.map((code) => code.text).filter(Boolean);
}

async function ownDetector() {
  try {
    const formats = await within(BarcodeDetector.getSupportedFormats(), FORMATS_MS, null);
    return formats?.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
  } catch {
    return null; // the browser has no such class, or the phone lacks the service behind it
  }
}

/**
 * @param {BarcodeDetector} detector
 * @param {HTMLVideoElement | ImageBitmap} source
 */
async function detect(detector, source) {
  const codes = await detector.detect(source);
  return codes.map((code) => code.rawValue).filter(Boolean).slice(0, MOST);
}

/** @returns {Promise<FrameReader>} */
async function zxingReader() {
  await zxing();
  let frame = 0;
  return async (video) => {
    const { videoWidth: width, videoHeight: height } = video;
    const side = Math.min(width, height);
    // People aim with the square in the middle, and it is faster to read. Every third time the whole frame is read, and every
    // third time the square with its light evened out.
    /** @type {Box} */
    const middle = [(width - side) / 2, (height - side) / 2, side, side];
    frame += 1;
    if (frame % 3 === 1) return read(pixels(video, [0, 0, width, height]));
    const square = pixels(video, middle);
    return read(frame % 3 === 2 ? square : evened(square));
  };
}

function isBlind() {
  try {
    return localStorage.getItem(BLIND) === "1";
  } catch {
    return false; // this browser stores nothing
  }
}

/** @param {boolean} blind */
function rememberBlind(blind) {
  try {
    if (blind) localStorage.setItem(BLIND, "1");
    else localStorage.removeItem(BLIND);
  } catch {
    // This browser stores nothing, or is full: it is found out again the next time.
  }
}

/**
 * A function that gives the texts of up to four codes in the current frame of a playing video. It rejects when no reader works;
 * so does this, when there is only zxing and it cannot be loaded.
 * @returns {Promise<FrameReader>}
 */
export async function frameReader() {
  const detector = await ownDetector();
  if (!detector) return zxingReader();
  const readers = new Readers((video) => detect(detector, video), zxingReader, isBlind(), rememberBlind);
  return (video) => readers.read(video, performance.now());
}

/**
 * The texts of up to four codes in a photo of any size and rotation. Rejects when the browser cannot read the file.
 * @param {Blob} file
 */
export async function readPhoto(file) {
  const photo = await createImageBitmap(file);
  const texts = await zxingPhoto(photo).catch(() => []); // it could not be loaded
  if (texts.length) return texts;
  const detector = await ownDetector();
  return detector ? within(detect(detector, photo), PHOTO_MS, []).catch(() => []) : []; // the service behind it is missing
}

/** @param {ImageBitmap} photo */
async function zxingPhoto(photo) {
  /** @type {Box} */
  const whole = [0, 0, photo.width, photo.height];
  for (const even of [false, true]) {
    for (const longest of PHOTO_SIZES) {
      const scale = Math.min(1, longest / Math.max(photo.width, photo.height));
      const image = pixels(photo, whole, Math.round(photo.width * scale), Math.round(photo.height * scale));
      const texts = await read(even ? evened(image) : image);
      if (texts.length) return texts;
    }
  }
  return [];
}
