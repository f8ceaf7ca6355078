// The list of the app's files, and what follows from it: the file of an address, the key of a file in the cache, and which files
// should be here. Pure: no cache, no network.
//
// A file's key holds its hash, so a changed file has a new key, and an update fetches only the changed files.

const PAGE = /^\/*(?:(?:%23|[smaev]\/(?:%20|%0a)*\d).*)?$/i; // the path of the page, and of a link without its #
const APP = "main.dart.js"; // a phone that has this file has opened the app

/** The list of one version of the app, below one address. */
export class Listing {
  #files;
  #lazy;
  #light;
  #scope;

  /**
   * @param {object} made the values that the build writes
   * @param {Record<string, [hash: string, size: number]>} made.files path -> first quarter of the SHA-256 in hex, and bytes
   * @param {string[]} made.lazy patterns of paths that are kept only after their first use
   * @param {string[]} made.light the paths that the light page of a buddy needs to start without network
   * @param {string} scope the address below which everything lies, with a slash at its end
   */
  constructor({ files, lazy, light }, scope) {
    this.#files = files;
    this.#lazy = lazy.map((pattern) => new RegExp(pattern));
    this.#light = light;
    this.#scope = new URL(scope);
  }

  /**
   * The size of a file in bytes. Throws for a path that is not listed.
   * @param {string} path
   */
  sizeOf(path) {
    return this.#entry(path)[1];
  }

  /**
   * Whether a SHA-256 (32 bytes) is that of the file.
   * @param {Uint8Array} digest
   * @param {string} path
   */
  isListed(digest, path) {
    const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.startsWith(this.#entry(path)[0]);
  }

  /**
   * The address from which a file is fetched.
   * @param {string} path
   */
  addressOf(path) {
    return new URL(path, this.#scope).href;
  }

  /**
   * The address under which a file lies in the cache. Throws for a path that is not listed.
   * @param {string} path
   */
  keyOf(path) {
    return this.addressOf(`${path}?h=${this.#entry(path)[0]}`);
  }

  /**
   * The path of one of our files, or "" for any other address.
   * @param {string} url
   */
  pathOf(url) {
    const { origin, pathname } = new URL(url);
    if (origin !== this.#scope.origin || !pathname.startsWith(this.#scope.pathname)) return "";
    const path = decodeURIComponent(pathname.slice(this.#scope.pathname.length));
    return Object.hasOwn(this.#files, path) ? path : "";
  }

  /**
   * The path of the file that answers a request, or "" when it is not for us. The page's own address has no name of a file; a link
   * whose # was percent-encoded or lost opens the page, too.
   * @param {{url: string, method: string, mode: string}} request
   */
  answering({ url, method, mode }) {
    if (method !== "GET") return "";
    if (mode === "navigate" && this.#opensPage(url)) return "index.html";
    return this.pathOf(url);
  }

  /** @param {string} url */
  #opensPage(url) {
    const [address = ""] = url.split(/[?#]/);
    return address.startsWith(this.#scope.href) && PAGE.test(address.slice(this.#scope.href.length));
  }

  /**
   * The paths that an update must have before it may take over, because it may start without network. Where only the light page was
   * ever opened, these are its files.
   * @param {string[]} kept the addresses in the cache
   */
  forUpdate(kept) {
    const used = new Set(kept.map((url) => this.pathOf(url)));
    return used.has(APP) ? this.#allBut((path) => !used.has(path)) : [...this.#light];
  }

  /**
   * The paths that the app needs here: all that are not lazy, and the lazy ones that the page used.
   * @param {string[]} used addresses
   */
  forApp(used) {
    const needed = new Set(used.map((url) => this.pathOf(url)));
    return this.#allBut((path) => !needed.has(path));
  }

  /**
   * The paths that the light page needs here: its own files, and other files of ours that it used.
   * @param {string[]} used addresses
   */
  forLight(used) {
    return [...new Set([...this.#light, ...used.map((url) => this.pathOf(url)).filter(Boolean)])];
  }

  /**
   * The keys among these that belong to no file of this version.
   * @param {string[]} keys
   */
  stale(keys) {
    const wanted = new Set(Object.keys(this.#files).map((path) => this.keyOf(path)));
    return keys.filter((key) => !wanted.has(key));
  }

  /**
   * Every file except the lazy ones that are not needed.
   * @param {(path: string) => boolean} isUnneeded
   */
  #allBut(isUnneeded) {
    return Object.keys(this.#files).filter((path) => !(this.#lazy.some((pattern) => pattern.test(path)) && isUnneeded(path)));
  }

  /** @param {string} path */
  #entry(path) {
    const entry = this.#files[path];
    if (!entry) throw new Error(`${path} is not listed`);
    return entry;
  }
}
