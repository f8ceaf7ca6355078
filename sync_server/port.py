"""The port that the server listens on: opened, or refused with a sentence that names the next free one.

`python -m sync_server.port --port 8000` only checks whether the port is free, before anything is installed or built for a
server that could not start. So this file needs the standard library only.
"""

from __future__ import annotations

import argparse
import errno
import socket
import sys

LOOPBACK, PORT = "127.0.0.1", 8000
EXIT_CODE = 3


class PortTaken(Exception):
    """Another program listens on this port. The text is one sentence, with a command that works."""


def listen(host: str, port: int, command: str) -> socket.socket:
    """A listening socket. `command` is what the person typed, without the port. Raises PortTaken, or another OSError."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
    raise PortTaken(f"Port {port} is in use by another program: stop that one, or run {command} --port {next_free(host, port)}")


def next_free(host: str, port: int) -> int:
    """The first free port after this one; 0, which lets the system choose, when there is none."""
    for candidate in range(port + 1, 65536):
        try:
            with socket.create_server((host, candidate)):
                return candidate
        except OSError:
            continue
    return 0


def main() -> int:
    """The exit code: 0 when the port is free, else 3, with the sentence on stderr."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--port", type=int, default=PORT)
    options, _ = parser.parse_known_args()
    try:
        listen(LOOPBACK, options.port, "./build.sh run").close()
    except PortTaken as taken:
        print(taken, file=sys.stderr)
        return EXIT_CODE
    return 0


if __name__ == "__main__":
    sys.exit(main())
