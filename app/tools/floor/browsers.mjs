// Which browser knows a feature since when: questions to the MDN browser data.

/** @typedef {Record<string, number>} Floor the lowest version of each browser, by its name in the browser data */

const OURS = /^(api|javascript|css)\./;

/** The browser data, asked by keys such as "api.AbortSignal.timeout_static". */
export class Browsers {
  #features = new Map();
  /** The keys of the members of every interface and built-in object, by their last name. @type {Map<string, string[]>} */
  members = new Map();

  /** @param {object} data the MDN browser data, as its package gives it */
  constructor(data) {
    this.#read(data, "");
    for (const key of this.#features.keys()) {
      const [, name] = /^(?:api|javascript\.builtins)\.\w+\.(\w+?)(?:_static)?$/.exec(key) ?? [];
      if (name) this.members.set(name, [...(this.members.get(name) ?? []), key]);
    }
  }

  #read(node, key) {
    for (const [name, child] of Object.entries(node)) {
      if (name === "__compat") this.#features.set(key, child.support);
      else if (child && typeof child === "object" && (key ? OURS.test(`${key}.`) : OURS.test(`${name}.`))) this.#read(child, key ? `${key}.${name}` : name);
    }
  }

  /** @param {string} key */
  isKnown = (key) => this.#features.has(key);

  /**
   * The first version of a browser that knows a feature; Infinity when none does. A feature behind a switch or a prefix is not known.
   * @param {string} key
   * @param {string} browser
   */
  since(key, browser) {
    const statements = [this.#features.get(key)?.[browser] ?? {}].flat();
    const plain = statements.filter((statement) => !statement.flags && !statement.prefix && !statement.alternative_name && !statement.version_removed);
    return Math.min(...plain.map(({ version_added: version }) => Number.parseFloat(String(version).replace("≤", "")) || Number.POSITIVE_INFINITY));
  }

  /**
   * What is missing at the floor, such as {chrome: 137}: the lowest of what the keys may mean. Empty when all is there.
   * @param {string[]} keys
   * @param {Floor} floor
   */
  missing(keys, floor) {
    const lacks = keys.map((key) =>
      Object.fromEntries(Object.keys(floor).map((browser) => [browser, this.since(key, browser)]).filter(([browser, since]) => since > floor[browser])),
    );
    return lacks.find((lack) => !Object.keys(lack).length) ?? lacks[0] ?? {};
  }
}
