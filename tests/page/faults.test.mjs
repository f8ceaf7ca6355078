// What an error of the browser's storage means: only a full phone is called full.

import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOf } from "../../app/web_shell/storage_faults.js";

/** @type {Record<string, unknown[]>} what browsers say, from their sources and from reports */
const SAID = {
  "storage-full": [
    new DOMException("no room", "QuotaExceededError"),
    "QuotaExceededError: Encountered full disk while opening backing store for indexedDB.open.",
    new DOMException("Encountered full disk while opening backing store for indexedDB.open.", "UnknownError"),
    "NS_ERROR_DOM_INDEXEDDB_QUOTA_ERR",
    "OSError: [Errno 28] No space left on device",
  ],
  "storage-blocked": [
    new DOMException("The operation is insecure.", "SecurityError"),
    new DOMException("The requested version (21) is less than the existing version (99).", "VersionError"),
    "InvalidStateError: A mutation operation was attempted on a database that did not allow mutations.",
    new DOMException("The object could not be cloned.", "DataCloneError"),
  ],
  "no-keys": [new SyntaxError("Unexpected token")],
  "start-again": [
    new DOMException("Connection to Indexed Database server lost. Refresh the page to try again", "UnknownError"),
    new DOMException("The database connection is closing.", "InvalidStateError"),
    new DOMException("Internal error opening backing store for indexedDB.open.", "UnknownError"),
    new DOMException("", "AbortError"),
    new TypeError("Failed to fetch dynamically imported module"),
    null, // a transaction that was undone without a reason
    "TimeoutError",
  ],
};

for (const [fault, errors] of Object.entries(SAID)) {
  for (const error of errors) test(`${error} is ${fault}`, () => assert.equal(faultOf(error), fault));
}
