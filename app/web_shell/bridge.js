// The page's end of the line to Python, which runs in a worker: Python asks the page to do something, the page tells Python
// what happened.
//
//   Python -> page   {id, op, args}
//   page -> Python   {re: id, ok} or {re: id, err}     the answer
//                    {event, data}                     something happened
//
// The channel's name holds the number of this tab, so two tabs never hear each other. Events wait until Python says "hello".

/** What the page does for an op. Nobody checks what Python sends: each op says itself what it takes. */
/** @typedef {(args: any) => unknown} Act */
/** @typedef {{event: string, data: unknown}} Happening */

export class Bridge {
  /** @type {BroadcastChannel | null} */
  #channel;
  /** @type {Map<string, Act>} */
  #ops = new Map();
  /** @type {Happening[] | null} */
  #waiting = [];

  /** @param {string} tab the number of this tab */
  constructor(tab) {
    this.#channel = new BroadcastChannel(`veertig-${tab}`);
    this.#channel.onmessage = ({ data }) => this.#answer(data);
    this.on("hello", () => this.#deliver());
  }

  /**
   * What to do when Python asks for `op`. A null answer is no good: Python would not see it as None.
   * @param {string} op
   * @param {Act} act
   */
  on(op, act) {
    this.#ops.set(op, act);
  }

  /**
   * Tell Python.
   * @param {string} event
   * @param {unknown} [data]
   */
  event(event, data) {
    if (this.#waiting) this.#waiting.push({ event, data });
    else this.#channel?.postMessage({ event, data });
  }

  /** Whether Python is there to hear events. */
  get heard() {
    return this.#waiting === null && this.#channel !== null;
  }

  stop() {
    this.#channel?.close();
    this.#channel = null;
  }

  #deliver() {
    const waiting = this.#waiting || [];
    this.#waiting = null;
    for (const message of waiting) this.#channel?.postMessage(message);
    return true;
  }

  /** @param {{id: number, op?: string, args?: object}} message */
  async #answer({ id, op, args }) {
    if (op === undefined) return;
    let reply;
    try {
      const act = this.#ops.get(op);
      if (!act) throw new Error(`unknown: ${op}`);
      reply = { re: id, ok: await act(args || {}) };
    } catch (error) {
      reply = { re: id, err: String(error) };
    }
    this.#channel?.postMessage(reply);
  }
}
