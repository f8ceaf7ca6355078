// A recovery card as one picture (PNG), which every messenger, printer and photo album takes.
//
// `layOut` decides where everything is; `drawCard` draws it. Nothing is sent anywhere: the pictures come from our own files.

/**
 * @typedef {object} Sheet
 * @property {string[]} code the rows of the QR code, "1" for a dark module
 * @property {string[]} pictures the ten names below icons/, without ending
 * @property {string[]} above lines of text above the code
 * @property {string[]} below lines of text beneath the pictures
 * @property {boolean} rtl whether the language is read from the right
 */

export const WIDE = 1080; // pixels: as wide as a phone's photo, and sharp on a quarter of A4
const EDGE = 60;
const CODE = 620;
const QUIET = 4; // modules of white around the code
const ACROSS = 5;
const GAP = 16;
const TILE = (WIDE - 2 * EDGE - (ACROSS - 1) * GAP) / ACROSS;
const TITLE = 68;
const LINE = 40;
const LEAST = 24; // pixels: the smallest letters
const INK = "#20302F";

/**
 * Where the parts of a card are, in pixels from the upper left corner.
 * @param {Sheet} sheet
 */
export function layOut({ code, pictures, above, below, rtl }) {
  const lines = [];
  let y = EDGE;
  for (const [at, text] of above.entries()) {
    const size = at ? LINE : TITLE;
    y += size * 1.3;
    lines.push({ text, y, size, bold: at < 2 });
  }
  y += EDGE / 2;
  const whole = Math.floor(CODE / (code.length + 2 * QUIET)); // whole pixels: every module is as sharp as the next
  const side = whole * code.length;
  const corner = { x: Math.round((WIDE - side) / 2), y: Math.round(y) + whole * QUIET };
  y = corner.y + side + whole * QUIET + GAP;
  const top = y;
  const places = pictures.map((name, at) => {
    const column = at % ACROSS;
    const x = EDGE + (rtl ? ACROSS - 1 - column : column) * (TILE + GAP);
    return { name, number: `${at + 1}`, x, y: top + Math.floor(at / ACROSS) * (TILE + GAP) };
  });
  y = top + Math.ceil(pictures.length / ACROSS) * (TILE + GAP);
  for (const text of below) {
    y += LINE * 1.4;
    lines.push({ text, y, size: LINE, bold: false });
  }
  return { lines, code: { ...corner, module: whole }, places, high: Math.round(y + EDGE) };
}

/**
 * The picture of the card.
 * @param {Sheet} sheet
 * @returns {Promise<Blob>}
 */
export async function drawCard(sheet) {
  const { lines, code, places, high } = layOut(sheet);
  const canvas = document.createElement("canvas");
  canvas.width = WIDE;
  canvas.height = high;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas here");
  const drawings = await Promise.all(places.map(({ name }) => drawing(name)));
  await Promise.all(["400", "700"].map((weight) => document.fonts.load(`${weight} ${LINE}px Veertig`).catch(() => []))); // else the device's own letters
  pen.fillStyle = "#FFFFFF";
  pen.fillRect(0, 0, WIDE, high);
  pen.strokeStyle = INK;
  pen.lineWidth = 4;
  pen.strokeRect(EDGE / 3, EDGE / 3, WIDE - (2 * EDGE) / 3, high - (2 * EDGE) / 3);
  pen.fillStyle = INK;
  pen.direction = sheet.rtl ? "rtl" : "ltr";
  pen.textAlign = "center";
  for (const { text, y, size, bold } of lines) write(pen, text, y, size, bold);
  pen.fillStyle = "#000000";
  for (const [row, modules] of sheet.code.entries())
    for (const [column, dark] of [...modules].entries())
      if (dark === "1") pen.fillRect(code.x + column * code.module, code.y + row * code.module, code.module, code.module);
  for (const [at, place] of places.entries()) {
    const image = drawings[at];
    if (image) drawTile(pen, place, image);
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture of the card"))), "image/png"),
  );
}

/**
 * A line in the middle, in smaller letters where it would be too wide.
 * @param {CanvasRenderingContext2D} pen
 * @param {string} text
 * @param {number} y
 * @param {number} size
 * @param {boolean} bold
 */
function write(pen, text, y, size, bold) {
  let fits = size;
  do {
    pen.font = `${bold ? 700 : 400} ${fits}px Veertig, sans-serif`;
    fits -= 2;
  } while (fits >= LEAST && pen.measureText(text).width > WIDE - 2 * EDGE);
  pen.fillText(text, WIDE / 2, y);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {{number: string, x: number, y: number}} place
 * @param {HTMLImageElement} image
 */
function drawTile(pen, { number, x, y }, image) {
  pen.strokeStyle = "#8C8474";
  pen.lineWidth = 3;
  pen.strokeRect(x, y, TILE, TILE);
  const side = TILE * 0.72;
  pen.drawImage(image, x + TILE - side - 10, y + TILE - side - 10, side, side);
  pen.fillStyle = INK;
  pen.font = "700 36px Veertig, sans-serif";
  pen.textAlign = "left";
  pen.direction = "ltr";
  pen.fillText(number, x + 10, y + 40);
}

/**
 * One of our pictures, with a size of its own: without it Firefox draws nothing on a canvas.
 * @param {string} name
 * @returns {Promise<HTMLImageElement>}
 */
async function drawing(name) {
  const answer = await fetch(`icons/${name}.svg`);
  if (!answer.ok) throw new Error(`icons/${name}.svg: ${answer.status}`);
  const text = (await answer.text()).replace("<svg ", '<svg width="512" height="512" ');
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const image = new Image();
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = () => reject(new Error(`icons/${name}.svg`));
      image.src = url;
    });
  } finally {
    URL.revokeObjectURL(url);
  }
  return image;
}
