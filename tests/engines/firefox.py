"""Firefox ESR, driven through WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/), without another program."""

from __future__ import annotations

import base64
import json
import re
import signal
import subprocess
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from app.tools.lacking import firefox
from tests.engines.engine import PATIENCE, SIZE, WATCH, end

ADDRESS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
# Nothing leaves this machine: every other host is asked for at a port where nobody listens. The rest keeps Firefox from trying.
PREFERENCES: dict[str, Any] = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "localhost, 127.0.0.1",
    "network.proxy.allow_hijacking_localhost": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "network.prefetch-next": False,
    "app.update.disabledForTesting": True,
    "app.normandy.enabled": False,
    "app.shield.optoutstudies.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.search.update": False,
    "browser.region.network.url": "",
    "browser.newtabpage.enabled": False,
    "browser.startup.page": 0,
    "browser.startup.homepage": "about:blank",
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "browser.discovery.enabled": False,
    "browser.sessionstore.resume_from_crash": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.server": "",
    "extensions.update.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "media.gmp-manager.updateEnabled": False,
    "media.gmp-provider.enabled": False,
    "dom.push.connection.enabled": False,
    "signon.rememberSignons": False,
    "toolkit.startup.max_resumed_crashes": -1,
    "intl.accept_languages": "nl-BE, nl",
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": True,
    "browser.download.always_ask_before_handling_new_types": False,
    "browser.helperApps.neverAsk.saveToDisk": "text/plain",
    "media.navigator.permission.disabled": True,
    "media.navigator.streams.fake": True,
    "remote.active-protocols": 1,
}
# The chooser of a Firefox without a screen reports at once that nothing was chosen, before the driver's file comes.
STAYS_OPEN = """addEventListener("cancel", (event) => {
  if (event.target.type === "file") event.stopImmediatePropagation();
}, true);"""
EVENTS = ["log.entryAdded", "network.beforeRequestSent", "input.fileDialogOpened"]
HOME = re.compile(r"(blob|data|about|moz-\w+|resource|chrome):|http://(localhost|127\.0\.0\.1)[:/]")


class Firefox:
    """See `tests.engines.engine.Driver`. `before` is a script that runs before each page."""

    has_camera = True

    def __init__(self, profile: Path, language: str = "nl-BE", before: str = "") -> None:
        self.told: list[str] = []
        self.foreign: list[str] = []
        self._saved = profile / "saved"
        self._saved.mkdir(parents=True, exist_ok=True)
        settings = {
            **PREFERENCES,
            "browser.download.dir": str(self._saved),
            "intl.accept_languages": f"{language}, {language[:2]}",
        }
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in settings.items())
        (profile / "user.js").write_text("\n".join(lines))
        self._process = subprocess.Popen(
            [firefox(), "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._answers: dict[int, Queue[dict[str, Any]]] = {}
        self._number = 0
        self._choosing: Queue[dict[str, Any]] = Queue()
        self._connection = ExitStack()
        try:
            self._begin(before)
        except BaseException:
            self.kill()
            raise

    def _begin(self, before: str) -> None:
        """Connect, and have the scripts run before each page."""
        self._socket = self._connect()
        threading.Thread(target=self._listen, daemon=True).start()
        self._command("session.new", capabilities={"alwaysMatch": {"unhandledPromptBehavior": {"default": "ignore"}}})
        self._command("session.subscribe", events=EVENTS)
        tree = self._command("browsingContext.getTree", maxDepth=0)
        self._page = tree["contexts"][0]["context"]
        tell = "const TELL = (text) => console.error(`veertig ${text}`);"
        script = f"() => {{ {tell} {WATCH} {STAYS_OPEN} {before} }}"
        self._command("script.addPreloadScript", functionDeclaration=script)
        self.resize(*SIZE)

    def _connect(self) -> ClientConnection:
        """Firefox says its address on stderr, which is read to the end afterwards, so that it never blocks."""
        found: Queue[str] = Queue()

        def read() -> None:
            assert self._process.stderr
            for line in self._process.stderr:
                if match := ADDRESS.search(line):
                    found.put(match[1])

        threading.Thread(target=read, daemon=True).start()
        address = found.get(timeout=PATIENCE)
        return self._connection.enter_context(connect(f"{address}/session", max_size=None, proxy=None))

    def _listen(self) -> None:
        try:
            for text in self._socket:
                message = json.loads(text)
                if "id" in message:
                    self._answers[message["id"]].put(message)
                elif message["method"] == "log.entryAdded":
                    self._note(str(message["params"].get("text") or ""))
                elif message["method"] == "input.fileDialogOpened":
                    self._choosing.put(message["params"])
                elif message["method"] == "network.beforeRequestSent":
                    address = message["params"]["request"]["url"]
                    if not HOME.match(address):
                        self.foreign.append(address)
        except ConnectionClosed:
            return  # the browser was killed, or closed

    def _note(self, text: str) -> None:
        self.told.append(text.removeprefix("veertig "))

    def _command(self, method: str, **params: Any) -> Any:
        self._number += 1
        number = self._number
        self._answers[number] = Queue()
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        try:
            answer = self._answers[number].get(timeout=PATIENCE)
        except Empty:
            raise TimeoutError(method) from None
        finally:
            self._answers.pop(number, None)
        if answer.get("type") == "error":
            raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    def open(self, address: str) -> None:
        """See `Driver.open`."""
        self._command("browsingContext.navigate", context=self._page, url="about:blank", wait="complete")
        self._command("browsingContext.navigate", context=self._page, url=address, wait="none")

    def evaluate(self, script: str) -> Any:
        """See `Driver.evaluate`. None while the page is between two documents."""
        function = f"async () => JSON.stringify((await ({script})) ?? null)"
        try:
            answer = self._command(
                "script.callFunction",
                functionDeclaration=function,
                target={"context": self._page},
                awaitPromise=True,
            )
        except RuntimeError as error:
            if "no such frame" in str(error) or "unknown error" in str(error):
                return None
            raise
        if answer["type"] == "exception":
            raise AssertionError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def click(self, x: float, y: float) -> None:
        """See `Driver.click`."""
        steps = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pause", "duration": 30},
            {"type": "pointerUp", "button": 0},
        ]
        pointer = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps}
        self._command("input.performActions", context=self._page, actions=[pointer])

    def choose(self, act: Callable[[], None], file: Path) -> None:
        """See `Driver.choose`."""
        act()
        asked = self._choosing.get(timeout=60)
        self._command("input.setFiles", context=self._page, element=asked["element"], files=[str(file)])

    def screenshot(self) -> bytes:
        """See `Driver.screenshot`."""
        answer = self._command("browsingContext.captureScreenshot", context=self._page)
        return base64.b64decode(answer["data"])

    def resize(self, width: int, height: int) -> None:
        """See `Driver.resize`."""
        self._command("browsingContext.setViewport", context=self._page, viewport={"width": width, "height": height})

    def downloaded(self) -> list[Path]:
        """See `Driver.downloaded`."""
        return [file for file in self._saved.iterdir() if file.suffix == ".txt" and file.stat().st_size]

    def kill(self) -> None:
        """See `Driver.kill`."""
        end(self._process, signal.SIGKILL)
        self._connection.close()

    def close(self) -> None:
        """See `Driver.close`."""
        self._connection.close()
        end(self._process, signal.SIGTERM)
