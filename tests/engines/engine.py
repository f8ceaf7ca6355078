"""What a story asks of a browser that is not Chromium, and the part that both have in common."""

from __future__ import annotations

import base64
import json
import os
import signal
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from tests.browser.drive import READ_FILE, SEE, by_key, read_code, wait_for

PATIENCE = 180  # seconds for one thing to happen; two busy cores may need a minute for a start
SIZE = (412, 780)  # CSS pixels of the page: a phone's
# Runs before the page. Of what the policy forbids, and of each error, the driver gets one text.
WATCH = """
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, sample }) =>
  TELL(`violation: ${violatedDirective} ${blockedURI} ${sourceFile} ${sample}`), true);
addEventListener("error", ({ message }) => message && TELL(`error: ${message}`));
addEventListener("unhandledrejection", ({ reason }) => TELL(`rejection: ${reason}`));
"""
MIDDLE = """(() => {
  if (document.querySelector('dialog:has([data-state="read"])')) return null;
  const box = document.querySelector(SELECTOR)?.getBoundingClientRect();
  return box?.width ? [box.x + box.width / 2, box.y + box.height / 2] : null;
})()"""


class Driver(Protocol):
    """One running browser with one page. Its profile lasts."""

    has_camera: bool  # whether a canvas can stand in for a camera
    told: list[str]  # violations of the policy, and errors
    foreign: list[str]  # addresses of foreign hosts that were asked for

    def open(self, address: str) -> None:
        """Begin to load an address, as a new page; what is on the page before is left."""

    def evaluate(self, script: str) -> Any:
        """What a JavaScript expression is, or what its promise brings: a value for JSON. None between two documents."""

    def click(self, x: float, y: float) -> None:
        """A person's tap, in CSS pixels of the page."""

    def choose(self, act: Callable[[], None], file: Path) -> None:
        """`act` makes the browser ask for a file, and the person chooses this one. Raises TimeoutError when it does not ask."""

    def screenshot(self) -> bytes:
        """The page as a PNG."""

    def resize(self, width: int, height: int) -> None:
        """Make the page so many CSS pixels large."""

    def downloaded(self) -> list[Path]:
        """The files that the person saved."""

    def kill(self) -> None:
        """SIGKILL to every process of this browser."""

    def close(self) -> None:
        """End the browser as a person does."""


class Screen:
    """The page of a driver, tapped and read by the keys of its controls."""

    def __init__(self, driver: Driver, role: str = "phone") -> None:
        self.driver, self.role = driver, role

    def open(self, address: str) -> None:
        """Open an address of the app and wait for its first screen."""
        self.driver.open(address)
        self.ready()

    def ready(self) -> None:
        """Wait until the app is on the screen, and can be tapped and read by key."""
        self.until("document.documentElement.dataset.tab === 'shown'", "the app to be shown")
        self.until(
            f"Boolean(document.querySelector('flt-semantics-placeholder, flt-semantics')) && {SEE}", "what screen readers use"
        )

    def until(self, script: str, what: str, seconds: float = PATIENCE) -> Any:
        """Wait until an expression is something."""
        return wait_for(lambda: self.driver.evaluate(script), what, seconds)

    def until_kept(self) -> None:
        """Wait until everything is there to start without network."""
        self.until("document.documentElement.dataset.kept ?? ''", "all files of the app")
        done, total = str(self.driver.evaluate("document.documentElement.dataset.kept")).split("/")
        assert done == total

    def sees(self, key: str) -> None:
        """Wait until a control of this key is there."""
        self.until(f"document.querySelector({json.dumps(by_key(key))}) !== null", key)

    def has(self, key: str) -> bool:
        """Whether a control of this key is there now."""
        return bool(self.driver.evaluate(f"document.querySelector({json.dumps(by_key(key))}) !== null"))

    def text(self, key: str) -> str:
        """The words of a control."""
        self.sees(key)
        return str(self.driver.evaluate(f"document.querySelector({json.dumps(by_key(key))}).innerText"))

    def tap(self, key: str) -> None:
        """Tap a control, as soon as it is there."""
        self.tap_at(by_key(key))

    def tap_at(self, selector: str) -> None:
        """Tap what this selector finds first, as soon as it is there."""
        x, y = self.until(MIDDLE.replace("SELECTOR", json.dumps(selector)), selector)
        self.driver.click(x, y)

    def follow(self, link: str) -> None:
        """Open a link in the running app, as the phone's own camera app does."""
        self.driver.evaluate(f"void (location.href = {json.dumps(link)})")

    def go_home(self) -> None:
        """Home, also where the browser offers to put the app on the home screen first."""
        self.tap("home")
        wait_for(lambda: self.has("floor") or self.has("install"), "home")
        if self.has("install"):
            self.tap("home")
        self.sees("floor")

    def code(self) -> str:
        """The text of the code on the screen, as a camera reads it."""
        text: str = wait_for(lambda: read_code(self.driver.screenshot()), "a code on the screen")
        return text

    def store(self) -> sqlite3.Connection:
        """The SQLite file of this role as the browser keeps it, read from outside the app."""
        text = self.until(f"({READ_FILE})({json.dumps(self.role)})", "the app's file")
        file = Path(tempfile.mkdtemp()) / "app.db"
        file.write_bytes(base64.b64decode(text))
        return sqlite3.connect(file)

    def records(self) -> dict[bytes, bytes]:
        """Bytes of every record that is kept, by id."""
        with self.store() as db:
            return dict(db.execute("SELECT id, data FROM records").fetchall())


def end(process: subprocess.Popen[Any], how: int) -> None:
    """Send a signal to a browser's processes, which are a group of their own, and wait for the end of the first."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            with suppress(OSError, ValueError):
                pipe.close()
