// What an error of the browser's storage means for the person. Pure. The app in Python asks the same function (platform/browser).

/** @typedef {"storage-full" | "storage-blocked" | "no-keys" | "start-again"} Fault */

// Names and words with which browsers say that the phone has no space left.
const FULL = /^QuotaExceededError|^NS_ERROR_(DOM_INDEXEDDB_QUOTA|FILE_NO_DEVICE_SPACE)|full disk|disk is full|no space left|not enough (disk )?space/i;
// This window stores nothing, and a reload does not change that. The words are those of Firefox's older private windows.
const BLOCKED = /^(SecurityError|VersionError|NotSupportedError|NotAllowedError|DataCloneError)|did not allow mutations|denied permission/;
const OLD = /^SyntaxError/; // a script that this browser cannot read

/**
 * The code of a storage error, as text ("QuotaExceededError: no room"). Only an error that says so is a full phone. What remains, above
 * all a connection that WebKit lost for as long as the page lives, is `start-again`: a reload helps.
 * @param {unknown} error
 * @returns {Fault}
 */
export function faultOf(error) {
  const text = String(error);
  if (FULL.test(text)) return "storage-full";
  if (BLOCKED.test(text)) return "storage-blocked";
  return OLD.test(text) ? "no-keys" : "start-again";
}

/**
 * Whether an error has this name.
 * @param {unknown} error
 * @param {string} name
 */
export function isNamed(error, name) {
  return error instanceof DOMException && error.name === name;
}
