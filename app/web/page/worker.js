// Python's own thread, running the app.

import "./device.js";
import { recall } from "./memory.js";
import { fletJs, startPython } from "./python.js";

const MAIN = `
import runpy
from app.platform import early
early.wake()
runpy.run_module("main", run_name="__main__")
`;

function send(message) {
  const bytes = message.toJs();
  postMessage(bytes, [bytes.buffer]);
}

async function run() {
  const python = await startPython(recall().catch(() => null));
  self.python = python; // for a look with the developer tools
  await python.runPythonAsync(MAIN);
  await fletJs.start_connection(send);
  return python;
}

const running = run();
self.onmessage = async ({ data }) => {
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
