"""`./build.sh apk|aab|ipa`: stage, then Flet's own build into build/native/. What follows the target goes to `flet build`."""

from __future__ import annotations

import os
import sys

from app.tools.native_build import flet_build, stage

OUT = stage.REPOSITORY / "build" / "native"


def main(target: str, *more: str) -> int:
    """Build `target`, after `tools` has looked. Does not return when Flet was called: Flet ends the process itself."""
    origin = os.environ["VEERTIG_ORIGIN"]
    staged = stage.make_stage(stage.REPOSITORY, OUT / "stage", origin)
    command, options = flet_build.command(flet_build.Build, target, staged, "--output", str(OUT / target), *more)
    command.handle(options)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
