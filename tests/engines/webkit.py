"""WebKitGTK, the nearest to Safari that Debian has: a small browser (webkit_window.py) on a screen that nobody sees."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from app.tools.lacking import webkit
from tests.engines.engine import PATIENCE, SIZE, WATCH, end

WINDOW = Path(__file__).with_name("webkit_window.py")
SCREEN = "1280x1000x24"
# A language that is called "C" stops Flutter. Without a graphics chip Mesa draws on the processor.
ENVIRONMENT = {
    "LANG": "nl_BE.UTF-8",
    "LANGUAGE": "nl_BE:nl",
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # root may not make a sandbox in a container
    "GDK_BACKEND": "x11",
    "NO_AT_BRIDGE": "1",
    "GIO_USE_VFS": "local",
    "GSETTINGS_BACKEND": "memory",
}


class WebKit:
    """See `tests.engines.engine.Driver`. `before` is a script that runs before each page."""

    has_camera = False

    def __init__(self, profile: Path, language: str = "nl-BE", before: str = "") -> None:
        self.told: list[str] = []
        self.foreign: list[str] = []
        self._saved = profile / "saved"
        self._saved.mkdir(parents=True, exist_ok=True)
        python = webkit()
        reading, writing = os.pipe()
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"],
            pass_fds=[writing],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        self._env = {**os.environ, **ENVIRONMENT, "DISPLAY": f":{number}"}
        self._env.pop("LC_ALL", None)
        tell = "const TELL = (text) => webkit.messageHandlers.tell.postMessage(text);"
        script = f"(() => {{ {tell} {WATCH} {before} }})()"
        self._process = subprocess.Popen(
            [python, WINDOW, profile, language, script, *map(str, SIZE)],
            env=self._env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self._answers: dict[int, Queue[dict[str, Any]]] = {}
        self._number = 0
        self._asked: Queue[str] = Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            message = json.loads(line)
            if "told" in message:
                self.told.append(message["told"])
            elif "asks" in message:
                self._asked.put(message["asks"])
            elif waiting := self._answers.get(message["id"]):
                waiting.put(message)

    def _do(self, name: str, **more: Any) -> Any:
        assert self._process.stdin
        self._number += 1
        number = self._number
        self._answers[number] = Queue()
        self._process.stdin.write(json.dumps({"id": number, "do": name, **more}) + "\n")
        self._process.stdin.flush()
        try:
            answer = self._answers[number].get(timeout=PATIENCE)
        except Empty:
            raise TimeoutError(name) from None
        finally:
            del self._answers[number]
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["is"]

    def open(self, address: str) -> None:
        """See `Driver.open`."""
        self._do("open", address="about:blank")
        self._do("open", address=address)

    def evaluate(self, script: str) -> Any:
        """See `Driver.evaluate`. None while the page is between two documents."""
        try:
            return self._do("evaluate", script=script)
        except RuntimeError as error:
            if "Unsupported result type" in str(error):
                return None
            raise

    def _x(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._env, check=True, stdout=subprocess.DEVNULL)

    def click(self, x: float, y: float) -> None:
        """See `Driver.click`. The X server makes the click, so the browser takes it for a person's."""
        self._x("mousemove", str(round(x)), str(round(y)), "sleep", "0.05", "mousedown", "1", "sleep", "0.05", "mouseup", "1")

    def choose(self, act: Callable[[], None], file: Path) -> None:
        """See `Driver.choose`."""
        self._do("choose", file=str(file))
        act()
        try:
            self._asked.get(timeout=60)
        except Empty:
            raise TimeoutError("the browser did not ask for a file") from None

    def screenshot(self) -> bytes:
        """See `Driver.screenshot`."""
        return base64.b64decode(self._do("screenshot"))

    def resize(self, width: int, height: int) -> None:
        """See `Driver.resize`."""
        self._do("size", width=width, height=height)

    def downloaded(self) -> list[Path]:
        """See `Driver.downloaded`."""
        return [file for file in self._saved.iterdir() if file.suffix == ".txt" and file.stat().st_size]

    def kill(self) -> None:
        """See `Driver.kill`."""
        end(self._process, signal.SIGKILL)
        end(self._screen, signal.SIGTERM)

    def close(self) -> None:
        """See `Driver.close`."""
        end(self._process, signal.SIGTERM)
        end(self._screen, signal.SIGTERM)
