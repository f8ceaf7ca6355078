// What Python needs from the browser inside its worker: keys, and the lock that says which worker may save. Python: js.veertig.

import { verifyAll } from "./ed25519.js";
import { hasKeyPair, keyPair, otherKeys, publicKey, rehearse, sign } from "./keys.js";
import { version } from "./parts.js";
import { faultOf } from "./storage_faults.js";

/**
 * Own the role's data. The newest worker wins; an older worker, perhaps in a frozen tab, may not save any more (`lost`).
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
        veertig.lost = true; // a newer worker stole the lock
      });
  });
}

/** Whether the browser promised to keep what this site stores. */
async function isPersisted() {
  return Boolean(await navigator.storage?.persisted?.());
}

/** The meetings that a buddy signed on the light page, and the language (light/box.js). */
const lightMeetings = async () => (await import("./light/box.js")).handOver();
/** The chain of a newcomer's light page, which takes no further record then (light/chain.js); and its end. */
const lightChain = async () => (await import("./light/chain.js")).handOver();
const forgetLightChain = async () => (await import("./light/chain.js")).forget();

const storage = () => import("./storage.js"); // loaded at first use, after the first screen
const isTight = async (/** @type {string} */ role) => (await storage()).isTight(role);
/** The slow function and the cipher of a recovery card. */
const cardCipher = () => import("./card_cipher.js");
const letGo = async (/** @type {string} */ role) => (await storage()).letGo(role);

// Tried at once, beside Python's start: a window that can keep no key says so before anybody has begun.
const named = new URLSearchParams(self.name);
const rehearsed = rehearse(named.get("store") || named.get("role") || "");
rehearsed.catch(() => {}); // Python gets the error when it opens the data

const veertig = {
  version, // of the Python that runs, and so of the release
  ...{ lost: false, hasKeyPair, keyPair, publicKey, otherKeys, sign, verifyAll, rehearsed, faultOf },
  ...{ ownData, isPersisted, isTight, letGo, lightMeetings, lightChain, forgetLightChain, cardCipher },
};
Object.assign(globalThis, { veertig });
