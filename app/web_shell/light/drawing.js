// Drawings that are made here: a duration as clocks (as in app/ui/controls/clocks.py), and the code that the newcomer scans.

import { correction, generate, mode } from "./lean_qr.js";

const [ACROSS, SIDE] = [5, 100]; // clocks in a row, and the side of each in the drawing's units
const QUIET = 4; // modules around a code
const MASK = 3; // any fixed mask, as in the app: a chosen mask is not easier to read
const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {...Element} children
 */
function svg(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/**
 * A new SVG element: a full clock for each hour, a half one for half an hour, at most five in a row.
 * @param {number} minutes
 * @param {boolean} rtl
 */
export function clocks(minutes, rtl) {
  const parts = Array.from({ length: Math.ceil(minutes / 60) }, (_, hour) => Math.min(60, minutes - 60 * hour));
  const rows = Math.ceil(parts.length / ACROSS);
  const across = Math.ceil(parts.length / rows);
  const faces = parts.map((part, number) => {
    const [column, row] = [number % across, Math.floor(number / across)];
    const beside = Math.min(across, parts.length - row * across); // the last row may be shorter, and is centred
    const x = ((across - beside) / 2 + (rtl ? beside - 1 - column : column)) * SIDE;
    return svg("g", { transform: `translate(${x} ${row * SIDE})` }, ...face(part));
  });
  const box = `0 0 ${across * SIDE} ${rows * SIDE}`;
  return svg("svg", { viewBox: box, class: "clocks", "aria-hidden": "true" }, ...faces);
}

/** @param {number} minutes */
function face(minutes) {
  const filled = [];
  if (minutes >= 60) filled.push(svg("circle", { cx: 50, cy: 50, r: 44, class: "fill" }));
  else if (minutes >= 30) filled.push(svg("path", { d: "M50 6A44 44 0 0 1 50 94z", class: "fill" }));
  const d = `M50 50L50 ${minutes >= 60 ? 22 : 78}`; // one hand: two would look like a time of the day
  const hand = ["edge", "hand"].map((part) => svg("path", { d, class: part }));
  const circle = (/** @type {string} */ part) => svg("circle", { cx: 50, cy: 50, r: 44, class: part });
  return [circle("rim"), ...filled, circle("rim bare"), ...hand]; // the edge is drawn last, so that no thin line of paper shows
}

/**
 * A new SVG element with the QR code of `letters` followed by `digits`: black on white, with its quiet zone, error correction M.
 * @param {[letters: string, digits: string]} link
 * @param {string} name for screen readers
 */
export function code([letters, digits], name) {
  const options = { minCorrectionLevel: correction.M, maxCorrectionLevel: correction.M, mask: MASK };
  const drawn = generate(mode.multi(mode.ascii(letters), mode.numeric(digits)), options);
  const side = drawn.size + 2 * QUIET;
  let path = "";
  for (let y = 0; y < drawn.size; y += 1) {
    for (let x = 0, length = 0; x < drawn.size; x += length || 1) {
      for (length = 0; drawn.get(x + length, y); length += 1);
      if (length) path += `M${x + QUIET} ${y + QUIET}h${length}v1h-${length}z`;
    }
  }
  const dots = svg("path", { d: path, fill: "#000", "shape-rendering": "crispEdges" });
  const paper = svg("rect", { width: side, height: side, fill: "#fff" });
  const attributes = { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": name, "data-version": (drawn.size - 17) / 4 };
  return svg("svg", attributes, paper, dots);
}
