"""`python -m tests.bench.handover`: forty moments that were never sent go from an old phone to a new one, both without network.

Two browsers. The old phone's screen is filmed as it is drawn, in its own time; the film is what the new phone's camera sees.
So the figure has everything in it that a person waits for: making the codes, showing them one after the other, reading them,
checking the signatures, and writing the records down.
"""

from __future__ import annotations

import base64
import json
import tempfile
import time
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from app.protocol import handover, qr_text
from tests.bench.row import Row
from tests.bench.use import APP, FILL, python
from tests.browser.drive import Phone, Server, by_key, film, read_code, wait_for
from tests.people import NOON, token

MOMENTS = 40
RATE = 30  # pictures that the camera takes in a second
TURNS = 1.5  # of the old phone's codes that are filmed, before the film begins again


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        film(None, folder / "film.mjpeg")
        with Server(folder / "server") as server:
            server.command("region-create")
            server.start()
            old = Phone(playwright, folder / "old", server, fresh=True)
            old.open()
            old.tap("language-nl")
            old.sees("floor")
            live_forty_moments(old)
            began = time.monotonic()
            show_codes(old)
            making = time.monotonic() - began
            codes, turn = record(old, folder / "film.mjpeg")
            mine = old.records()
            old.close()
            new = Phone(playwright, folder / "new", server, folder / "film.mjpeg", fresh=True)
            new.open()
            new.tab.until_kept()
            new.browser.context.set_offline(True)
            new.tap("come-back")
            new.tap("language-nl")
            began = time.monotonic()
            new.tap("old-phone")
            new.page.wait_for_selector(by_key("message"), state="attached")
            reading = time.monotonic() - began
            wait_for(lambda: mine.items() <= new.records().items(), "every record of the old phone, durably")
            new.close()
    print(
        f"phone to phone: {len(mine)} records in {codes} codes; made in {making:.1f} s, shown in {turn:.1f} s a turn, ", end=""
    )
    print(f"camera to hours {reading:.1f} s", flush=True)
    return [Row(f"phone to phone, {MOMENTS} moments, both without network", 60, making + reading, "s")]


def live_forty_moments(phone: Phone) -> None:
    """Without network: two scans for the first moment, and the records of all others at once."""
    phone.tab.until_kept()
    phone.browser.context.set_offline(True)
    python(phone, APP)
    for later in (0, 5400):
        text = qr_text.to_text(phone.server.origin, qr_text.SESSION, token(time=NOON + later, number=1))
        python(phone, f"await scanned({text!r})")
    pairs = []
    for number in range(2, MOMENTS + 1):
        came = NOON - 43_200 * number
        pairs.append([came, token(time=came, number=number).hex(), token(time=came + 5400, number=number).hex()])
    python(phone, f"TOKENS = {json.dumps(pairs)!r}\n{FILL}\nstore.mark_durable()\n''")
    phone.sees("saved")
    phone.go_home()


def show_codes(phone: Phone) -> None:
    for key in ("settings", "more", "new-phone", "phone-codes"):
        phone.tap(key)
    phone.sees("qr")


def record(phone: Phone, path: Path) -> tuple[int, float]:
    """Film the screen into `path`, for a turn of all its codes and a half. Gives how many there are, and a turn's seconds."""
    shots: list[tuple[float, bytes]] = []
    session = phone.page.context.new_cdp_session(phone.page)

    def keep(event: dict[str, object]) -> None:
        metadata, data = event["metadata"], str(event["data"])
        assert isinstance(metadata, dict)
        shots.append((float(metadata["timestamp"]), base64.b64decode(data)))
        session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    session.on("Page.screencastFrame", keep)
    session.send("Page.startScreencast", {"format": "jpeg", "quality": 90})
    first: dict[int, float] = {}  # when each code was first on the screen
    again, looked, ends = 0.0, 0, 0.0
    while not again or shots[-1][0] < ends:
        phone.page.wait_for_timeout(200)
        for at, shot in shots[looked:]:
            text = read_code(shot)
            if handover.is_part(text):
                part = handover.part_in(text)
                if len(first) == part.count and part.index == min(first, key=lambda each: first[each]) and not again:
                    again = at
                    ends = at + (TURNS - 1) * (at - min(first.values()))
                first.setdefault(part.index, at)
        looked = len(shots)
    session.send("Page.stopScreencast")
    write(shots, path)
    return len(first), again - min(first.values())


def write(shots: list[tuple[float, bytes]], path: Path) -> None:
    """What a camera sees that looks at these pictures of a screen, each as long as it was there."""
    frames, began = [], shots[0][0]
    for (at, shot), following in zip(shots, [*(later for later, _ in shots[1:]), shots[-1][0] + 1 / RATE], strict=True):
        film(as_png(shot), path)
        picture = path.read_bytes()[: len(path.read_bytes()) // 2]
        frames += [picture] * (round((following - began) * RATE) - round((at - began) * RATE))
    path.write_bytes(b"".join(frames))


def as_png(shot: bytes) -> bytes:
    made = BytesIO()
    Image.open(BytesIO(shot)).save(made, "PNG")
    return made.getvalue()


if __name__ == "__main__":
    for row in rows():
        print(row.text())
