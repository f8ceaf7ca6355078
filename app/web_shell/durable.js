// By default a browser may report a write as complete that a flat battery still undoes. From here on this page or worker asks
// for durability ("strict") in every write to every database, also to those that others open.
//
// For this the browser's own class is changed, and not only our calls: Python's files lie in a database that Pyodide's file
// system (Emscripten's IDBFS) opens itself, and it has no setting for this.

const transaction = IDBDatabase.prototype.transaction;

/**
 * @param {string | Iterable<string>} stores
 * @param {IDBTransactionMode} mode
 * @param {IDBTransactionOptions} options
 */
IDBDatabase.prototype.transaction = function (stores, mode = "readonly", options = {}) {
  return transaction.call(this, stores, mode, mode === "readwrite" ? { durability: "strict", ...options } : options);
};
