// Codes in pictures: the browser's own reader where it has one, else zxing as WebAssembly, loaded at first use.

/** @typedef {[x: number, y: number, width: number, height: number]} Box */
/** @typedef {(video: HTMLVideoElement) => Promise<string[]>} FrameReader */
/** @typedef {{readBarcodes: (image: ImageData, options: object) => Promise<{text: string}[]>}} Zxing */

const MOST = 4;
const ZXING = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: MOST };
const PHOTO_SIZES = [1600, 2600, 900]; // longest side; big photos hide small codes, and small ones lose detail

const canvas = document.createElement("canvas");
const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
/** @type {Promise<Zxing> | null} */
let library = null;

function zxing() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "scan/zxing_reader.js";
    script.onerror = () => {
      library = null; // another try may find the network back
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

/** Load the reader before it is needed. */
export function prepare() {
  return "BarcodeDetector" in globalThis ? Promise.resolve() : zxing().catch(() => {}); // its use tries again, and says so
}

/**
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
  const found = await (await zxing()).readBarcodes(image, ZXING);
  return found.map((code) => code.text).filter(Boolean);
}

async function ownDetector() {
  try {
    const formats = await BarcodeDetector.getSupportedFormats();
    return formats.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
  } catch {
    return null; // no such class, or a phone without the service behind it
  }
}

/**
 * A function from a playing video to the texts of up to four codes in its present frame.
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
        // The service behind it may only be late; when it fails again and again, zxing does the work.
        failures += 1;
        if (failures > 2) detector = null;
        return [];
      }
    }
    const { videoWidth: width, videoHeight: height } = video;
    const side = Math.min(width, height);
    // The square in the middle is where people aim, and faster; every third time the whole frame.
    /** @type {Box} */
    const middle = [(width - side) / 2, (height - side) / 2, side, side];
    frame += 1;
    return read(pixels(video, frame % 3 === 1 ? [0, 0, width, height] : middle));
  };
}

/**
 * The texts in a photo of any size and rotation.
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
