"""`python -m tests.fuzz.engine TARGET [libFuzzer options]`: one target under atheris, guided by the code it reaches."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["app.protocol"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    check = TARGETS[sys.argv.pop(1)].check
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
