// Pieces of a browser, as small as the tests need them: what is kept, what is asked of the network, which address is shown.

/** @param {Record<string, unknown>} pieces become global names */
export function install(pieces) {
  for (const [name, value] of Object.entries(pieces)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}

/** localStorage or sessionStorage. */
export class FakeStorage {
  /** @type {Map<string, string>} */
  #kept = new Map();

  /** @param {string} name */
  getItem(name) {
    return this.#kept.get(name) ?? null;
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  setItem(name, value) {
    this.#kept.set(name, String(value));
  }

  /** @param {string} name */
  removeItem(name) {
    this.#kept.delete(name);
  }
}

/** A browser that was told to keep nothing. */
export class BlockedStorage {
  getItem() {
    throw new DOMException("blocked", "SecurityError");
  }
}

/** One cache; addresses lie below `http://here/`. */
export class FakeCache {
  /** @type {Map<string, Response>} */
  kept = new Map();
  isFull = false;

  /** @param {string} path */
  async match(path) {
    return this.kept.get(addressOf(path))?.clone();
  }

  /**
   * @param {string} path
   * @param {Response} answer
   */
  async put(path, answer) {
    if (this.isFull) throw new DOMException("no room", "QuotaExceededError");
    this.kept.set(addressOf(path), answer);
  }

  async keys() {
    return [...this.kept.keys()].map((url) => ({ url }));
  }

  /** @param {string} path */
  async delete(path) {
    return this.kept.delete(addressOf(path));
  }
}

/** @param {string} path */
function addressOf(path) {
  return new URL(path, "http://here/").href;
}

/** All caches. */
export class FakeCaches {
  /** @type {Map<string, FakeCache>} */
  all = new Map();

  /** @param {string} name */
  async open(name) {
    const cache = this.all.get(name) ?? new FakeCache();
    this.all.set(name, cache);
    return cache;
  }

  /** @param {string} name */
  async delete(name) {
    return this.all.delete(name);
  }
}

/** A network with these files; without `files` there is none. It writes down what is asked. */
export class FakeNetwork {
  /** @type {string[]} */
  asked = [];

  /** @param {Record<string, string> | null} files path -> text */
  constructor(files) {
    this.files = files;
  }

  fetch = async (/** @type {string} */ path) => {
    this.asked.push(path);
    if (!this.files) throw new TypeError("Failed to fetch");
    const text = this.files[path];
    return text === undefined ? new Response("", { status: 404 }) : new Response(text);
  };
}

/** The address bar: a page at `http://here/` with this after it. It writes down when the page is loaded anew. */
export class FakeWindow {
  reloads = 0;

  /** @param {string} hash from its # on */
  constructor(hash) {
    this.location = { hash, origin: "http://here", reload: () => (this.reloads += 1) };
    this.history = {
      state: null,
      replaceState: (/** @type {unknown} */ _state, /** @type {string} */ _title, /** @type {string} */ to) => {
        this.location.hash = to;
      },
    };
  }
}

/** What IndexedDB holds in a process, and what goes wrong with it. */
export class FakeDatabases {
  /** @type {Map<string, Map<string, Map<unknown, unknown>>>} database -> store -> key -> value */
  all = new Map();
  /** Whether no key of WebCrypto can be kept, as in some private windows. */
  keepsNoKeys = false;
  /** Whether the phone has no space left. */
  isFull = false;
  /** How many transactions still fail because the connection is lost. */
  lost = 0;

  /** @param {string} name */
  open(name) {
    const request = /** @type {any} */ ({});
    queueMicrotask(() => {
      const isNew = !this.all.has(name);
      const stores = this.all.get(name) ?? new Map();
      this.all.set(name, stores);
      request.result = new FakeDatabase(this, stores);
      if (isNew) request.onupgradeneeded?.();
      request.onsuccess?.();
    });
    return request;
  }
}

/** One connection to a database. */
class FakeDatabase {
  /**
   * @param {FakeDatabases} home
   * @param {Map<string, Map<unknown, unknown>>} stores
   */
  constructor(home, stores) {
    this.home = home;
    this.stores = stores;
  }

  /** @param {string} name */
  createObjectStore(name) {
    this.stores.set(name, new Map());
  }

  /** @param {string} store */
  transaction(store) {
    if (this.home.lost > 0) {
      this.home.lost -= 1;
      throw new DOMException("Connection to Indexed Database server lost. Refresh the page to try again", "UnknownError");
    }
    const rows = this.stores.get(store) ?? new Map();
    const before = new Map(rows);
    const work = /** @type {any} */ ({ error: null });
    const end = (/** @type {DOMException | null} */ error) => {
      work.isOver = true;
      work.error = error;
      rows.clear();
      for (const [key, value] of before) rows.set(key, value);
      work.onabort?.();
    };
    work.abort = () => end(null);
    /** @param {() => unknown} act */
    const ask = (act) => {
      const request = /** @type {any} */ ({ error: null });
      queueMicrotask(() => {
        try {
          request.result = act();
        } catch (error) {
          request.error = error;
          end(/** @type {DOMException} */ (error));
          return;
        }
        request.onsuccess?.();
        queueMicrotask(() => work.isOver || work.oncomplete?.());
      });
      return request;
    };
    work.objectStore = () => ({
      get: (/** @type {unknown} */ key) => ask(() => rows.get(key)),
      count: (/** @type {unknown} */ key) => ask(() => Number(rows.has(key))),
      getAllKeys: () => ask(() => [...rows.keys()]),
      add: (/** @type {object} */ value, /** @type {unknown} */ key) => {
        if (this.home.keepsNoKeys && Object.values(value).some((part) => part instanceof CryptoKey)) {
          throw new DOMException("The object could not be cloned.", "DataCloneError");
        }
        return ask(() => {
          if (rows.has(key)) throw new DOMException("it is there", "ConstraintError");
          if (this.home.isFull) throw new DOMException("no room", "QuotaExceededError");
          rows.set(key, { ...value });
        });
      },
    });
    return work;
  }

  close() {}
}

/** Give this process a fresh IndexedDB. */
export function installDatabases() {
  const indexedDB = new FakeDatabases();
  install({ indexedDB, IDBDatabase: FakeDatabase });
  return indexedDB;
}

/** Take Ed25519 from this process's WebCrypto, as in browsers before 2025. */
export function withoutEd25519() {
  const { subtle } = crypto;
  for (const name of /** @type {const} */ (["generateKey", "importKey"])) {
    const own = /** @type {(...words: any[]) => Promise<any>} */ (subtle[name].bind(subtle));
    const isOdd = (/** @type {any} */ word) => word === "Ed25519" || word?.name === "Ed25519";
    /** @param {any[]} words */
    const asked = async (...words) => {
      if (words.some(isOdd)) throw new DOMException("no such algorithm", "NotSupportedError");
      return own(...words);
    };
    Object.defineProperty(subtle, name, { value: asked, configurable: true });
  }
}
