// Starting Python, for the app (worker.js) and for the copy of its memory (maker.js).

import { loadPyodide } from "../pyodide/pyodide.mjs";
import { archives } from "./parts.js";

// Python imports straight from the packages; all the rest must lie on its file system.
const UNPACK = `
import glob, zipfile
for name in glob.glob("/tmp/unpack-*"):
    with zipfile.ZipFile(name) as archive:
        archive.extractall("/home/pyodide")
`;
const FIND = `
import sys
sys.path[:0] = ["/home/pyodide", "/tmp/packages.zip"]
`;

/** What Flet's Python side expects as a module. */
export const fletJs = { documentUrl: location.origin + "/" };

async function fetchArchive(path) {
  const answer = await fetch(`../${path}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

function placeOf(path) {
  return path === "packages.zip" ? "/tmp/packages.zip" : `/tmp/unpack-${path.replace("/", "-")}`;
}

/** Python with our files in place. `memory` is the promise of a copy to go on from, or of null. */
export async function startPython(memory, options = {}) {
  const fetching = Promise.all(archives.map(fetchArchive));
  fetching.catch(() => {}); // reported below
  const known = await memory;
  const restored = known ? { _loadSnapshot: known, _snapshotDeserializer: () => fletJs } : {};
  const python = await loadPyodide({ stdout: console.log, stderr: console.error, ...restored, ...options });
  const fetched = await fetching;
  archives.forEach((path, n) => python.FS.writeFile(placeOf(path), fetched[n]));
  python.runPython(UNPACK);
  if (!known) {
    python.registerJsModule("flet_js", fletJs);
    python.runPython(FIND);
  }
  return python;
}
