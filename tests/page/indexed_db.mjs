// A small IndexedDB: stores with keys of their own, transactions one after the other, aborted as a whole. A test may kill the page
// after so many transactions: the last one is durable, and nobody hears of it.

/** @typedef {string | number} Key */

/** @param {[Key, unknown]} left @param {[Key, unknown]} right numbers before texts, as in the standard */
function inOrder([left], [right]) {
  if (typeof left !== typeof right) return typeof left === "number" ? -1 : 1;
  return left < right ? -1 : 1;
}

class FakeRequest {
  /** @type {any} */
  result;
  /** @type {DOMException | null} */
  error = null;
  /** @type {(() => void) | undefined} */
  onsuccess;

  /** @param {() => unknown} act */
  constructor(act) {
    this.act = act;
  }
}

class FakeStore {
  /**
   * @param {Map<Key, unknown>} rows
   * @param {FakeRequest[]} asked
   */
  constructor(rows, asked) {
    this.rows = rows;
    this.asked = asked;
  }

  /** @param {() => unknown} act */
  #ask(act) {
    const request = new FakeRequest(act);
    this.asked.push(request);
    return request;
  }

  #all() {
    return [...this.rows].sort(inOrder);
  }

  /** @param {unknown} row @param {Key} key */
  add(row, key) {
    return this.#ask(() => {
      if (this.rows.has(key)) throw new DOMException("there already", "ConstraintError");
      this.rows.set(key, row);
    });
  }

  /** @param {unknown} row @param {Key} key */
  put(row, key) {
    return this.#ask(() => this.rows.set(key, row));
  }

  /** @param {Key} key */
  get(key) {
    return this.#ask(() => this.rows.get(key));
  }

  /** @param {Key} key */
  getKey(key) {
    return this.#ask(() => (this.rows.has(key) ? key : undefined));
  }

  /** @param {Key} key */
  count(key) {
    return this.#ask(() => Number(this.rows.has(key)));
  }

  getAll() {
    return this.#ask(() => this.#all().map(([, row]) => row));
  }

  getAllKeys() {
    return this.#ask(() => this.#all().map(([key]) => key));
  }

  clear() {
    return this.#ask(() => this.rows.clear());
  }
}

/** One database, with one store; the class is the page's IDBDatabase. */
export class FakeDatabase {
  /** @type {Map<Key, unknown>} */
  rows = new Map();
  /** @type {Promise<unknown>} */
  turn = Promise.resolve();

  /** @param {FakeDatabases} all */
  constructor(all) {
    this.all = all;
  }

  createObjectStore() {}

  close() {}

  transaction() {
    /** @type {FakeRequest[]} */
    const asked = [];
    /** @type {any} */
    const work = { error: null, objectStore: () => new FakeStore(this.rows, asked) };
    this.turn = this.turn.then(() => this.#run(work, asked));
    return work;
  }

  /** @param {any} work @param {FakeRequest[]} asked */
  async #run(work, asked) {
    if (this.all.left === 0) return; // the page is no more
    const before = new Map(this.rows);
    for (let request = asked.shift(); request; request = asked.shift()) {
      await new Promise(setImmediate);
      try {
        request.result = request.act();
        request.onsuccess?.();
      } catch (error) {
        this.rows.clear();
        for (const [key, row] of before) this.rows.set(key, row);
        request.error = work.error = /** @type {DOMException} */ (error);
        work.onerror?.();
        work.onabort?.();
        return;
      }
    }
    this.all.left -= 1;
    if (this.all.left !== 0) work.oncomplete?.();
  }
}

/** All databases of a browser. */
export class FakeDatabases {
  /** How many transactions the page lives: the last one is durable, but the page does not hear of it. */
  left = Number.POSITIVE_INFINITY;
  /** @type {Map<string, FakeDatabase>} */
  kept = new Map();

  /** @param {string} name */
  open(name) {
    /** @type {any} */
    const request = {};
    setImmediate(() => {
      const is = this.kept.has(name);
      request.result = this.kept.get(name) ?? new FakeDatabase(this);
      this.kept.set(name, request.result);
      if (!is) request.onupgradeneeded?.();
      request.onsuccess();
    });
    return request;
  }
}
