"""A small WebKitGTK browser with a profile that lasts, for webkit.py. The system's Python runs it, which has the bindings.

It reads commands from stdin and writes answers to stdout, one JSON value a line; what a page tells comes between the answers.
This file knows nothing of ours.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gdk, Gio, GLib, Gtk, WebKit2  # noqa: E402

NOWHERE = "http://127.0.0.1:9"  # every other host is asked for there, and nobody listens


class Window:
    """One window with one page, in the upper left corner of the screen."""

    def __init__(self, profile: Path, language: str, script: str, width: int, height: int) -> None:
        self._saved = profile / "saved"
        self._chosen = ""
        data = WebKit2.WebsiteDataManager(
            base_data_directory=str(profile / "data"), base_cache_directory=str(profile / "cache")
        )
        proxy = WebKit2.NetworkProxySettings.new(NOWHERE, ["localhost", "127.0.0.1"])
        data.set_network_proxy_settings(WebKit2.NetworkProxyMode.CUSTOM, proxy)
        context = WebKit2.WebContext.new_with_website_data_manager(data)
        context.set_preferred_languages([language])
        context.connect("download-started", self._download)
        content = WebKit2.UserContentManager()
        content.register_script_message_handler("tell")
        content.connect("script-message-received::tell", lambda _, value: say({"told": value.get_js_value().to_string()}))
        top, start = WebKit2.UserContentInjectedFrames.TOP_FRAME, WebKit2.UserScriptInjectionTime.START
        content.add_script(WebKit2.UserScript.new(script, top, start, None, None))
        self._view = WebKit2.WebView(web_context=context, user_content_manager=content)
        settings = self._view.get_settings()
        settings.set_enable_media_stream(True)
        settings.set_enable_write_console_messages_to_stdout(False)
        self._view.connect("permission-request", lambda _, request: request.allow() or True)
        self._view.connect("run-file-chooser", self._choose)
        self._view.connect(
            "web-process-terminated", lambda _, reason: say({"told": f"error: the page's process ended: {reason}"})
        )
        self._window = Gtk.Window(decorated=False)
        self._window.add(self._view)
        self.size(width, height)
        self._window.move(0, 0)
        self._window.show_all()

    def size(self, width: int, height: int) -> None:
        """The page's size in CSS pixels."""
        self._window.set_size_request(width, height)
        self._window.resize(width, height)

    def do(self, command: dict[str, Any]) -> bool:
        """Carry out one command; its answer comes later."""
        number, name = command["id"], command["do"]
        if name == "open":
            self._view.load_uri(command["address"])
            say({"id": number, "is": True})
        elif name == "size":
            self.size(command["width"], command["height"])
            say({"id": number, "is": True})
        elif name == "choose":
            self._chosen = command["file"]
            say({"id": number, "is": True})
        elif name == "evaluate":
            body = f"return JSON.stringify((await ({command['script']})) ?? null)"
            self._view.call_async_javascript_function(body, -1, None, None, None, None, self._evaluated, number)
        elif name == "screenshot":
            say({"id": number, "is": base64.b64encode(self._pixels()).decode()})
        return False

    def _evaluated(self, view: Any, result: Gio.AsyncResult, number: int) -> None:
        try:
            say({"id": number, "is": json.loads(view.call_async_javascript_function_finish(result).to_string())})
        except GLib.Error as error:
            say({"id": number, "error": error.message})

    def _pixels(self) -> bytes:
        """What the screen shows of the window, as a PNG."""
        window = self._window.get_window()
        picture = Gdk.pixbuf_get_from_window(window, 0, 0, window.get_width(), window.get_height())
        return bytes(picture.save_to_bufferv("png", [], [])[1])

    def _choose(self, _: Any, request: Any) -> bool:
        say({"asks": "file"})
        request.select_files([self._chosen])
        return True

    def _download(self, _: Any, download: Any) -> None:
        download.connect("decide-destination", self._place)

    def _place(self, download: Any, name: str) -> bool:
        download.set_destination(f"file://{self._saved / name}")
        return True


def say(value: dict[str, Any]) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Run until stdin ends."""
    profile, language, script, width, height = sys.argv[1:]
    window = Window(Path(profile), language, script, int(width), int(height))

    def read() -> None:
        for line in sys.stdin:
            GLib.idle_add(window.do, json.loads(line))
        GLib.idle_add(Gtk.main_quit)

    threading.Thread(target=read, daemon=True).start()
    Gtk.main()
    os._exit(0)


main()
