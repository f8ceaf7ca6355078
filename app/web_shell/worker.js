// The worker in which Python runs the app.

import { archivesOf } from "./archives.js";
import "./device.js";
import { within } from "./limit.js";
import { forget, recall } from "./memory.js";
import { fetchArchives, fletJs, startPython } from "./python.js";

const PATIENCE_MS = 10000; // the longest wait for the copy of Python's memory

const MAIN = `
import runpy
from app.platform.browser import early
early.wake()
runpy.run_module("main", run_name="__main__")
`;

/** @import { Packed } from "./python.js" */

/** @param {Packed} message */
function send(message) {
  const bytes = message.toJs();
  postMessage(bytes, [bytes.buffer]);
}

const told = new URLSearchParams(self.name);

/** Hold a lock until this worker ends, and say so: the page waits in line for it, and so hears of the end. */
function live() {
  navigator.locks
    .request(`veertig-python-${told.get("tab")}`, () => {
      postMessage("alive");
      return new Promise(() => {});
    })
    .catch(console.warn); // without it the page waits longer until it says that nothing comes
}

async function run() {
  const fetching = fetchArchives(archivesOf(told.get("role") ?? ""));
  const memory = within(recall(), PATIENCE_MS, null).catch(() => null); // a browser that cannot read the copy: everything is loaded
  const python = await startPython(fetching, memory).catch(async (error) => {
    await fetching; // rejects here when an archive did not come: that is no fault of the copy
    if (!(await memory)) throw error;
    console.warn("the copy of Python's memory is no good:", error);
    await forget();
    return startPython(fetching, Promise.resolve(null));
  });
  Object.assign(globalThis, { python }); // for the developer tools
  await python.runPythonAsync(MAIN);
  await fletJs.start_connection(send);
  return python;
}

// An error of Pyodide's that nobody awaits ends the start; once Python runs, the page ignores it.
addEventListener("unhandledrejection", ({ reason }) => postMessage(String(reason)));
live();
const running = run();
globalThis.onmessage = async ({ data }) => {
  await running;
  fletJs.send(data);
};
running.then(
  (python) => {
    postMessage("initialized");
    python.runPythonAsync("await early.prepare()").catch(console.error);
  },
  (error) => postMessage(String(error)),
);
