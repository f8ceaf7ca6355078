// The code that the newcomer scans.

import { svg } from "./clocks.js";
import { correction, generate, mode } from "./lean_qr.js";

const QUIET = 4; // modules around a code
const MASK = 3; // any fixed mask, as in the app: a chosen mask is not easier to read

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
