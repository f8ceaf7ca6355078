// Makes the copy of Python's memory (memory.js) in a Python of its own, which never opens anybody's data and has no code that only
// one role needs: the copy is the same for every role. Posts "made" or the error.

import { keep } from "./memory.js";
import { archives } from "./parts.js";
import { fetchArchives, fletJs, startPython } from "./python.js";

/**
 * The name of the one object of ours that Python holds then; a copy with any other object could not be restored. Throws for others.
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
