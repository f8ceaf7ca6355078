"""The real thing, driven: the server as a process, Chromium as a phone, a camera that sees what the display shows."""

from __future__ import annotations

import base64
import datetime
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import zxingcpp
from PIL import Image
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Playwright

from app.tools.lacking import faketime
from tests.web import places
from tests.web.chromium import Browser, Tab
from tests.web.installed import install

REPOSITORY = Path(__file__).resolve().parent.parent.parent
WEB = REPOSITORY / "build" / "web"
FRAME = (1280, 720)

READ_FILE = """async (role) => {
  const open = indexedDB.open(`/data-${role}`);
  const db = await new Promise((ok, no) => { open.onsuccess = () => ok(open.result); open.onerror = () => no(open.error); });
  if (!db.objectStoreNames.contains("FILE_DATA")) return null;
  const get = db.transaction("FILE_DATA").objectStore("FILE_DATA").get(`/data-${role}/veertig.db`);
  const entry = await new Promise((ok, no) => { get.onsuccess = () => ok(get.result); get.onerror = () => no(get.error); });
  db.close();
  if (!entry) return null;
  let text = "";
  for (const byte of entry.contents) text += String.fromCharCode(byte);
  return btoa(text);
}"""

SEE = "(document.querySelector('flt-semantics-placeholder')?.click(), document.querySelector('flt-semantics') !== null)"


