"""`python -m tests.bench.scan [SCANS]`: from the code in view of the camera to "saved" on the screen, in headless Chromium."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import qrcode
from PIL import Image
from playwright.sync_api import sync_playwright
from qrcode.constants import ERROR_CORRECT_M

from app.protocol import qr_text
from tests.bench.row import Row
from tests.browser.drive import FRAME, Phone, Server, sees, wait_for
from tests.people import LIBRARY, token

BLANK, SEEN = 45, 240  # frames
WATCH = """
// In view: the first frame with the mark. The app may be quicker than the look at that frame: then the last one without it.
window.inView = window.savedAt = window.noneYet = null;
const small = Object.assign(document.createElement("canvas"), { width: 8, height: 8 });
const pen = small.getContext("2d", { willReadFrequently: true });
new MutationObserver(() => {
  const video = document.querySelector("dialog video");
  if (!video || video.watched) return;
  video.watched = true;
  window.noneYet = performance.now();
  const look = () => {
    pen.drawImage(video, 4, 4, 24, 24, 0, 0, 8, 8);
    if (pen.getImageData(4, 4, 1, 1).data[0] > 200) window.inView ??= performance.now();
    else if (window.inView === null) window.noneYet = performance.now();
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
}).observe(document, { subtree: true, childList: true });
const watch = () => {
  const saved = document.querySelector('[flt-semantics-identifier="saved"]');
  if (window.savedAt === null && saved) {
    window.savedAt = performance.now();
    window.inView ??= window.noneYet;
  }
  requestAnimationFrame(watch);
};
watch();
"""


@dataclass(frozen=True, slots=True)
class Scans:
    """Milliseconds of each scan."""

    times: tuple[float, ...]

    @property
    def p95(self) -> float:
        return sorted(self.times)[max(0, round(0.95 * len(self.times)) - 1)]

    def text(self) -> str:
        middle = sorted(self.times)[len(self.times) // 2]
        return f"scan: in view to saved p50 {middle:.0f} ms, p95 {self.p95:.0f} ms over {len(self.times)} scans"


def rows() -> list[Row]:
    scans = measure(20)
    print(scans.text(), flush=True)
    return [Row("scan: code in view of the camera to saved, p95", 1.0, scans.p95 / 1000, "s")]


def roll(text: str, path: Path) -> None:
    """An empty wall for 1.5 s, then the code, with a white mark in the corner from the frame it comes into view."""
    frames = []
    for seen in (False, True):
        frame = Image.new("RGB", FRAME, (150, 146, 138))
        if seen:
            code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4, box_size=7)
            code.add_data(text, optimize=20)
            picture = code.make_image().convert("RGB").rotate(3, expand=True, fillcolor=(150, 146, 138))
            frame.paste(picture, ((FRAME[0] - picture.width) // 2, (FRAME[1] - picture.height) // 2))
            frame.paste((255, 255, 255), (0, 0, 48, 48))
        jpeg = BytesIO()
        frame.save(jpeg, "JPEG", quality=85)
        frames.append(jpeg.getvalue())
    path.write_bytes(frames[0] * BLANK + frames[1] * SEEN)


def measure(scans: int) -> Scans:
    times = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        with Server(folder / "server") as server:
            server.command("region-create")
            server.start()
            film = folder / "film.mjpeg"
            roll("x", film)
            phone = Phone(playwright, folder / "phone", server, film, fresh=True)
            phone.browser.context.add_init_script(WATCH)
            phone.open()
            phone.tap("language-nl")
            for number in range(scans):
                sees(phone.page, "floor")
                roll(qr_text.to_text(server.origin, qr_text.SESSION, token(LIBRARY, number=number)), film)
                phone.page.evaluate("window.inView = window.savedAt = window.noneYet = null")
                phone.tap("scan")
                times.append(
                    wait_for(
                        lambda: phone.page.evaluate("window.inView && window.savedAt ? window.savedAt - window.inView : 0"),
                        "saved",
                    )
                )
                phone.page.wait_for_selector("dialog", state="detached")  # the camera closes a moment after
                phone.go_home()
            phone.close()
    return Scans(tuple(times))


if __name__ == "__main__":
    print(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 20).text())
