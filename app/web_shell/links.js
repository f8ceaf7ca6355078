// Links that were opened and that the app has not yet dealt with. None is lost by a reload, by a crash, or when another tab takes
// over: each stays in this tab's own storage until the app says that it is done.

/** @typedef {{id: number, route: string}} Link */

/** The open links of one role in this tab. */
export class Links {
  #key;
  #next = 1;
  /** @type {Link[]} */
  #open = [];

  /** @param {string} role */
  constructor(role) {
    this.#key = `veertig.links.${role}`;
    for (const route of JSON.parse(sessionStorage.getItem(this.#key) || "[]")) this.add(route);
  }

  /**
   * Keep a link. Gives it with the number by which the app names it when it is done.
   * @param {string} route
   */
  add(route) {
    const link = { id: this.#next++, route };
    this.#open.push(link);
    this.#save();
    return link;
  }

  /**
   * Forget a link that the app has dealt with.
   * @param {number} id
   */
  done(id) {
    this.#open = this.#open.filter((link) => link.id !== id);
    this.#save();
  }

  /** Forget all links. */
  clear() {
    this.#open = [];
    this.#save();
  }

  /** The links that the app has not dealt with. */
  get open() {
    return [...this.#open];
  }

  #save() {
    if (this.#open.length) sessionStorage.setItem(this.#key, JSON.stringify(this.#open.map((link) => link.route)));
    else sessionStorage.removeItem(this.#key);
  }
}
