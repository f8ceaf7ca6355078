// Compiles every .py below a folder to a .pyc and removes the .py, with the Python that runs it in the browser. Prints each name.
//   node compile_pyc.mjs PYODIDE_FOLDER FOLDER OPTIMIZE

import path from "node:path";
import { pathToFileURL } from "node:url";

const [pyodideFolder, folder] = process.argv.slice(2, 4).map((name) => path.resolve(name));
const optimize = Number(process.argv[4]);
const { loadPyodide } = await import(pathToFileURL(path.join(pyodideFolder, "pyodide.mjs")).href);

// A fixed hash seed: the order of constants in a .pyc must not change from build to build.
const python = await loadPyodide({ indexURL: pyodideFolder + "/", env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" } });
python.FS.mkdir("/folder");
python.mountNodeFS("/folder", folder);
await python.runPythonAsync(`
import pathlib
import py_compile

root = pathlib.Path("/folder")
for source in sorted(root.rglob("*.py")):
    py_compile.compile(
        str(source),
        cfile=str(source) + "c",
        dfile=str(source.relative_to(root)),
        doraise=True,
        optimize=${optimize},
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    source.unlink()
    print(source.relative_to(root), flush=True)
`);
