// A limit on waiting, for what a browser may never answer.

/**
 * What `work` gives, or `late` after so many milliseconds. Rejects as `work` does until then; a later rejection is ignored.
 * @template Given
 * @template Late
 * @param {PromiseLike<Given>} work
 * @param {number} ms
 * @param {Late} late
 * @returns {Promise<Given | Late>}
 */
export function within(work, ms, late) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(late), ms);
    work.then(resolve, reject).then(() => clearTimeout(timer));
  });
}

/**
 * A signal that ends a request after so many milliseconds. Phones of 2022 do not have AbortSignal.timeout.
 * @param {number} ms
 */
export function abortAfter(ms) {
  const ending = new AbortController();
  setTimeout(() => ending.abort(), ms);
  return ending.signal;
}
