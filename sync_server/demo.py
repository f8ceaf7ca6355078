"""`./build.sh run`: a demo region with two organisations, served together with the web app on this machine."""

from __future__ import annotations

import argparse
import sys

from sync_server import config as configuration
from sync_server import port
from sync_server.__main__ import demo, invite_buddy, open_registry, serve

TEXT = """
Veertig runs. Open these side by side in one browser on this machine:

  The organisation's display
    {display}

  The newcomer's phone
    {origin}/

  A second display ({other})
    {second}

  A counsellor's page, for the file that the phone gives under "my hours"
    {origin}/#/counsellor

  A buddy's phone (in a private window or another browser: one browser is one person)
    {buddy}

Scan the display's code with the phone: the camera in the app, a photo of the screen, or the phone's own camera app.
A real phone needs https (cameras and keys work only there): put a TLS proxy such as Caddy or nginx in front, set
VEERTIG_ORIGIN to its https address and start again. Stop with Ctrl+C.
"""


def main() -> int:
    """Make the region if needed, print the links, and serve until stopped. The exit code; 3 when the port is in use."""
    parser = argparse.ArgumentParser(prog="./build.sh run", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=port.PORT, help="where to listen on this machine (default: 8000)")
    number = parser.parse_args().port
    try:
        listening = port.listen(port.LOOPBACK, number, "./build.sh run")
    except port.PortTaken as taken:
        print(taken, file=sys.stderr)
        return port.EXIT_CODE
    config = configuration.from_environment({"VEERTIG_ORIGIN": f"http://localhost:{number}", **configuration.environment()})
    with open_registry(config) as registry:
        (_, display), (other, second) = demo(config, registry)
        buddy = invite_buddy(config, registry, "Samen in Gent", 30)
    print(TEXT.format(origin=config.origin, display=display, other=other, second=second, buddy=buddy), flush=True)
    serve(config, listening)
    return 0


if __name__ == "__main__":
    sys.exit(main())
