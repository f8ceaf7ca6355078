// The device's own "back": each screen behind the first, and the camera, is an entry of the browser's history, and going back there
// leaves the screen as its own button does. Without entries Android's back key would leave the app.
//
// Python says how many times back leads to its first screen. Entries are added right after the tap that opened a screen, as browsers
// skip those that a page added without a tap; they are taken off again when a button of the app led back.

/** @import { Bridge } from "./bridge.js" */

const KEY = "veertig.back"; // in an entry's state: how many entries of ours lie below it, itself counted
const MOST = 8;
const WAIT_MS = 1000; // the longest wait for a browser to go back

/** The entries of this page in the browser's history. */
export class Back {
  #screens = 0; // that Python has open behind its first
  /** @type {(() => void)[]} */
  #held = []; // what closes each thing that the page itself has open, the newest last
  #entries;
  #length; // of the whole history, after our last entry
  #moving = false;
  #timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  #history;
  #leave;

  /**
   * @param {Pick<History, "length" | "state" | "pushState" | "replaceState" | "go">} history
   * @param {() => void} leave tells Python to leave a screen
   */
  constructor(history, leave) {
    this.#history = history;
    this.#leave = leave;
    this.#length = history.length;
    this.#entries = entriesOf(history.state); // after a reload, those of the page before
    this.#settle();
  }

  /**
   * Python shows a screen from which back leads to the first in so many steps.
   * @param {number} screens
   */
  show(screens) {
    this.#screens = Math.min(screens, MOST);
    this.#settle();
    return true;
  }

  /**
   * The page itself has opened something. Gives what to call when it is closed.
   * @param {() => void} close is called when the person goes back
   */
  hold(close) {
    this.#held.push(close);
    this.#settle();
    return () => {
      const at = this.#held.indexOf(close);
      if (at >= 0) this.#held.splice(at, 1);
      this.#settle();
    };
  }

  /** A link was opened in this tab: if the browser made an entry for it, that is taken for one of ours. */
  adopt() {
    if (this.#history.length > this.#length) this.#entries += 1;
    this.#length = this.#history.length;
    this.#history.replaceState(this.#marked(this.#entries), "");
  }

  /**
   * The browser went to another entry. Gives whether it is none of Flutter's business.
   * @param {unknown} state of that entry
   */
  went(state) {
    const at = entriesOf(state);
    const [before, moved] = [this.#entries, this.#moving];
    this.#entries = at;
    this.#stopped();
    if (!moved) for (let left = before - at; left > 0; left -= 1) this.#leaveOne();
    this.#settle(); // after a step forward, too: what was left stays left
    return moved || at !== before;
  }

  #leaveOne() {
    const close = this.#held.pop();
    if (close) close();
    else if (this.#screens) {
      this.#screens -= 1;
      this.#leave();
    }
  }

  #settle() {
    if (this.#moving) return; // it goes on when the browser is there
    const wanted = this.#screens + this.#held.length;
    while (this.#entries < wanted) {
      this.#entries += 1;
      this.#history.pushState(this.#marked(this.#entries), "");
      this.#length = this.#history.length;
    }
    if (this.#entries === wanted) return;
    this.#moving = true;
    this.#timer = setTimeout(() => this.#stopped(), WAIT_MS);
    this.#history.go(wanted - this.#entries);
  }

  #stopped() {
    clearTimeout(this.#timer);
    this.#moving = false;
  }

  /** @param {number} entries */
  #marked(entries) {
    return { ...this.#history.state, [KEY]: entries };
  }
}

/** @param {any} state */
function entriesOf(state) {
  return Number(state?.[KEY] ?? 0);
}

/** @type {Back | null} */
let back = null;

/**
 * Begin, after `Address.follow` (which deals with links first), and add the op "screens" ({count}).
 * @param {Pick<Bridge, "on" | "event">} bridge
 */
export function addBack(bridge) {
  const begun = new Back(history, () => bridge.event("back"));
  back = begun;
  bridge.on("screens", ({ count }) => begun.show(count));
  addEventListener("popstate", (event) => begun.went(event.state) && event.stopImmediatePropagation(), true);
}

/**
 * As `Back.hold`, for the page's own parts.
 * @param {() => void} close
 */
export const hold = (close) => back?.hold(close) ?? (() => {});

/** As `Back.adopt`. */
export const adopt = () => back?.adopt();
