// Loaded before the tests: what they import by its place in the source comes from the page as it was built, in the folder that
// BUILT names: made modules are there, comments are not. So the very scripts that travel are tested, and types are still known.

import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const SOURCE = new URL("../../app/web_shell/", import.meta.url).href;
const BUILT = `${pathToFileURL(process.env.BUILT ?? "").href}/`;

registerHooks({
  resolve(specifier, context, next) {
    const built = new URL(specifier, context.parentURL).href.replace(SOURCE, BUILT);
    const isOurs = built.startsWith(BUILT) && existsSync(fileURLToPath(built));
    return isOurs ? { url: built, format: "module", shortCircuit: true } : next(specifier, context);
  },
});
