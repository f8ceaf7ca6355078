// One tab of each role runs the app. It holds a lock, and the tabs of one role talk by a channel.
//
// A tab that opens while another runs asks it to yield: to save, to stop, and to hand over the links that it has not yet dealt
// with. A tab that does not answer is frozen or closed: its lock is stolen, and it stops itself when it wakes. The next tab always
// steals the lock, so that no moment is without a holder, and tabs take over one after the other: each can ask the one before.

import { abortAfter } from "./limit.js";

const ANSWER_MS = 3000; // the longest wait for an answer
const TURN_MS = 8000; // the longest wait for a turn to take over
const CLOSING_MS = 1000; // the longest wait for a tab that closes
const RUNNING = /^veertig-(phone|buddy|counsellor|display-\d+)$/;

/** @typedef {{yield?: string, re?: string, routes?: string[]}} Message `yield` asks, `re` answers */

/** This tab among the tabs of its role. */
export class Tabs {
  #role;
  #channel;
  #running = false;
  #onYield;
  #onLost;

  /**
   * When another tab takes over, `onYield` saves, stops and gives the open routes; after a stolen lock `onLost` only stops.
   * @param {string} role
   * @param {() => Promise<string[]>} onYield
   * @param {() => void} onLost
   */
  constructor(role, onYield, onLost) {
    this.#role = role;
    this.#onYield = onYield;
    this.#onLost = onLost;
    this.#channel = new BroadcastChannel(`veertig-tabs-${role}`);
    this.#channel.addEventListener("message", ({ data }) => this.#asked(data));
  }

  /** Whether this tab runs the app. */
  get running() {
    return this.#running;
  }

  /**
   * Become the running tab if there is no other, and give whether it is. With `time`, wait a second for a tab that closes.
   * @param {boolean} time
   */
  claim(time) {
    return this.#lock(time ? { signal: abortAfter(CLOSING_MS) } : { ifAvailable: true });
  }

  /**
   * Become the running tab, after `receive` got the routes that the other tab had not yet dealt with.
   * @param {(routes: string[]) => void} receive
   */
  async takeOver(receive) {
    const take = async () => {
      receive(await this.#ask());
      await this.#lock({ steal: true });
    };
    const turn = { signal: abortAfter(TURN_MS) };
    await navigator.locks.request(`veertig-turn-${this.#role}`, turn, take).catch((error) => {
      if (this.#running) throw error;
      return take(); // the tab before us froze while it took over
    });
  }

  /** Whether a tab of another role runs: then no file may change under it. */
  async othersRun() {
    const { held } = await navigator.locks.query();
    return (held ?? []).some(({ name = "" }) => RUNNING.test(name) && name !== `veertig-${this.#role}`);
  }

  /**
   * @param {LockOptions} options
   * @returns {Promise<boolean>}
   */
  #lock(options) {
    return new Promise((resolve) => {
      navigator.locks
        .request(`veertig-${this.#role}`, options, (lock) => {
          this.#running = lock !== null;
          resolve(this.#running);
          return lock && new Promise(() => {}); // the lock is held as long as this page lives
        })
        .catch(() => (this.#running ? this.#stolen() : resolve(false))); // rejected: another tab stole it, or it was not free in time
    });
  }

  /** @returns {Promise<string[]>} */
  #ask() {
    const id = crypto.randomUUID();
    return new Promise((resolve) => {
      const hear = (/** @type {{data: Message}} */ { data }) => {
        if (data.re !== id) return;
        this.#channel.removeEventListener("message", hear);
        resolve(data.routes ?? []);
      };
      this.#channel.addEventListener("message", hear);
      this.#channel.postMessage({ yield: id });
      setTimeout(() => hear({ data: { re: id, routes: [] } }), ANSWER_MS);
    });
  }

  /** @param {Message} message */
  async #asked(message) {
    if (!message.yield || !this.#running) return;
    this.#running = false;
    const routes = await this.#onYield();
    this.#channel.postMessage({ re: message.yield, routes });
  }

  #stolen() {
    this.#running = false;
    this.#onLost();
  }
}
