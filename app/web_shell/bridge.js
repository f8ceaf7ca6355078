// The page's side of the connection to Python, which runs in a worker: Python asks the page to do something (an op), and the
// page sends Python events.
//
//   Python -> page   {id, op, args}
//   page -> Python   {re: id, ok} or {re: id, err}     the answer
//                    {event, data}                     something happened
//
// The channel's name holds the number of this tab, so no tab receives the messages of another. Events wait until Python sends
// "hello".

/** What the page does for an op. Nobody checks the arguments from Python: each op declares its own. */
/** @typedef {(args: any) => unknown} Act */
/** @typedef {{event: string, data: unknown}} Happening */

/** The connection of one tab to its Python. */
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
   * Set what to do when Python asks for `op`. An error becomes an error in Python.
   * @param {string} op
   * @param {Act} act gives the answer, but never null, which is not None in Python
   */
  on(op, act) {
    this.#ops.set(op, act);
  }

  /**
   * Send an event to Python, or keep it until Python listens.
   * @param {string} event
   * @param {unknown} [data]
   */
  event(event, data) {
    if (this.#waiting) this.#waiting.push({ event, data });
    else this.#channel?.postMessage({ event, data });
  }

  /** Whether Python listens to events. */
  get heard() {
    return this.#waiting === null && this.#channel !== null;
  }

  /** Close the connection, for good. */
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