def wait_for(found: Callable[[], Any], what: str, seconds: float = 180) -> Any:
    """What `found` returns, once that is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = found()
        if value:
            return value
        time.sleep(0.05)
    raise TimeoutError(what)


class Server:
    """The region's server as a process of its own, on a port that stays the same when it is started again.

    `origin` is what browsers call it: its port's, or that of one of the `places`. It and its commands live `later` by so many
    seconds.
    """

    def __init__(
        self, data: Path, web: Path = WEB, place: str = "", origin: str = "", module: str = "sync_server", later: int = 0
    ) -> None:
        self.module = module
        self.port = places.ports()[place] if place else free_port()
        self.origin = origin or (places.address(place) if place else f"http://localhost:{self.port}")
        self.data = data
        self._later, self._clock = later, data.with_name(f"{data.name}.clock")
        self._settings = {"VEERTIG_DATA": str(data), "VEERTIG_WEB": str(web), "VEERTIG_ORIGIN": self.origin}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def _env(self) -> dict[str, str]:
        """Of its processes. What they count of seconds that pass stays right, whatever time they live in."""
        env = {**os.environ, **self._settings}
        if self._later:
            self.move_clock(0)
            env |= {"LD_PRELOAD": str(faketime()), "FAKETIME_TIMESTAMP_FILE": str(self._clock)}
            env |= {"FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        return env

    def move_clock(self, seconds: int) -> None:
        """From here on it lives so many seconds later than it did, also while it runs."""
        self._later += seconds
        draft = self._clock.with_suffix(".draft")
        draft.write_text(f"{self._later:+d}")
        draft.rename(self._clock)

    def command(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "sync_server", *words], env=self._env, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def start(self) -> None:
        command = [sys.executable, "-m", self.module, "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(command, env=self._env, cwd=REPOSITORY)
        wait_for(self._answers, "the server to answer")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/v1/health", timeout=1) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError:
            return True  # it answers, and says what is not well: a region that is not there yet
        except OSError:
            return False

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self._process:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def records(self) -> dict[bytes, bytes]:
        """Bytes of every record held, by id."""
        db = sqlite3.connect(f"file:{self.data / 'server.db'}?mode=ro", uri=True)
        rows = dict(db.execute("SELECT id, data FROM records").fetchall())
        db.close()
        return rows


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def region(data: Path, web: Path = WEB, place: str = "", origin: str = "", later: int = 0) -> Iterator[Server]:
    """A region of its own, with its server running; it lives `later` by so many seconds."""
    one = Server(data, web, place, origin, later=later)
    one.command("region-create")
    one.start()
    try:
        yield one
    finally:
        one.stop()


def until_nine() -> int:
    """Seconds from now until tomorrow, nine o'clock in Brussels, where a story that takes hours begins: at four in the night a
    display ends its sessions, whenever the story is told.
    """
    tomorrow = datetime.datetime.now(ZoneInfo("Europe/Brussels")) + datetime.timedelta(days=1)
    return int(tomorrow.replace(hour=9, minute=0, second=0).timestamp() - time.time())


def film(picture: bytes | None, path: Path) -> None:
    """Write what a camera sees that looks at `picture` (a PNG), with a little air around it; None is an empty wall."""
    frame = Image.new("RGB", FRAME, (150, 146, 138))
    if picture is not None:
        seen = Image.open(BytesIO(picture)).convert("RGB")
        seen.thumbnail((FRAME[0] - 120, FRAME[1] - 60))
        frame.paste(seen, ((FRAME[0] - seen.width) // 2, (FRAME[1] - seen.height) // 2))
    jpeg = BytesIO()
    frame.save(jpeg, "JPEG", quality=90)
    path.write_bytes(jpeg.getvalue() * 2)


def camera(path: Path) -> list[str]:
    return ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", f"--use-file-for-fake-video-capture={path}"]


def read_code(picture: bytes) -> str:
    """The text of the one code in a picture, "" when there is none."""
    found = zxingcpp.read_barcodes(Image.open(BytesIO(picture)), formats=zxingcpp.barcode_formats_from_str("QRCode"))
    return found[0].text if len(found) == 1 else ""


class Reachable(Protocol):
    """Where a phone finds its server."""

    @property
    def origin(self) -> str: ...


class Phone:
    """A phone: one browser profile, one tab. A newcomer's unless `role` says otherwise.

    A new profile is one in which the app is installed and was never used, or an empty one if it is to be `fresh`.
    """

    def __init__(
        self,
        playwright: Playwright,
        profile: Path,
        server: Reachable,
        film_path: Path | None = None,
        *,
        role: str = "phone",
        extra: Sequence[str] = (),
        fresh: bool = False,
        later: int = 0,
        **options: Any,
    ) -> None:
        self.server, self.role = server, role
        if not fresh:
            install(playwright, server.origin, profile)
        self.browser = Browser(
            playwright, profile, camera(film_path) if film_path else extra, later=later, device_scale_factor=2, **options
        )
        self.profile = profile

    @property
    def page(self) -> Page:
        return self.tab.page

    def open(self, path: str = "/") -> Tab:
        self.tab = self.browser.open(self.server.origin + path)
        self.ready()
        return self.tab

    def ready(self) -> None:
        """The app is on the screen, and can be tapped and read by name."""
        self.tab.until("shown")
        see(self.page)

    def starts_again(self, act: Callable[[], object]) -> None:
        """`act` leads to another role, in which the page starts again: wait for the new page, the address changes twice."""
        before = self.page.get_attribute("html", "data-tab-id")
        act()
        self.page.wait_for_selector(f'html[data-tab-id]:not([data-tab-id="{before}"])', state="attached")
        self.ready()

    def tap(self, key: str) -> None:
        tap(self.page, key)

    def sees(self, key: str) -> None:
        sees(self.page, key)

    def go_home(self) -> None:
        go_home(self.page)

    def store(self) -> sqlite3.Connection:
        """The phone's SQLite file as the browser keeps it, read from outside the app."""
        text = wait_for(lambda: self.page.evaluate(READ_FILE, self.role), "the file of a first start")
        file = Path(tempfile.mkdtemp()) / "phone.db"
        file.write_bytes(base64.b64decode(text))
        return sqlite3.connect(file)

    def records(self) -> dict[bytes, bytes]:
        with self.store() as db:
            return dict(db.execute("SELECT id, data FROM records").fetchall())

    def kill(self) -> None:
        """SIGKILL to every process of this browser: what a flat battery does."""
        found = subprocess.run(["pgrep", "-f", f"user-data-dir={self.profile}"], capture_output=True, text=True, check=False)
        for pid in map(int, found.stdout.split()):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.close()

    def shows(self) -> bytes:
        """A screenshot of the code on this phone, for another phone's camera."""

        def look() -> bytes | None:
            shot = self.page.screenshot()
            return shot if read_code(shot) else None

        self.sees("qr")
        found: bytes = wait_for(look, "a code on the phone")
        return found

    def close(self) -> None:
        try:
            self.browser.close()
        except PlaywrightError as error:
            if "closed" not in str(error):  # a killed browser is closed already: that was the point
                raise


