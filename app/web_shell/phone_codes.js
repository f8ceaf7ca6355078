// Collects the codes that an old phone shows one after the other, until all of one handover are there (app/protocol/README.md, 20).
// Only what each says of itself is looked at: Python checks the rest. Pure.

import { Sighting } from "./sighting.js";

/** @import { Answer } from "./sighting.js" */

const CODE = /^VEERTIG-PHONE:([0-9]{1,3000})$/;
const HEAD = /^01(01[0-9a-f]{8})([0-9a-f]{2})([0-9a-f]{2})[0-9a-f]{2}/; // marker, form and id, index, count, and some data

/**
 * Which handover a text belongs to, and which of its codes it is; null for any other text.
 * @param {string} text
 */
export function codeIn(text) {
  const digits = CODE.exec(text)?.[1];
  if (!digits) return null;
  const hex = BigInt(digits).toString(16);
  const [, id = "", index = "", count = ""] = HEAD.exec(hex.length % 2 ? `0${hex}` : hex) ?? [];
  if (!id || Number.parseInt(index, 16) >= Number.parseInt(count, 16)) return null;
  return { whole: id + count, index: Number.parseInt(index, 16), count: Number.parseInt(count, 16) };
}

/** The codes of one look through the camera. */
export class PhoneCodes {
  /** @type {Map<string, Map<number, string>>} */
  #read = new Map(); // the texts by their index, for each handover
  #others = new Sighting();
  /** Which codes of the newest handover are there, in their order; empty before the first. @type {boolean[]} */
  there = [];

  /**
   * The answer after this frame, all texts of one handover; null to go on. A code of another kind ends it as elsewhere, but not
   * once the first of a phone was read.
   * @param {string[]} texts
   * @param {number} now milliseconds of a clock that only goes forward
   */
  see(texts, now) {
    const whole = this.#keep(texts);
    if (whole || this.there.length) return whole;
    return this.#others.see(texts, now);
  }

  /**
   * The answer after this photo; null when more codes are needed.
   * @param {string[]} texts
   */
  inPhoto(texts) {
    return this.#keep(texts);
  }

  /**
   * @param {string[]} texts
   * @returns {Answer | null}
   */
  #keep(texts) {
    for (const text of texts) {
      const code = codeIn(text);
      if (!code) continue;
      const read = this.#read.get(code.whole) ?? new Map();
      this.#read.set(code.whole, read.set(code.index, text));
      this.there = Array.from({ length: code.count }, (_, index) => read.has(index));
      if (read.size === code.count) return { texts: this.there.map((_, index) => read.get(index)) };
    }
    return null;
  }
}
