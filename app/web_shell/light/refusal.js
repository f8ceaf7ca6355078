// A refusal with a stable code (app/protocol/README.md, 13); the text is for developers, never for people.

export class Refusal extends Error {
  /**
   * @param {string} code
   * @param {string} why
   */
  constructor(code, why = "") {
    super(`${code}: ${why}`);
    this.code = code;
  }
}

/**
 * Not one of our messages, or not spelled in the one way.
 * @param {string} why
 */
export function malformed(why) {
  return new Refusal("bad-code", why);
}
