// Python's own thread. It fetches Python, the packages and the app at the same time, then runs main.py.

import { loadPyodide } from "../pyodide/pyodide.mjs";
import "./device.js";

const HOME = "/home/pyodide";
const START = `
import runpy, sys, zipfile
for name in ("native", "app"):
    with zipfile.ZipFile(f"/tmp/{name}.zip") as archive:
        archive.extractall("${HOME}")
sys.path[:0] = ["${HOME}", "/tmp/packages.zip"]
runpy.run_module("main", run_name="__main__")
`;

async function fetchArchive(name) {
  const answer = await fetch(`../${name}.zip`);
  if (!answer.ok) throw new Error(`${name}.zip: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

// Flet's Python side expects these names.
const fletJs = { documentUrl: location.origin + "/" };

function send(message) {
  const bytes = message.toJs();
  postMessage(bytes, [bytes.buffer]);
}

async function run() {
  const names = ["native", "packages", "app"];
  const fetching = names.map(fetchArchive);
  fetching.forEach((archive) => archive.catch(() => {})); // reported below
  const python = await loadPyodide({ stdout: console.log, stderr: console.error });
  python.registerJsModule("flet_js", fletJs);
  const archives = await Promise.all(fetching);
  names.forEach((name, n) => python.FS.writeFile(`/tmp/${name}.zip`, archives[n]));
  await python.runPythonAsync(START);
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
    python.runPythonAsync("from app.platform.early import prepare; await prepare()").catch(console.error);
  },
  (error) => postMessage(String(error)),
);
