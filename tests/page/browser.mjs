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
