// Refusals with a stable code (app/protocol/README.md, 13).

import { faultOf } from "../storage_faults.js";

export const START_AGAIN = "start-again"; // a new start of the page helps

/**
 * Whether this refusal says "try once more", so that a button does it.
 * @param {string} code
 * @param {Record<string, unknown>} table the refusals that have a sentence of their own
 */
export function helpsAgain(code, table) {
  return code === START_AGAIN || !(code in table);
}

/** A message or link that is not accepted. The text is for developers and never shown. */
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
 * The refusal `bad-code`: this is not one of our messages, or not in its only encoding.
 * @param {string} why
 */
export function malformed(why) {
  return new Refusal("bad-code", why);
}

/**
 * The result of `work`, which uses the browser's storage; its errors, other than refusals, become refusals that say what they mean
 * for the person.
 * @template Result
 * @param {() => Promise<Result>} work
 */
export async function stored(work) {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(faultOf(error), String(error));
  }
}
