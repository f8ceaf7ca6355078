// Makes the copy of Python's memory (memory.js) in a Python of its own that never sees anybody's data, and no code that only one
// role needs: whatever the role, the copy is the same. Answers "made" or why not.

import { keep } from "./memory.js";
import { archives } from "./parts.js";
import { fetchArchives, fletJs, startPython } from "./python.js";

/**
 * The one object of ours that Python holds then; with any other the copy would not come to life again.
 * @param {unknown} object
 */
function only(object) {
  if (object !== fletJs) throw new Error("something else is in Python's memory");
  return "flet_js";
}

try {
  const python = await startPython(fetchArchives(archives), Promise.resolve(null), { _makeSnapshot: true });
  python.runPython("from app.platform.browser import early; early.load_all()");
  await keep(python.makeMemorySnapshot({ serializer: only }));
  postMessage("made");
} catch (error) {
  postMessage(String(error));
}
