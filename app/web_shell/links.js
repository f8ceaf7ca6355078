// Links that were opened and that the app has not yet dealt with. None is ever lost: not by a reload, not by a crash, not
// when another tab takes over. They live in this tab's own storage until the app says that one is done.

/** @typedef {{id: number, route: string}} Link */

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
   * Keep a link; returns it with the number by which the app will call it done.
   * @param {string} route
   */
  add(route) {
    const link = { id: this.#next++, route };
    this.#open.push(link);
    this.#save();
    return link;
  }

  /** @param {number} id */
  done(id) {
    this.#open = this.#open.filter((link) => link.id !== id);
    this.#save();
  }

  clear() {
    this.#open = [];
    this.#save();
  }

  get open() {
    return [...this.#open];
  }

  #save() {
    if (this.#open.length) sessionStorage.setItem(this.#key, JSON.stringify(this.#open.map((link) => link.route)));
    else sessionStorage.removeItem(this.#key);
  }
}
