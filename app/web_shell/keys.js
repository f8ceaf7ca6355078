// The keys of this browser: one pair for each role, made at first use, kept by WebCrypto. No script can read the private half.
// The app's worker and the light page both use these, so that one buddy is one key.

const ED25519 = { name: "Ed25519" };
const KEYS = "veertig-keys";

// By default a browser may call something saved that a flat battery still takes back.
const transaction = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (stores, mode = "readonly", options = {}) {
  return transaction.call(this, stores, mode, mode === "readwrite" ? { durability: "strict", ...options } : options);
};

/** Open one of our small databases, made of these stores: {name: options}. */
export function openDatabase(name, stores) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => Object.entries(stores).forEach(([store, options]) => request.result.createObjectStore(store, options));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Do one thing in one store; resolves with its result when the transaction is complete: then it is durable. */
export async function inStore(open, store, mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const work = database.transaction(store, mode);
      const request = act(work.objectStore(store));
      work.oncomplete = () => resolve(request.result);
      work.onerror = work.onabort = () => reject(work.error ?? request.error);
    });
  } finally {
    database.close();
  }
}

const inKeys = (mode, act) => inStore(() => openDatabase(KEYS, { pairs: {} }), "pairs", mode, act);

/** Whether the role has a key pair already. */
export async function hasKeyPair(role) {
  return (await inKeys("readonly", (pairs) => pairs.count(role))) > 0;
}

/** The role's key pair, made at first use; the first one stays, whichever tab made it. */
export async function keyPair(role) {
  const kept = await inKeys("readonly", (pairs) => pairs.get(role));
  if (kept) return kept;
  const made = await crypto.subtle.generateKey(ED25519, false, ["sign", "verify"]);
  try {
    await inKeys("readwrite", (pairs) => pairs.add(made, role));
    return made;
  } catch (error) {
    if (error?.name === "ConstraintError") return keyPair(role);
    throw error;
  }
}

/** Public keys in this browser, of every role that is not `role`. */
export async function otherKeys(role) {
  const names = (await inKeys("readonly", (pairs) => pairs.getAllKeys())).filter((name) => name !== role);
  return Promise.all(names.map(async (name) => publicKey(await keyPair(name))));
}

export async function publicKey(pair) {
  return new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
}

export async function sign(pair, message) {
  return new Uint8Array(await crypto.subtle.sign(ED25519, pair.privateKey, message));
}
