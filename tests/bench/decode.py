"""`python -m tests.bench.decode [FRAMES]`: are codes, on a screen or on paper, read from a spoiled frame by the app itself?

Each frame (`frames`) is given once to app/web_shell/decode.js in headless Chromium, which has no reader of its own, so that the
bundled one reads. On a phone there are several frames a second, so one that is not read is followed by another. A frame that is
hard in one way (`hard`) is given to the page's reader three times, as a hand that holds still gives it, and once to those
of the native packages, with time for all their looks (`app.platform.phone.looks`). Beside them stands zxing-cpp alone, each
time with the best of its settings for that kind.

`python -m tests.bench.decode FOLDER`: of how many photos (*.jpg, *.png, *.webp) a text is read, by each reader.
"""

from __future__ import annotations

import base64
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import qrcode
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from qrcode.constants import ERROR_CORRECT_M

from app.platform.phone import decode as native
from app.platform.phone.looks import EVEN
from app.protocol import qr_text
from app.tools.lacking import chromium
from app.tools.web_build.build import REPOSITORY
from app.ui.controls.qr import MASK, QUIET
from sync_server.print import poster
from sync_server.print.code import ON_A_WALL
from sync_server.print.sheet import SIZES
from sync_server.region.posters import ListedPoster
from tests import paper
from tests.bench import hard
from tests.bench.frames import Spoiled, View, frame, seen, spoiled
from tests.bench.row import Row
from tests.people import BUDDY, LIBRARY_CODE, LIBRARY_NAME, NOON, YEAR, answer, printed_token, proposal
from tests.web.serving import serving

FRAMES = 200
ORIGIN = "https://uren.inburgering-ghent.be"
MOST_VERSION = 10
FINELY = 4  # a page is drawn so many times finer than it is seen
# Size of the paper, metres, and how many frames in a hundred may be missed.
ON_PAPER = (("a4", 1, 1.0), ("a4", 1.5, 10.0), ("a5", 1, 10.0))
READ = """async (frames) => {
  const { frameReader } = await import("/shell/decode.js");
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: 1280, height: 720, videoWidth: 1280, videoHeight: 720 });
  const pen = canvas.getContext("2d");
  const read = await frameReader();
  const found = [];
  for (const text of frames) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    pen.drawImage(await createImageBitmap(new Blob([bytes], { type: "image/jpeg" })), 0, 0);
    found.push(await read(canvas));
  }
  return found;
}"""
READ_HARD = """async (frames) => {
  const { frameReader } = await import("/shell/decode.js");
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: 1280, height: 720, videoWidth: 1280, videoHeight: 720 });
  const pen = canvas.getContext("2d");
  const texts = [];
  for (const text of frames) {
    const read = await frameReader();
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    pen.drawImage(await createImageBitmap(new Blob([bytes], { type: "image/jpeg" })), 0, 0);
    texts.push([...(await read(canvas)), ...(await read(canvas)), ...(await read(canvas))]);
  }
  return texts;
}"""
READ_PHOTO = """async (text) => {
  const { readPhoto } = await import("/shell/decode.js");
  return readPhoto(new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]));
}"""
HARD_FRAMES = 23  # of each kind: 207 codes
ENDLESS = 1e9  # seconds: no look is left out
# How many of each kind may be missed, in a hundred. Around a pillar zxing-cpp misses most of a code this large, too.
HARD = {
    "inverted": 0, "very dark": 0, "moire": 10, "bands": 10, "glare": 5,
    "steep": 10, "curved": 80, "mirrored": 0, "cracked": 45,
}  # fmt: skip
PAGE, ALONE = "page", "zxing-cpp alone"
NATIVE = {"zbar": cache(native.zbar), "zxing-cpp": cache(native.zxing)}  # phones, computers
QR = zxingcpp.barcode_formats_from_str("QRCode")
SETTINGS = {
    f"{name}{' evened' * even}": (binarizer, even)
    for name, binarizer in (("local", zxingcpp.Binarizer.LocalAverage), ("global", zxingcpp.Binarizer.GlobalHistogram))
    for even in (False, True)
}
HALVES: dict[str, Callable[[Spoiled], float]] = {
    "blur": lambda how: how.blur,
    "tilt": lambda how: max(abs(how.tilt), abs(how.lean)),
    "noise": lambda how: how.noise,
    "glare": lambda how: how.glare,
}


