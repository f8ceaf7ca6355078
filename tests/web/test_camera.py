"""A camera, or a browser's own reader of codes, that is there and does not work: absent, throwing, or without an answer.

The window of the camera alone, in Chromium, without the app: no Python runs in these pages.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from app.protocol import qr_text
from app.tools.lacking import chromium
from tests.bench import decode, hard
from tests.browser.drive import camera, film
from tests.browser.test_bad_input import photo
from tests.page.node import build_shell
from tests.people import token
from tests.web.serving import Site, serving

pytestmark = pytest.mark.browser
LINK = qr_text.to_text("https://uren.example.be", qr_text.SESSION, token())
SHELL = """<!DOCTYPE html><link rel="stylesheet" href="shell/style.css"><link rel="stylesheet" href="shell/scanner.css">
<script type="module">
  import { addScanner } from "./shell/scanner.js";
  const names = ["title", "close", "photo", "torch", "photo_none", "camera_none", "camera_ask"];
  const labels = Object.fromEntries(names.map((name) => [name, name]));
  let scan;
  addScanner({ on: (_, act) => (scan = act), event: () => {} });
  self.open = () => {
    self.answer = null;
    self.began = performance.now();
    scan({ labels }).then((answer) => { self.answer = { ...answer, ms: performance.now() - self.began }; });
  };
</script>"""
CODE = "self.CODE = '%s';"
OWN = """self.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  detect() { %s }
};"""
# What a browser's own reader may do, and how soon the code has to be read all the same, in milliseconds.
READERS = {
    "absent": ("delete self.BarcodeDetector;", 2000),
    "throws": (OWN % "throw new TypeError('Illegal');", 2500),
    "rejects": (OWN % "return Promise.reject(new DOMException('', 'NotSupportedError'));", 2500),
    "never answers": (OWN % "return new Promise(() => {});", 3500),
    "finds nothing": (OWN % "return Promise.resolve([]);", 4500),
    "finds empty texts": (OWN % "return Promise.resolve([{ rawValue: '' }]);", 4500),
    "never says what it knows": ("self.BarcodeDetector = { getSupportedFormats: () => new Promise(() => {}) };", 3500),
}
SLACK = 4  # times as long, on a busy machine
ASKED = "navigator.mediaDevices.getUserMedia = () => new Promise((resolve) => { self.allow = resolve; });"
SAYS = "navigator.permissions.query = async () => ({ state: '%s' });"
# What a browser may say of its permission while getUserMedia does not answer, and what is said then.
WAITS = {
    "it asks the person": (SAYS % "prompt", "camera_ask"),
    "it may be used": (SAYS % "granted", "camera_none"),
    "it is refused": (SAYS % "denied", "camera_none"),
    "it does not say": ("Object.defineProperty(navigator, 'permissions', { value: undefined });", "camera_ask"),
    "it throws": ("navigator.permissions.query = () => { throw new TypeError('camera'); };", "camera_ask"),
    "it never says": ("navigator.permissions.query = () => new Promise(() => {});", "camera_ask"),
}
# A camera that is open and shows nothing yet.
DARK = """
const canvas = document.createElement("canvas");
Object.assign(canvas, { width: 1280, height: 720 });
const pen = canvas.getContext("2d");
navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
self.light = async () => {
  const bytes = Uint8Array.from(atob(CODE), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes]));
  setInterval(() => pen.drawImage(picture, 0, 0, 1280, 720), 100);
};"""
PLAY = """const { play } = HTMLMediaElement.prototype;
HTMLMediaElement.prototype.play = function () { %s };"""
REFUSED = "Promise.reject(new DOMException('', 'NotAllowedError'))"
TAP = f"return navigator.userActivation.hasBeenActive ? play.call(this) : {REFUSED};"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("camera")
    build_shell(folder)
    (folder / "camera.html").write_text(SHELL, "utf-8")
    with serving(folder) as site:
        yield site


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A phone whose camera sees a code of ours."""
    wall: Path = tmp_path_factory.mktemp("code") / "code.mjpeg"
    film(photo(LINK), wall)
    running = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", *camera(wall)])
    yield running
    running.close()


