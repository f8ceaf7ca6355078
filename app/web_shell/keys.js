// The keys of this browser: one pair for each role, made at first use, kept by WebCrypto. No script can read the private key.
// The app's worker and the light page both use these, so that a buddy has one key in both.

import "./durable.js";

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {{publicKey: CryptoKey, privateKey: CryptoKey}} Pair */

const ED25519 = { name: "Ed25519" };
const KEYS = "veertig-keys";

/**
 * Open one of our small databases, and make it with these stores if it is new. Rejects with the browser's DOMException.
 * @param {string} name
 * @param {Record<string, IDBObjectStoreParameters>} stores
 * @returns {Promise<IDBDatabase>}
 */
export function openDatabase(name, stores) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const [store, options] of Object.entries(stores)) request.result.createObjectStore(store, options);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Do one request in one store. Resolves with its result when that is durable; rejects with the DOMException of the transaction.
 * @template Result
 * @param {() => Promise<IDBDatabase>} open
 * @param {string} store
 * @param {"readonly" | "readwrite"} mode
 * @param {(store: IDBObjectStore) => IDBRequest<Result>} act
 * @returns {Promise<Result>}
 */
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

/**
 * `inStore` for the store of the keys.
 * @template Result
 * @param {"readonly" | "readwrite"} mode
 * @param {(pairs: IDBObjectStore) => IDBRequest<Result>} act
 */
const inKeys = (mode, act) => inStore(() => openDatabase(KEYS, { pairs: {} }), "pairs", mode, act);

/**
 * Whether the role has a key pair already.
 * @param {string} role
 */
export async function hasKeyPair(role) {
  return (await inKeys("readonly", (pairs) => pairs.count(role))) > 0;
}

/**
 * The role's key pair, made at first use. When two tabs make one, the first pair stays. Rejects where none can be made or kept.
 * @param {string} role
 * @returns {Promise<Pair>}
 */
export async function keyPair(role) {
  /** @type {Pair | undefined} */
  const kept = await inKeys("readonly", (pairs) => pairs.get(role));
  if (kept) return kept;
  const made = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey(ED25519, false, ["sign", "verify"]));
  try {
    await inKeys("readwrite", (pairs) => pairs.add(made, role));
    return made;
  } catch (error) {
    if (error instanceof DOMException && error.name === "ConstraintError") return keyPair(role);
    throw error;
  }
}

/**
 * The public keys (32 bytes each) of every other role in this browser.
 * @param {string} role
 */
export async function otherKeys(role) {
  const names = (await inKeys("readonly", (pairs) => pairs.getAllKeys())).map(String).filter((name) => name !== role);
  return Promise.all(names.map(async (name) => publicKey(await keyPair(name))));
}

/**
 * The 32 bytes of the public key.
 * @param {Pair} pair
 * @returns {Promise<Bytes>}
 */
export async function publicKey(pair) {
  return new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
}

/**
 * The signature of a message, 64 bytes.
 * @param {Pair} pair
 * @param {BufferSource} message
 * @returns {Promise<Bytes>}
 */
export async function sign(pair, message) {
  return new Uint8Array(await crypto.subtle.sign(ED25519, pair.privateKey, message));
}