@dataclass(frozen=True, slots=True)
class Code:
    """What is looked at: its text, the version of its code and the highest allowed, how a frame of it is made, and how many
    frames in a hundred may be missed.
    """

    name: str
    text: str
    version: int
    most: int
    made: Callable[[Spoiled, int], bytes]
    goal: float


@dataclass(frozen=True, slots=True)
class Read:
    """One code, and whether each of its frames was read."""

    code: Code
    frames: tuple[tuple[Spoiled, bool], ...]

    @property
    def missed(self) -> float:
        return 100 * sum(not good for _, good in self.frames) / len(self.frames)

    def text(self) -> str:
        """Read, in all and in the harder half of each kind of trouble."""
        parts = [f"{self.code.name:22} version {self.code.version:2}  all {100 - self.missed:5.1f} %"]
        for name, of in HALVES.items():
            harder = sorted(self.frames, key=lambda one: of(one[0]))[len(self.frames) // 2 :]
            parts.append(f"more {name} {100 * sum(good for _, good in harder) / len(harder):5.1f} %")
        return "  ".join(parts)


def rows() -> list[Row]:
    with a_page() as page:
        read, missed = measure(page, FRAMES), hard_frames(page)
    print(f"one frame of 1280x720 each, a code of 6 cm at 30 cm or a poster on paper, {FRAMES} spoiled frames")
    for one in read:
        print(f"  {one.text()}", flush=True)
    spoiled, looks = "spoiled frames of 720p that are not read", "not read in three looks"
    alone, prepared = missed[ALONE], "not read by"
    return [
        *(Row(f"{one.code.name}: version of the code, at level M", one.code.most, one.code.version, "") for one in read),
        *(Row(f"{one.code.name}: {spoiled}", one.code.goal, one.missed, "%") for one in read),
        *(Row(f"page, {kind}: {looks}", HARD[kind], missed[PAGE][kind], "%") for kind in HARD),
        *(
            Row(f"{name}, {kind}: {prepared} it, goal: zxing-cpp alone", alone[kind], missed[name][kind], "%")
            for name in NATIVE
            for kind in HARD
        ),
    ]


def codes() -> list[Code]:
    """The longest codes of a meeting, a proposal that names a buddy and its answer, and posters; for a host of 25 letters."""
    asked = proposal(buddy=BUDDY)
    shown = {
        "proposal": qr_text.to_text(ORIGIN, qr_text.MEETING, asked),
        "answer": qr_text.to_text(ORIGIN, qr_text.ANSWER, answer(asked)),
    }
    return [*(on_a_screen(name, text) for name, text in shown.items()), *(on_paper(*one) for one in ON_PAPER)]


def on_a_screen(name: str, text: str) -> Code:
    picture, version = drawn(text)
    return Code(name, text, version, MOST_VERSION, lambda how, seed: frame(picture, how, seed), 5.0)


def on_paper(size: str, metres: float, goal: float) -> Code:
    """The page as it is printed, seen from so many metres."""
    hung = ListedPoster(1, LIBRARY_NAME, LIBRARY_CODE, 240, "", printed_token(), NOON, NOON + YEAR)
    view = View(SIZES[size][0] / 10, metres * 100)
    wide = FINELY * view.wide * view.scale  # dots
    flat = paper.picture(poster.page(hung, ORIGIN, size, NOON), dots=round(wide / view.wide * 2.54))
    text = qr_text.to_text(ORIGIN, qr_text.SESSION, hung.token)
    version = hung.code(ORIGIN).version
    return Code(f"poster {size} at {metres:g} m", text, version, ON_A_WALL, lambda how, seed: seen(flat, view, how, seed), goal)


def drawn(text: str) -> tuple[Image.Image, int]:
    """The code as the app draws it (`app.ui.controls.qr`), and its version."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET, mask_pattern=MASK, box_size=12)
    code.add_data(text, optimize=20)
    code.make(fit=True)
    return code.make_image().get_image(), code.version


def hard_frames(page: Page) -> dict[str, dict[str, float]]:
    """How many frames in a hundred are not read, by who reads and by what is hard about them."""
    text = qr_text.to_text(ORIGIN, qr_text.MEETING, proposal(buddy=BUDDY))
    picture, _ = drawn(text)
    missed: dict[str, Counter[str]] = {name: Counter() for name in (PAGE, *NATIVE, *SETTINGS)}
    for seed in range(HARD_FRAMES):
        kinds = hard.frames(picture, seed)
        read = page.evaluate(READ_HARD, [base64.b64encode(data).decode() for data in kinds.values()])
        for (kind, data), texts in zip(kinds.items(), read, strict=True):
            missed[PAGE][kind] += text not in texts
            for name, reader in NATIVE.items():
                missed[name][kind] += text not in native.FrameReader(reader(), ENDLESS).texts_in(data)
            for setting in SETTINGS:
                missed[setting][kind] += text not in alone(data, setting)
    shares = {name: {kind: 100 * missed[name][kind] / HARD_FRAMES for kind in HARD} for name in (PAGE, *NATIVE)}
    return {**shares, ALONE: {kind: 100 * min(missed[name][kind] for name in SETTINGS) / HARD_FRAMES for kind in HARD}}


def alone(data: bytes, setting: str) -> list[str]:
    """The texts that zxing-cpp reads of a frame, which it gets as it is or evened out."""
    binarizer, even = SETTINGS[setting]
    with Image.open(BytesIO(data)) as opened:
        grey = opened.convert("L")
    codes = zxingcpp.read_barcodes(grey.point(EVEN) if even else grey, formats=QR, binarizer=binarizer)
    return [code.text for code in codes]


def photos(page: Page, folder: Path) -> dict[str, int]:
    """How many photos below a folder are read, by whom; and how many there are."""
    files = [file for file in folder.rglob("*") if file.suffix in (".jpg", ".png", ".webp")]
    by_page = [page.evaluate(READ_PHOTO, base64.b64encode(file.read_bytes()).decode()) for file in files]
    by_native = {
        name: sum(bool(native.texts_in(file.read_bytes(), read=reader(), seconds=ENDLESS)) for file in files)
        for name, reader in NATIVE.items()
    }
    return {PAGE: sum(map(bool, by_page)), **by_native, "photos": len(files)}


@contextmanager
def a_page() -> Iterator[Page]:
    """A page of the site on which no app runs."""
    with serving(REPOSITORY / "build" / "web") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), headless=True, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{site.origin}/manifest.json")
        yield page
        browser.close()


def measure(page: Page, frames: int) -> list[Read]:
    return [one_code(page, code, frames) for code in codes()]


def one_code(page: Page, code: Code, frames: int) -> Read:
    good: list[bool] = []
    how = [spoiled(seed) for seed in range(frames)]
    for start in range(0, frames, 20):
        part = [code.made(how[seed], seed) for seed in range(start, min(frames, start + 20))]
        read = page.evaluate(READ, [base64.b64encode(data).decode() for data in part])
        good += [texts == [code.text] for texts in read]
    return Read(code, tuple(zip(how, good, strict=True)))


def main(asked: str) -> None:
    with a_page() as page:
        if asked and not asked.isdecimal():
            for name, number in photos(page, Path(asked)).items():
                print(f"{number:4} {name}")
            return
        for one in measure(page, int(asked or FRAMES)):
            print(one.text())
        for name, missed in hard_frames(page).items():
            print(f"{name:16}", "  ".join(f"{kind} {100 - share:.0f} %" for kind, share in missed.items()))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
