// Starting Python, for the app (worker.js) and for the copy of its memory (maker.js).

import { loadPyodide } from "../pyodide/pyodide.mjs";

const ARCHIVES = ["native", "packages", "app"];
const UNPACK = `
import zipfile
for name in ("native", "app"):
    with zipfile.ZipFile(f"/tmp/{name}.zip") as archive:
        archive.extractall("/home/pyodide")
`;
const FIND = `
import sys
sys.path[:0] = ["/home/pyodide", "/tmp/packages.zip"]
`;

/** What Flet's Python side expects as a module. */
export const fletJs = { documentUrl: location.origin + "/" };

async function fetchArchive(name) {
  const answer = await fetch(`../${name}.zip`);
  if (!answer.ok) throw new Error(`${name}.zip: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Python with our files in place. `memory` is the promise of a copy to go on from, or of null. */
export async function startPython(memory, options = {}) {
  const fetching = Promise.all(ARCHIVES.map(fetchArchive));
  fetching.catch(() => {}); // reported below
  const known = await memory;
  const restored = known ? { _loadSnapshot: known, _snapshotDeserializer: () => fletJs } : {};
  const python = await loadPyodide({ stdout: console.log, stderr: console.error, ...restored, ...options });
  const archives = await fetching;
  ARCHIVES.forEach((name, n) => python.FS.writeFile(`/tmp/${name}.zip`, archives[n]));
  python.runPython(UNPACK);
  if (!known) {
    python.registerJsModule("flet_js", fletJs);
    python.runPython(FIND);
  }
  return python;
}
