// Two readers of one camera: the browser's own, and ours. A browser's own may find nothing, ever, or never answer, so ours reads
// beside it when two seconds brought no text. Where only ours found a code it reads from the first frame on, also next time.

import { within } from "./limit.js";

/** @import { FrameReader } from "./decode.js" */

export const PATIENCE_MS = 2000; // without a text, until ours reads, too
const ANSWER_MS = 1000; // for one answer of the browser's own
const FAILURES = 3; // the service behind the browser's own may only be late; after three failures it is not asked again
const AGAIN_MS = 5000; // until ours is loaded again, when it did not come

/** The frames of one camera, one after the other. */
export class Readers {
  #own;
  #load;
  #isBlind;
  #remember;
  /** @type {FrameReader | null} */
  #ours = null;
  #loadAt = Number.NEGATIVE_INFINITY;
  #since = Number.NaN; // the last text, or the first frame
  #failures = 0;
  #isAsked = false; // the browser's own, and it has not answered
  /** @type {string[]} */
  #heard = [];

  /**
   * @param {FrameReader | null} own the browser's own; null when there is none
   * @param {() => Promise<FrameReader>} load loads ours
   * @param {boolean} isBlind whether only ours found a code, the last time
   * @param {(isBlind: boolean) => void} remember keeps that for the next time
   */
  constructor(own, load, isBlind, remember) {
    this.#own = own;
    this.#load = load;
    this.#isBlind = isBlind;
    this.#remember = remember;
  }

  /**
   * The texts in this frame. Rejects when neither reader can be used.
   * @param {HTMLVideoElement} video
   * @param {number} now milliseconds of a clock that only goes forward
   */
  async read(video, now) {
    if (Number.isNaN(this.#since)) this.#since = now;
    let texts = await this.#readOwn(video);
    let isBlind = false;
    if (!texts.length && (this.#isBlind || !this.#hasOwn || now - this.#since >= PATIENCE_MS)) {
      texts = await this.#readOurs(video, now);
      isBlind = this.#own !== null;
    }
    if (!texts.length) return texts;
    this.#since = now;
    if (isBlind !== this.#isBlind) this.#remember(isBlind);
    this.#isBlind = isBlind;
    return texts;
  }

  /** Whether the browser's own can be relied on: it answers. */
  get #hasOwn() {
    return this.#own !== null && this.#failures < FAILURES && !this.#isAsked;
  }

  /**
   * What the browser's own finds in this frame, or found in an earlier one and said late.
   * @param {HTMLVideoElement} video
   */
  async #readOwn(video) {
    if (this.#hasOwn && !this.#heard.length) await within(this.#askOwn(video), ANSWER_MS, undefined);
    const texts = this.#heard;
    this.#heard = [];
    return texts;
  }

  /** @param {HTMLVideoElement} video */
  async #askOwn(video) {
    this.#isAsked = true;
    try {
      this.#heard = (await this.#own?.(video)) ?? [];
    } catch {
      this.#failures += 1; // why does not matter: ours reads instead
    }
    this.#isAsked = false;
  }

  /**
   * @param {HTMLVideoElement} video
   * @param {number} now
   */
  async #readOurs(video, now) {
    const isAlone = !this.#hasOwn;
    try {
      if (isAlone) this.#ours ??= await this.#load();
      else if (!this.#ours) this.#loadBeside(now);
      return (await this.#ours?.(video)) ?? [];
    } catch (error) {
      if (isAlone) throw error;
      return []; // the browser's own goes on
    }
  }

  /**
   * Load ours while the browser's own reads on.
   * @param {number} now
   */
  #loadBeside(now) {
    if (now - this.#loadAt < AGAIN_MS) return;
    this.#loadAt = now;
    this.#load().then(
      (ours) => {
        this.#ours = ours;
      },
      () => {}, // asked for again later
    );
  }
}
