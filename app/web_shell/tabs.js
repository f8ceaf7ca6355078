// One running tab per role. A lock says which; a channel lets the tabs of one role talk.
//
// A tab that opens while another runs asks it to yield: to finish what it is saving, stop, and hand over the links it had
// not yet dealt with. A tab that does not answer is frozen or gone: its lock is stolen, and it stops itself when it wakes.
// The lock is always taken by stealing, never left lying, and tabs take over one after the other: each finds somebody to ask.

const ANSWER_MS = 3000;
const TURN_MS = 8000;
const CLOSING_MS = 1000;
const RUNNING = /^veertig-(phone|buddy|counsellor|display-\d+)$/;

/** @typedef {{yield?: string, re?: string, routes?: string[]}} Message one tab asks, another answers */

export class Tabs {
  #role;
  #channel;
  #running = false;
  #onYield;
  #onLost;

  /**
   * When another tab takes over: `onYield` flushes, stops and returns the open routes; `onLost` only stops.
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

  get running() {
    return this.#running;
  }

  /**
   * Become the running tab if no other is. If there is `time`, one that is just being closed gets a moment to be gone.
   * @param {boolean} time
   */
  claim(time) {
    return this.#lock(time ? { signal: AbortSignal.timeout(CLOSING_MS) } : { ifAvailable: true });
  }

  /**
   * Become the running tab. First `receive` gets the routes that the other one had not yet dealt with.
   * @param {(routes: string[]) => void} receive
   */
  async takeOver(receive) {
    const take = async () => {
      receive(await this.#ask());
      await this.#lock({ steal: true });
    };
    const turn = { signal: AbortSignal.timeout(TURN_MS) };
    await navigator.locks.request(`veertig-turn-${this.#role}`, turn, take).catch((error) => {
      if (this.#running) throw error;
      return take(); // the tab before us froze in the middle of it
    });
  }

  /** Whether a tab of another role runs: its files must stay as they are. */
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
          return lock && new Promise(() => {}); // held as long as this page lives
        })
        .catch(() => (this.#running ? this.#stolen() : resolve(false))); // taken from us, or not had in time
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
