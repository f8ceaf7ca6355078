// How much of the app has arrived, from 0 to 1: the bytes that the service worker hands out, then three steps. Pure.

const STEPS = 3; // Python runs, Flutter runs, there is something to see
const BYTES_PART = 0.85; // the last tiles are for starting what was fetched

export class Arrival {
  /** @type {Map<string, number>} */
  #files = new Map();
  #loaded = 0;
  #steps = 0;

  /**
   * So much of one file is here.
   * @param {{file: string, bytes: number, total: number}} part `total` is what all files of the first screen have together
   */
  bytes({ file, bytes, total }) {
    this.#files.set(file, bytes);
    const sum = [...this.#files.values()].reduce((left, right) => left + right, 0);
    this.#loaded = Math.min(1, sum / total);
  }

  /** One of the three steps after the bytes. */
  step() {
    this.#steps += 1;
  }

  get part() {
    return this.#loaded * BYTES_PART + (this.#steps * (1 - BYTES_PART)) / STEPS;
  }
}