@contextmanager
def at_home(
    playwright: Playwright, folder: Path, server: Reachable, language: str = "nl", *, extra: Sequence[str] = ()
) -> Iterator[Phone]:
    """A newcomer's phone that has chosen a language, shows home, and whose camera looks at a wall."""
    film(None, folder / "wall.mjpeg")
    phone = Phone(playwright, folder / "phone", server, extra=[*camera(folder / "wall.mjpeg"), *extra])
    phone.open()
    phone.tap(f"language-{language}")
    phone.sees("floor")
    yield phone
    phone.close()


def see(page: Page) -> None:
    """Switch on what screen readers use: Flutter builds it on request, once it listens."""
    page.wait_for_selector("flt-semantics-placeholder, flt-semantics", state="attached")
    wait_for(lambda: page.evaluate(SEE), "what screen readers use")


def by_key(key: str) -> str:
    return f'[flt-semantics-identifier="{key}"]'


def tap(page: Page, key: str) -> None:
    page.wait_for_selector(by_key(key), state="attached")
    page.wait_for_selector('dialog:has([data-state="read"])', state="detached")  # a scanner that closes lies over the screen
    box = page.locator(by_key(key)).first.bounding_box()
    assert box, key
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def sees(page: Page, key: str) -> None:
    page.wait_for_selector(by_key(key), state="attached")


def go_home(page: Page) -> None:
    """Home; by way of "later" when the browser offers to put the app on the home screen, once after the first moment."""
    tap(page, "home")
    page.wait_for_selector(f"{by_key('floor')}, {by_key('install')}", state="attached")
    if page.locator(by_key("install")).count():
        tap(page, "home")
    sees(page, "floor")


class Display:
    """An organisation's display in a browser of its own. `shift` moves its clock; `chosen` is tapped where it asks first."""

    def __init__(
        self,
        playwright: Playwright,
        profile: Path,
        link: str,
        chosen: str = "",
        size: tuple[int, int] = (1180, 700),
        later: int = 0,
    ) -> None:
        install(playwright, link.partition("/#")[0], profile)
        viewport = {"width": size[0], "height": size[1]}
        self.browser = Browser(playwright, profile, later=later, viewport=viewport, is_mobile=False, has_touch=False)
        self.open(link)
        if chosen:
            tap(self.page, chosen)
        sees(self.page, "qr")

    def open(self, address: str) -> None:
        """The one page of this browser, begun anew: what the tablet does when it was off and its icon is tapped."""
        for page in self.browser.context.pages[1:]:
            page.close()
        self.tab = self.browser.open(address)
        self.tab.until("shown")
        self.page = self.tab.page
        see(self.page)

    def picture(self, after: str = "") -> bytes:
        """A screenshot with a code that reads, and another one than `after`."""

        def look() -> bytes | None:
            shot = self.page.screenshot()
            return shot if read_code(shot) not in ("", after) else None

        found: bytes = wait_for(look, "a code on the display")
        return found

    def shift(self, seconds: int) -> None:
        """Move the display's clock."""
        self.browser.move_clock(seconds)

    def close(self) -> None:
        self.browser.close()
