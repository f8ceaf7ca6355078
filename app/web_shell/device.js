// What Python needs from the browser inside its worker: keys, and the lock that says whose the data is. Python: js.veertig.

import { hasKeyPair, keyPair, otherKeys, publicKey, sign } from "./keys.js";
import { version } from "./parts.js";

const ED25519 = { name: "Ed25519" };

/** One verdict per [public, signature, message]. A key that cannot be a key gives false. */
function verifyAll(checks) {
  const keys = new Map();
  const keyOf = (bytes) => {
    const name = bytes.join();
    if (!keys.has(name)) keys.set(name, crypto.subtle.importKey("raw", bytes, ED25519, false, ["verify"]));
    return keys.get(name);
  };
  return Promise.all(
    checks.map(async ([key, signature, message]) => {
      try {
        return await crypto.subtle.verify(ED25519, await keyOf(key), signature, message);
      } catch {
        return false;
      }
    }),
  );
}

/** Own the role's data. The newest worker wins; an older one, perhaps in a frozen tab, must not save any more. */
function ownData(role) {
  return new Promise((resolve) => {
    navigator.locks
      .request(`veertig-data-${role}`, { steal: true }, () => {
        self.veertig.lost = false;
        resolve(true);
        return new Promise(() => {});
      })
      .catch(() => (self.veertig.lost = true));
  });
}

/** Whether the browser promised to keep what this site stores. */
async function isPersisted() {
  return Boolean(await navigator.storage?.persisted?.());
}

/** What a buddy signed on the light page: {language, pairs}. */
const lightMeetings = async () => (await import("./light/box.js")).handOver();

const room = () => import("./room.js"); // not before there is something to see
const isTight = async (role) => (await room()).isTight(role);
const letGo = async (role) => (await room()).letGo(role);

self.veertig = {
  version, // of the Python that runs: which release this is
  ...{ lost: false, hasKeyPair, keyPair, publicKey, otherKeys, sign, verifyAll },
  ...{ ownData, isPersisted, isTight, letGo, lightMeetings },
};
