// The packages of requirements/npm, which lie in .venv/npm.

import { createRequire } from "node:module";

export const fromNpm = createRequire(new URL("../../../.venv/npm/", import.meta.url));
