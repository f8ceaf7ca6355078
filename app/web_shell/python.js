// Starting Python, for the app (worker.js) and for the copy of its memory (maker.js).

import { loadPyodide } from "../pyodide/pyodide.mjs";

// Python imports straight from the packages; all the rest must lie on its file system.
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

/** What Flet's Python side passes on to the page; it lends itself to JavaScript as bytes. */
/** @typedef {{toJs: () => Uint8Array<ArrayBuffer>}} Packed */

/**
 * @typedef {object} FletJs
 * @property {string} documentUrl
 * @property {(send: (message: Packed) => void) => Promise<void>} start_connection
 * @property {(data: Uint8Array) => void} send
 */

/** What Flet's Python side expects as a module. It adds the two functions itself when it runs. */
export const fletJs = /** @type {FletJs} */ (/** @type {Partial<FletJs>} */ ({ documentUrl: `${location.origin}/` }));

/** @param {string} path */
async function fetchArchive(path) {
  const answer = await fetch(`../${path}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return /** @type {const} */ ([path, new Uint8Array(await answer.arrayBuffer())]);
}

/**
 * Begin to fetch these archives, given by their paths from the page's root. Whoever awaits it hears of a failure.
 * @param {string[]} paths
 */
export function fetchArchives(paths) {
  const fetching = Promise.all(paths.map(fetchArchive));
  fetching.catch(() => {}); // startPython awaits it, and fails for real
  return fetching;
}

/** @param {string} path */
function placeOf(path) {
  return path === "packages.zip" ? "/home/pyodide/packages.zip" : `/home/pyodide/unpack-${path.replace("/", "-")}`;
}

/**
 * Python with our files in place.
 * @param {ReturnType<typeof fetchArchives>} fetching
 * @param {Promise<Uint8Array | null>} memory a copy to go on from, or null
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
