// A duration as clocks (as in app/ui/controls/clocks.py).

const [ACROSS, SIDE] = [5, 100]; // clocks in a row, and the side of each in the drawing's units
const SVG = "http://www.w3.org/2000/svg";

/**
 * A new SVG element.
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {...Element} children
 */
export function svg(name, attributes, ...children) {
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
