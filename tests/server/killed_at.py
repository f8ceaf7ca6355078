"""A command of the server that is killed at its nth step in the file system.

    python -m tests.server.killed_at N COMMAND ...

A step is a name given, changed or taken away: Python tells of each by an audit event, before it is done. Ends by SIGKILL, or as
the command does when it has fewer steps.
"""

from __future__ import annotations

import os
import signal
import sys

STEPS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.copyfile", "shutil.rmtree", "sqlite3.connect"}


def main() -> int:
    left = int(sys.argv[1])
    from sync_server.__main__ import main as command

    def step(event: str, arguments: object) -> None:
        nonlocal left
        if event in STEPS:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(step)
    return command(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
