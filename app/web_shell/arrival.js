// How much of the app has arrived, from 0 to 1: the bytes that the service worker delivers, then three steps. Pure.

const STEPS = 3; // Python runs, Flutter runs, the first screen is there
const BYTES_PART = 0.85; // the part of the bytes; the rest is for the steps

/** The sum of all that has arrived. */
export class Arrival {
  /** @type {Map<string, number>} path -> bytes */
  #files = new Map();
  #loaded = 0;
  #steps = 0;

  /**
   * Note how many bytes of one file are here.
   * @param {{file: string, bytes: number, total: number}} part `total` is the sum over all files of the first screen
   */
  bytes({ file, bytes, total }) {
    this.#files.set(file, bytes);
    const sum = [...this.#files.values()].reduce((left, right) => left + right, 0);
    this.#loaded = Math.min(1, sum / total);
  }

  /** Note that one of the three steps is done. */
  step() {
    this.#steps += 1;
  }

  /** How much has arrived, from 0 to 1. */
  get part() {
    return this.#loaded * BYTES_PART + (this.#steps * (1 - BYTES_PART)) / STEPS;
  }
}