@pytest.fixture
def opened(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Opens the camera in a new profile in which `script` ran first."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, permissions=["camera"])

    def opens(script: str, clock: bool = False) -> Page:
        page = context.new_page()
        page.add_init_script(CODE % base64.b64encode(photo(LINK)).decode() + script)
        if clock:
            page.clock.install()
        page.goto(f"{site.origin}/camera.html")
        page.wait_for_function("self.open !== undefined && document.readyState === 'complete'")
        page.evaluate("open()")
        return page

    yield opens
    context.close()


def read(page: Page) -> float:
    """The milliseconds until the code was read."""
    answer = page.wait_for_function("self.answer", timeout=30_000).json_value()
    assert answer["texts"] == [LINK]
    return float(answer["ms"])


def says(page: Page, name: str) -> None:
    page.wait_for_function("(name) => document.querySelector('.note:not([hidden]) p')?.textContent === name", arg=name)


def choose(page: Page, picture: bytes | None = None) -> None:
    file = {"name": "photo", "mimeType": "image/png", "buffer": picture or photo(LINK)}
    page.set_input_files("dialog input", file)  # type: ignore[arg-type]


@pytest.mark.parametrize(("script", "most"), READERS.values(), ids=READERS)
def test_a_code_is_read_whatever_the_browsers_own_reader_does(opened: Callable[..., Page], script: str, most: int) -> None:
    assert read(opened(script)) < most * SLACK


def test_a_reader_that_finds_nothing_is_not_waited_for_a_second_time(opened: Callable[..., Page]) -> None:
    page = opened(READERS["finds nothing"][0])
    first = read(page)
    page.wait_for_selector("dialog", state="detached")
    page.evaluate("open()")
    assert read(page) < 2000 <= first
    page.reload()
    page.wait_for_function("self.open !== undefined")
    page.evaluate("open()")
    assert read(page) < first


def test_a_browsers_own_reader_that_works_reads_alone(opened: Callable[..., Page], site: Site) -> None:
    site.asked.clear()
    read(opened(OWN % f"return Promise.resolve([{{ rawValue: '{LINK}' }}]);"))
    assert not any("zxing" in path for path, _ in site.asked)


@pytest.mark.parametrize(("script", "said"), WAITS.values(), ids=WAITS)
def test_a_camera_that_never_answers_is_told_from_one_that_waits_for_the_person(
    opened: Callable[..., Page], script: str, said: str
) -> None:
    page = opened(ASKED + script, clock=True)
    for _ in range(14):
        page.clock.run_for(1000)
    says(page, said)
    choose(page)
    read(page)


def test_a_camera_that_is_allowed_after_an_hour_is_used(opened: Callable[..., Page]) -> None:
    page = opened("const asks = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);" + ASKED + SAYS % "prompt"
                  + "self.yes = async () => self.allow(await asks({ video: true }));")  # fmt: skip
    says(page, "camera_ask")
    assert page.locator("dialog .photo").is_visible()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as when the system's question covers the page
    page.evaluate("yes()")
    read(page)


@pytest.mark.parametrize(
    "script",
    ["Object.defineProperty(navigator, 'mediaDevices', { value: undefined });",
     "navigator.mediaDevices.getUserMedia = () => { throw new TypeError('Illegal'); };"],
    ids=["absent", "throws"],
)  # fmt: skip
def test_without_a_camera_the_photo_is_offered_at_once(opened: Callable[..., Page], script: str) -> None:
    page = opened(script)
    says(page, "camera_none")
    choose(page)
    read(page)


def test_a_camera_without_a_picture_offers_the_photo_and_reads_when_the_picture_comes(opened: Callable[..., Page]) -> None:
    page = opened(DARK)
    says(page, "camera_none")
    page.evaluate("light()")
    read(page)


def test_a_picture_that_stops_offers_the_photo_too_and_the_window_closes_with_that_reason(opened: Callable[..., Page]) -> None:
    page = opened(DARK)
    page.evaluate("self.shine = setInterval(() => pen.fillRect(0, 0, 9, 9), 100)")
    page.wait_for_timeout(2000)
    assert page.locator("dialog .note").is_hidden()
    page.evaluate("clearInterval(self.shine)")
    says(page, "camera_none")
    page.locator("dialog .close").click()
    assert page.wait_for_function("self.answer").json_value()["code"] == "camera"


def test_a_video_that_may_not_play_offers_the_photo_and_plays_after_a_tap(opened: Callable[..., Page]) -> None:
    page = opened(DARK + PLAY % TAP)
    page.evaluate("setInterval(() => pen.fillRect(0, 0, 9, 9), 100)")
    says(page, "camera_none")
    page.evaluate("light()")
    page.locator("dialog .title").click()
    read(page)


def test_a_video_whose_start_is_never_answered_is_read_all_the_same(opened: Callable[..., Page]) -> None:
    read(opened(PLAY % "play.call(this); return new Promise(() => {});"))


@pytest.mark.parametrize("kind", ["inverted", "very dark", "moire", "bands", "glare", "steep", "mirrored"])
def test_a_photo_in_bad_light_or_from_the_side_is_read(opened: Callable[..., Page], kind: str) -> None:
    page = opened("navigator.mediaDevices.getUserMedia = () => { throw new TypeError('Illegal'); };")
    choose(page, hard.frames(decode.drawn(LINK)[0], seed=1)[kind])
    read(page)
