// Reads codes in pictures: with the browser's own reader, or else with zxing as WebAssembly, which is loaded at first use.

/** @typedef {[x: number, y: number, width: number, height: number]} Box */
/** @typedef {(video: HTMLVideoElement) => Promise<string[]>} FrameReader */
/** @typedef {{readBarcodes: (image: ImageData, options: object) => Promise<{text: string}[]>}} Zxing */

const MOST = 4; // codes in one picture
const ZXING = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: MOST };
const PHOTO_SIZES = [1600, 2600, 900]; // px of the longest side; large photos hide small codes, and small photos lose detail

const canvas = document.createElement("canvas");
const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
/** @type {Promise<Zxing> | null} */
let library = null;

function zxing() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "scan/zxing_reader.js";
    script.onerror = () => {
      library = null; // a later try may have network
      reject(new Error("scan/zxing_reader.js"));
    };
    script.onload = () => {
      const locateFile = (/** @type {string} */ name) => (name.endsWith(".wasm") ? "scan/zxing_reader.wasm" : name);
      ZXingWASM.prepareZXingModule({ overrides: { locateFile }, fireImmediately: true });
      resolve(ZXingWASM);
    };
    document.head.append(script);
  });
  return library;
}

/** Load the reader before it is needed. Never rejects. */
export function prepare() {
  return "BarcodeDetector" in globalThis ? Promise.resolve() : zxing().catch(() => {}); // its use tries again, and reports the error
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

/** @param {ImageData} image */
async function read(image) {
  const codes = await (await zxing()).readBarcodes(image, ZXING);
  return codes.map((code) => code.text).filter(Boolean);
}

async function ownDetector() {
  try {
    const formats = await BarcodeDetector.getSupportedFormats();
    return formats.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
  } catch {
    return null; // the browser has no such class, or the phone lacks the service behind it
  }
}

/**
 * A function that gives the texts of up to four codes in the current frame of a playing video. Rejects when zxing cannot be loaded.
 * @returns {Promise<FrameReader>}
 */
export async function frameReader() {
  let detector = await ownDetector();
  let failures = 0;
  let frame = 0;
  if (!detector) await zxing();
  return async (video) => {
    if (detector) {
      try {
        return (await detector.detect(video)).slice(0, MOST).map((code) => code.rawValue);
      } catch {
        // The service behind it may only be late; after three failures zxing takes over.
        failures += 1;
        if (failures > 2) detector = null;
        return [];
      }
    }
    const { videoWidth: width, videoHeight: height } = video;
    const side = Math.min(width, height);
    // People aim with the square in the middle, and it is faster to read; every third time the whole frame is read.
    /** @type {Box} */
    const middle = [(width - side) / 2, (height - side) / 2, side, side];
    frame += 1;
    return read(pixels(video, frame % 3 === 1 ? [0, 0, width, height] : middle));
  };
}

/**
 * The texts of up to four codes in a photo of any size and rotation. Rejects when the browser cannot read the file.
 * @param {Blob} file
 */
export async function readPhoto(file) {
  const photo = await createImageBitmap(file);
  /** @type {Box} */
  const whole = [0, 0, photo.width, photo.height];
  for (const longest of PHOTO_SIZES) {
    const scale = Math.min(1, longest / Math.max(photo.width, photo.height));
    const texts = await read(pixels(photo, whole, Math.round(photo.width * scale), Math.round(photo.height * scale)));
    if (texts.length) return texts;
  }
  return [];
}
