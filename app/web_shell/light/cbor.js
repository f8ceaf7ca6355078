// Values as bytes, each in its only encoding (app/protocol/README.md, V1 to V7).

import { malformed } from "./refusal.js";
import { checkText } from "./text.js";

/** @import { Bytes } from "../keys.js" */

/** @typedef {bigint | Bytes | string | boolean | null | Value[] | Map<bigint, Value>} Value */
/** @typedef {{size: number, depth: number, items: number}} Limits */

/** The limits of a message: its bytes, its levels of nesting, its items in all. */
export const SMALL = { size: 2048, depth: 4, items: 64 };

/** @type {Record<number, number>} extra information -> bytes of the number */
const SIZES = { 24: 1, 25: 2, 26: 4, 27: 8 };
/** @type {Record<number, bigint>} bytes -> the smallest number that needs them */
const SMALLEST = { 1: 24n, 2: 1n << 8n, 4: 1n << 16n, 8: 1n << 32n };
/** @type {Record<number, boolean | null>} */
const SIMPLE = { 20: false, 21: true, 22: null };
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The bytes of all parts in one array.
 * @param {...Uint8Array} parts
 * @returns {Bytes}
 */
export function concat(...parts) {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * @param {number} major
 * @param {bigint} number below 2 ** 64
 * @returns {Bytes}
 */
function head(major, number) {
  if (number < 24n) return Uint8Array.of((major << 5) | Number(number));
  const [extra, size] = Object.entries(SIZES).find(([, most]) => number < 1n << BigInt(8 * most)) ?? [];
  if (!size) throw new RangeError("a number has at most 8 bytes");
  const bytes = [];
  for (let place = size - 1; place >= 0; place -= 1) bytes.push(Number((number >> BigInt(8 * place)) & 255n));
  return Uint8Array.of((major << 5) | Number(extra), ...bytes);
}

/**
 * The bytes of a value. Throws RangeError for an integer of more than 8 bytes.
 * @param {Value} value
 * @returns {Bytes}
 */
export function encode(value) {
  if (typeof value === "bigint") return value >= 0n ? head(0, value) : head(1, -1n - value);
  if (value instanceof Uint8Array) return concat(head(2, BigInt(value.length)), value);
  if (typeof value === "string") {
    const raw = new TextEncoder().encode(value);
    return concat(head(3, BigInt(raw.length)), raw);
  }
  if (Array.isArray(value)) return concat(head(4, BigInt(value.length)), ...value.map(encode));
  if (value instanceof Map) {
    const fields = [...value].sort(([left], [right]) => (left < right ? -1 : 1));
    return concat(head(5, BigInt(value.size)), ...fields.flatMap(([key, inner]) => [encode(key), encode(inner)]));
  }
  return Uint8Array.of(value === null ? 0xf6 : value ? 0xf5 : 0xf4);
}

/**
 * The value of `data`. Refuses (`bad-code`) all bytes but the only encoding of one value within `limits`.
 * @param {Bytes} data
 * @param {Limits} limits
 */
export function decode(data, limits = SMALL) {
  if (data.length > limits.size) throw malformed("too long");
  const reader = new Reader(data, limits);
  const value = reader.value(1);
  if (reader.at !== data.length) throw malformed("bytes after the end");
  return value;
}

/** Reads values from bytes. Every method refuses with `bad-code`. */
class Reader {
  /** How many bytes were read. */
  at = 0;
  #items = 0;
  #data;
  #limits;

  /**
   * @param {Bytes} data
   * @param {Limits} limits
   */
  constructor(data, limits) {
    this.#data = data;
    this.#limits = limits;
  }

  /**
   * The next value.
   * @param {number} depth from 1
   * @returns {Value}
   */
  value(depth) {
    this.#count(depth);
    const [major, number] = this.#head();
    if (major === 0) return number;
    if (major === 1) {
      if (number >= 1n << 63n) throw malformed("integer too small");
      return -1n - number;
    }
    if (major === 2) return this.#take(number);
    if (major === 3) return this.#text(number);
    if (major === 4) {
      this.#room(number);
      return Array.from({ length: Number(number) }, () => this.value(depth + 1));
    }
    if (major === 5) {
      this.#room(2n * number);
      return this.#map(number, depth);
    }
    const simple = major === 7 ? SIMPLE[Number(number)] : undefined;
    if (simple !== undefined) return simple;
    throw malformed("tag, float or simple value");
  }

  /** @param {number} depth */
  #count(depth) {
    this.#items += 1;
    if (depth > this.#limits.depth || this.#items > this.#limits.items) throw malformed("too deep or too many items");
  }

  /**
   * Every item takes at least a byte: refuse a length that the bytes cannot hold, before anything of that length is made.
   * @param {bigint} number
   */
  #room(number) {
    if (number > BigInt(this.#data.length - this.at)) throw malformed("cut off");
  }

  /** @returns {[major: number, number: bigint]} */
  #head() {
    const first = this.#data[this.at];
    if (first === undefined) throw malformed("cut off");
    this.at += 1;
    const [major, extra] = [first >> 5, first & 31];
    if (extra < 24) return [major, BigInt(extra)];
    const size = SIZES[extra];
    if (!size || major === 7) throw malformed("reserved, indefinite or float");
    const number = [...this.#take(BigInt(size))].reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    if (number < (SMALLEST[size] ?? 0n)) throw malformed("not the shortest spelling");
    return [major, number];
  }

  /** @param {bigint} length */
  #take(length) {
    this.#room(length);
    const part = this.#data.slice(this.at, this.at + Number(length));
    this.at += Number(length);
    return part;
  }

  /** @param {bigint} length */
  #text(length) {
    const raw = this.#take(length);
    let text;
    try {
      text = UTF8.decode(raw);
    } catch {
      throw malformed("not UTF-8");
    }
    return checkText(text);
  }

  /**
   * @param {bigint} length
   * @param {number} depth
   */
  #map(length, depth) {
    /** @type {Map<bigint, Value>} */
    const result = new Map();
    let last = -1n;
    for (let left = length; left > 0n; left -= 1n) {
      this.#count(depth + 1);
      const [major, key] = this.#head();
      if (major !== 0 || key <= last) throw malformed("map keys are integers in rising order");
      last = key;
      result.set(key, this.value(depth + 1));
    }
    return result;
  }
}
