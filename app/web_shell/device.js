// What Python needs from the browser inside its worker: keys, and the lock that says whose the data is. Python: js.veertig.

import { hasKeyPair, keyPair, otherKeys, publicKey, sign } from "./keys.js";
import { version } from "./parts.js";

/** @import { Bytes } from "./keys.js" */

const ED25519 = { name: "Ed25519" };

/**
 * One verdict for each check. A key that cannot be a key gives false.
 * @param {[key: Bytes, signature: Bytes, message: Bytes][]} checks
 */
function verifyAll(checks) {
  /** @type {Map<string, Promise<CryptoKey>>} */
  const keys = new Map();
  /** @param {Bytes} bytes */
  const keyOf = (bytes) => {
    const name = bytes.join();
    const known = keys.get(name) ?? crypto.subtle.importKey("raw", bytes, ED25519, false, ["verify"]);
    keys.set(name, known);
    return known;
  };
  return Promise.all(
    checks.map(async ([key, signature, message]) => {
      try {
        return await crypto.subtle.verify(ED25519, await keyOf(key), signature, message);
      } catch {
        return false; // no key: nothing holds under it
      }
    }),
  );
}

/**
 * Own the role's data. The newest worker wins; an older one, perhaps in a frozen tab, must not save any more.
 * @param {string} role
 * @returns {Promise<boolean>}
 */
function ownData(role) {
  return new Promise((resolve) => {
    navigator.locks
      .request(`veertig-data-${role}`, { steal: true }, () => {
        veertig.lost = false;
        resolve(true);
        return new Promise(() => {});
      })
      .catch(() => {
        veertig.lost = true; // stolen by a newer one
      });
  });
}

/** Whether the browser promised to keep what this site stores. */
async function isPersisted() {
  return Boolean(await navigator.storage?.persisted?.());
}

/** What a buddy signed on the light page. */
const lightMeetings = async () => (await import("./light/box.js")).handOver();

const room = () => import("./room.js"); // not before there is something to see
const isTight = async (/** @type {string} */ role) => (await room()).isTight(role);
const letGo = async (/** @type {string} */ role) => (await room()).letGo(role);

const veertig = {
  version, // of the Python that runs: which release this is
  ...{ lost: false, hasKeyPair, keyPair, publicKey, otherKeys, sign, verifyAll },
  ...{ ownData, isPersisted, isTight, letGo, lightMeetings },
};
Object.assign(globalThis, { veertig });
