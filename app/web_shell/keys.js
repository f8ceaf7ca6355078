// The keys of this browser: one for each role, made at first use. The app's worker and the light page both use these, so that a buddy
// has one key in both. It is kept in the first of these ways that the browser allows:
//
// 1. a pair of WebCrypto: no script can read its private key;
// 2. where WebCrypto has no Ed25519: its seed, encrypted with a key of WebCrypto that lies beside it and that no script can read;
// 3. where no key of WebCrypto can be kept (DataCloneError, in some private windows): its seed as it is.
//
// A key that was kept in one way is used in that way for ever, whatever the browser learns later. A seed never leaves this module but
// to the library that signs.

import "./durable.js";
import { ED25519, isNative, library } from "./ed25519.js";
import { faultOf, isNamed } from "./storage_faults.js";

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {{publicKey: CryptoKey, privateKey: CryptoKey}} Native */
/** A seed; where `wrapping` is there, encrypted by it with AES-GCM and the nonce `iv`. */
/** @typedef {{publicKey: Bytes, seed: Bytes, wrapping?: CryptoKey, iv?: Bytes}} Seeded */
/** @typedef {Native | Seeded} Pair */

const KEYS = "veertig-keys";
const PAIRS = "pairs";
const TRIAL = " trial"; // the name under which a pair is kept for a moment; no role has it
const SEED = 32; // bytes
const AES = "AES-GCM";
const IV = 12; // bytes

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
 * Do one request in one store, and once more with a new connection where the browser lost the first one. Resolves with its result when
 * that is durable; rejects with the DOMException of the transaction.
 * @template Result
 * @param {() => Promise<IDBDatabase>} open
 * @param {string} store
 * @param {"readonly" | "readwrite"} mode
 * @param {(store: IDBObjectStore) => IDBRequest<Result>} act
 * @returns {Promise<Result>}
 */
export async function inStore(open, store, mode, act) {
  try {
    return await once(open, store, mode, act);
  } catch (error) {
    if (isNamed(error, "ConstraintError") || faultOf(error) !== "start-again") throw error;
    return once(open, store, mode, act);
  }
}

/**
 * `inStore`, without the second time. With `undo` nothing is kept.
 * @template Result
 * @param {() => Promise<IDBDatabase>} open
 * @param {string} store
 * @param {"readonly" | "readwrite"} mode
 * @param {(store: IDBObjectStore) => IDBRequest<Result>} act
 * @returns {Promise<Result>}
 */
async function once(open, store, mode, act, undo = false) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const work = database.transaction(store, mode);
      const request = act(work.objectStore(store));
      const failed = () => reject(work.error ?? request.error);
      work.oncomplete = () => resolve(request.result);
      work.onerror = work.onabort = failed;
      if (!undo) return;
      request.onsuccess = () => work.abort();
      work.onabort = () => (work.error ? failed() : resolve(request.result));
    });
  } finally {
    database.close();
  }
}

const open = () => openDatabase(KEYS, { [PAIRS]: {} });

/**
 * `inStore` for the store of the keys.
 * @template Result
 * @param {"readonly" | "readwrite"} mode
 * @param {(pairs: IDBObjectStore) => IDBRequest<Result>} act
 */
const inKeys = (mode, act) => inStore(open, PAIRS, mode, act);

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
  try {
    return await firstKept((made) => inKeys("readwrite", (pairs) => pairs.add(made, role)));
  } catch (error) {
    if (isNamed(error, "ConstraintError")) return keyPair(role);
    throw error;
  }
}

/**
 * Before anybody needs a key: try whether one can be made and kept for this role, in vain where it has one. Keeps nothing. It also
 * fetches the library where that is needed, so that it is there without network, too. Rejects with what stands in the way; a full phone
 * is none of that, because it can be emptied.
 * @param {string} role
 */
export async function rehearse(role) {
  const needed = (await isNative()) ? Promise.resolve() : library();
  if (await hasKeyPair(role)) return void needed.catch(console.warn); // what is here can be looked at without it
  try {
    await needed;
    await firstKept((made) => once(open, PAIRS, "readwrite", (pairs) => pairs.add(made, TRIAL), true));
  } catch (error) {
    if (faultOf(error) !== "storage-full") throw error;
  }
}

/**
 * A new pair, kept by `keep` in the first way that the browser allows.
 * @param {(made: Pair) => Promise<unknown>} keep
 * @returns {Promise<Pair>}
 */
async function firstKept(keep) {
  /** @type {(() => Promise<Pair>)[]} */
  const ways = [...((await isNative()) ? [makeNative] : []), makeWrapped];
  for (const make of ways) {
    const made = await make();
    try {
      await keep(made);
      return made;
    } catch (error) {
      if (!isNamed(error, "DataCloneError")) throw error;
    }
  }
  const bare = await makeSeed(); // no key of WebCrypto can be kept here, so there is nothing to wrap it with
  await keep(bare);
  return bare;
}

async function makeNative() {
  return /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey(ED25519, false, ["sign", "verify"]));
}

/** @returns {Promise<Seeded>} */
async function makeSeed() {
  const seed = crypto.getRandomValues(new Uint8Array(SEED));
  return { publicKey: await (await library()).publicKeyOf(seed), seed };
}

/** @returns {Promise<Seeded>} */
async function makeWrapped() {
  const { publicKey, seed } = await makeSeed();
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const wrapping = await crypto.subtle.generateKey({ name: AES, length: 256 }, false, ["encrypt", "decrypt"]);
  return { publicKey, wrapping, iv, seed: new Uint8Array(await crypto.subtle.encrypt({ name: AES, iv }, wrapping, seed)) };
}

/**
 * The seed itself, 32 bytes.
 * @param {Seeded} pair
 */
async function seedOf({ seed, wrapping, iv }) {
  if (!wrapping || !iv) return seed;
  return new Uint8Array(await crypto.subtle.decrypt({ name: AES, iv }, wrapping, seed));
}

/** The roles that have a key pair here. */
export async function rolesWithKeys() {
  return (await inKeys("readonly", (pairs) => pairs.getAllKeys())).map(String);
}

/**
 * Delete the role's key pair for ever.
 * @param {string} role
 */
export function forgetKey(role) {
  return inKeys("readwrite", (pairs) => pairs.delete(role));
}

/**
 * The public keys (32 bytes each) of every other role in this browser.
 * @param {string} role
 */
export async function otherKeys(role) {
  const names = (await rolesWithKeys()).filter((name) => name !== role);
  return Promise.all(names.map(async (name) => publicKey(await keyPair(name))));
}

/**
 * The 32 bytes of the public key.
 * @param {Pair} pair
 * @returns {Promise<Bytes>}
 */
export async function publicKey(pair) {
  return "seed" in pair ? pair.publicKey : new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
}

/**
 * The signature of a message, 64 bytes.
 * @param {Pair} pair
 * @param {Bytes} message
 * @returns {Promise<Bytes>}
 */
export async function sign(pair, message) {
  if ("seed" in pair) return (await library()).signWith(await seedOf(pair), message);
  return new Uint8Array(await crypto.subtle.sign(ED25519, pair.privateKey, message));
}
