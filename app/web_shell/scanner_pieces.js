// The pieces of the scanner's screen: elements, line drawings, round buttons.

/** @typedef {keyof typeof PICTURES} Drawing */

const PICTURES = {
  code: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM7 7v.1M17 7v.1M7 17v.1M14 14h2v2M19 14.500v2M14.500 19.500h2M19.500 19.500v.1",
  close: "M6 6l12 12M18 6L6 18",
  photo: "M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM3 16l5-5 5 5 3-3 5 5M16 8.5v.1",
  torch: "M7 2h10v4l-3 4v11a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1V10L7 6zM7 6h10M12 12v3",
  camera_ask: "M3 7h4l2-2h6l2 2h4a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM8.5 12.500l2.500 2.500 4.500-5",
  camera_none: "M4 4l16 16M9 5h6l2 3h2a2 2 0 0 1 2 2v7M17 19H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2h1M9.5 11a4 4 0 0 0 5.5 5.5",
  photo_none: "M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM9 9v.1M15 9v.1M8 16c2.5-2.5 5.500-2.500 8 0",
};

/**
 * A new element with its children.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} tag
 * @param {string} className
 * @param {...(Node | string)} children
 */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

/**
 * A new SVG element with one of the scanner's line drawings.
 * @param {Drawing} name
 */
export function drawing(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PICTURES[name]);
  svg.append(path);
  return svg;
}

/**
 * The content of a round button: its drawing, and its word beneath.
 * @param {Drawing} name
 * @param {string} words
 * @returns {[HTMLElement, HTMLElement]}
 */
export function round(name, words) {
  return [make("span", "round", drawing(name)), make("span", "word", words)];
}

/**
 * A new round button.
 * @param {Drawing} name also its class
 * @param {string} words
 */
export function roundButton(name, words) {
  const button = make("button", name, ...round(name, words));
  button.type = "button";
  return button;
}
