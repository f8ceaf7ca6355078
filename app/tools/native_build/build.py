"""`./build.sh apk|aab|ipa`: stages, then runs Flet's own build into build/native/. Further words go to `flet build`."""

from __future__ import annotations

import os
import sys

from app.tools.native_build import flet_build, stage

OUT = stage.REPOSITORY / "build" / "native"


def main(target: str, *more: str) -> int:
    """Build `target`; `tools` has checked the machine before. Flet ends the process itself, so this does not return.

    Raises KeyError without VEERTIG_ORIGIN, and BadOrigin when it is no https address.
    """
    origin = os.environ["VEERTIG_ORIGIN"]
    staged = stage.make_stage(stage.REPOSITORY, OUT / "stage", origin)
    command, options = flet_build.command(flet_build.Build, target, staged, "--output", str(OUT / target), *more)
    command.handle(options)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
