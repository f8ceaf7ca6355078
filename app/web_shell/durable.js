// By default a browser may call something saved that a flat battery still takes back. From here on every database that this page or
// worker writes to, also one that others open, is told not to.
//
// That is why the browser's own class is changed, and not only our calls: Python's files lie in a database that Pyodide's file
// system (Emscripten's IDBFS) opens for itself, and it has no setting for this.

const transaction = IDBDatabase.prototype.transaction;

/**
 * @param {string | Iterable<string>} stores
 * @param {IDBTransactionMode} mode
 * @param {IDBTransactionOptions} options
 */
IDBDatabase.prototype.transaction = function (stores, mode = "readonly", options = {}) {
  return transaction.call(this, stores, mode, mode === "readwrite" ? { durability: "strict", ...options } : options);
};
