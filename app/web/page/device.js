// What Python needs from the browser inside its worker: keys, and the lock that says whose the data is. Python: js.veertig.

const ED25519 = { name: "Ed25519" };
const KEYS = "veertig-keys";

// By default a browser may call something saved that a flat battery still takes back.
const transaction = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (stores, mode = "readonly", options = {}) {
  return transaction.call(this, stores, mode, mode === "readwrite" ? { durability: "strict", ...options } : options);
};

function openKeys() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(KEYS, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("pairs");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inKeys(mode, act) {
  const database = await openKeys();
  try {
    return await new Promise((resolve, reject) => {
      const pairs = database.transaction("pairs", mode);
      const request = act(pairs.objectStore("pairs"));
      pairs.oncomplete = () => resolve(request.result);
      pairs.onerror = pairs.onabort = () => reject(pairs.error);
    });
  } finally {
    database.close();
  }
}

/** Whether the role has a key pair already. */
async function hasKeyPair(role) {
  return (await inKeys("readonly", (pairs) => pairs.count(role))) > 0;
}

/** The role's key pair, made at first use. Its private half cannot be read by any script. */
async function keyPair(role) {
  const kept = await inKeys("readonly", (pairs) => pairs.get(role));
  if (kept) return kept;
  const made = await crypto.subtle.generateKey(ED25519, false, ["sign", "verify"]);
  await inKeys("readwrite", (pairs) => pairs.put(made, role));
  return made;
}

/** Public keys of the other roles in this browser. */
async function otherKeys(role) {
  const names = (await inKeys("readonly", (pairs) => pairs.getAllKeys())).filter((name) => name !== role);
  return Promise.all(names.map(async (name) => publicKey(await keyPair(name))));
}

async function publicKey(pair) {
  return new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
}

async function sign(pair, message) {
  return new Uint8Array(await crypto.subtle.sign(ED25519, pair.privateKey, message));
}

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

const room = () => import("./room.js"); // not before there is something to see
const isTight = async (role) => (await room()).isTight(role);
const letGo = async (role) => (await room()).letGo(role);

self.veertig = { lost: false, hasKeyPair, keyPair, publicKey, otherKeys, sign, verifyAll, ownData, isPersisted, isTight, letGo };
