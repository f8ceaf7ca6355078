// Starts Python, for the app (worker.js) and for the copy of its memory (maker.js).

import { loadPyodide } from "../pyodide/pyodide.mjs";

// Python imports from packages.zip itself; the files of all other archives must lie on its file system.
const UNPACK = `
import glob, zipfile
for name in glob.glob("/home/pyodide/unpack-*"):
    with zipfile.ZipFile(name) as archive:
        archive.extractall("/home/pyodide")
`;
const FIND = `
import sys
sys.path[:0] = ["/home/pyodide", "/home/pyodide/packages.zip"]
`;

/** @import { Python, PythonOptions } from "../pyodide/pyodide.mjs" */

/** A message of Flet's Python side to the page; toJs gives its bytes. */
/** @typedef {{toJs: () => Uint8Array<ArrayBuffer>}} Packed */

/**
 * @typedef {object} FletJs
 * @property {string} documentUrl
 * @property {(send: (message: Packed) => void) => Promise<void>} start_connection
 * @property {(data: Uint8Array) => void} send
 */

/** The module that Flet's Python side expects. Python adds the two functions itself when it runs. */
export const fletJs = /** @type {FletJs} */ (/** @type {Partial<FletJs>} */ ({ documentUrl: `${location.origin}/` }));

/** @param {string} path */
async function fetchArchive(path) {
  const answer = await fetch(`../${path}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return /** @type {const} */ ([path, new Uint8Array(await answer.arrayBuffer())]);
}

/**
 * Begin to fetch archives. Resolves with the path and the bytes of each; rejects when one does not come.
 * @param {string[]} paths from the page's root
 */
export function fetchArchives(paths) {
  const fetching = Promise.all(paths.map(fetchArchive));
  fetching.catch(() => {}); // startPython awaits the same promise, and rejects
  return fetching;
}

/** @param {string} path */
function placeOf(path) {
  return path === "packages.zip" ? "/home/pyodide/packages.zip" : `/home/pyodide/unpack-${path.replace("/", "-")}`;
}

/**
 * Start Python with our files in place. Rejects when an archive does not come or the copy does not fit.
 * @param {ReturnType<typeof fetchArchives>} fetching
 * @param {Promise<Uint8Array | null>} memory a copy to continue from, or null
 * @param {PythonOptions} options
 * @returns {Promise<Python>}
 */
export async function startPython(fetching, memory, options = {}) {
  const known = await memory;
  const restored = known ? { _loadSnapshot: known, _snapshotDeserializer: () => fletJs } : {};
  const python = await loadPyodide({ stdout: console.log, stderr: console.error, ...restored, ...options });
  const fetched = await fetching;
  for (const [path, data] of fetched) python.FS.writeFile(placeOf(path), data);
  python.runPython(UNPACK);
  if (!known) {
    python.registerJsModule("flet_js", fletJs);
    python.runPython(FIND);
  }
  return python;
}
