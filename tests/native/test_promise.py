"""The shells keep their promise: whatever a browser, Flet's client or files raise, the app sees a PlatformError or nothing.

The browser's shell is imported with a browser that is played: everything that it is asked fails.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from app.platform.camera import CameraResult
from app.platform.errors import PlatformError
from app.platform.phone.files import PhoneFiles
from app.platform.phone.keys import FileSigner, SafeSigner
from app.platform.phone.phone_codes import PhoneCodes
from app.platform.phone.quota import FileQuota
from app.platform.phone.shell import settle_in
from app.platform.phone.storage import FileStorage
from app.platform.speaker import PackageSpeaker
from app.ui.native_camera.scanner import CameraScanner
from tests.native.test_keys import Vault

SHELL = tuple(
    f"app.platform.browser.{name}" for name in ("shell", "bridge", "errors", "files", "keys", "links", "quota", "storage")
)


class JsException(Exception):
    """What Pyodide raises for an error of JavaScript."""


class Failing:
    """An object of JavaScript on which every call fails, as a promise or at once; `lost` is the only thing it knows."""

    lost = False

    def __init__(self, at_once: bool = False) -> None:
        self._at_once = at_once

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*words: object) -> Any:
            if self._at_once:
                raise JsException(f"NotAllowedError: {words}")
            return self._later(name)

        return call

    async def _later(self, name: str) -> None:
        raise JsException(f"OperationError: {name}")


class Channel:
    """The line to the page, on which nothing can be sent."""

    def postMessage(self, message: object) -> None:
        raise JsException("DataCloneError: it cannot be copied")


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    js: Any = ModuleType("js")
    js.veertig = Failing()
    js.veertig.faultOf = lambda text: f"the code of {text}" if text else "start-again"
    js.veertig.rehearsed = js.veertig.rehearsal()
    js.BroadcastChannel = js.Object = type("Made", (), {"new": staticmethod(lambda *words: Channel()), "fromEntries": None})
    ffi: Any = ModuleType("pyodide.ffi")
    ffi.JsException = JsException
    ffi.create_proxy = ffi.create_once_callable = lambda one: one
    ffi.to_js = lambda one, **how: one
    pyodide_js: Any = ModuleType("pyodide_js")
    pyodide_js.FS = Failing(at_once=True)
    pyodide_js.FS.filesystems = SimpleNamespace(IDBFS=SimpleNamespace(quit=lambda: None))
    for name, module in {"js": js, "pyodide": ModuleType("pyodide"), "pyodide.ffi": ffi, "pyodide_js": pyodide_js}.items():
        monkeypatch.setitem(sys.modules, name, module)
    for name in SHELL:
        monkeypatch.delitem(sys.modules, name, raising=False)
    yield import_module("app.platform.browser.shell")
    for name in SHELL:
        sys.modules.pop(name, None)


def code(work: Callable[[], Any]) -> str:
    """The code with which this fails."""

    async def story() -> None:
        await work()

    with pytest.raises(PlatformError) as caught:
        asyncio.run(story())
    return caught.value.code


def test_every_part_of_the_browsers_shell_fails_with_a_code(browser: Any, tmp_path: Path) -> None:
    storage = import_module("app.platform.browser.storage").BrowserStorage("phone")
    storage._folder = tmp_path / "data"
    signer, verifier = browser.BrowserSigner("phone"), browser.BrowserVerifier()
    assert code(storage.open) == "the code of OperationError: ownData"
    assert code(storage.flush).startswith("the code of NotAllowedError")
    assert [code(one) for one in (signer.is_kept, signer.public_key, signer.others)] == [
        f"the code of OperationError: {name}" for name in ("hasKeyPair", "keyPair", "otherKeys")
    ]
    signer._pair = object()
    assert code(lambda: signer.sign(b"")) == "odd"
    assert code(lambda: verifier.verify([])) == "odd"
    assert code(browser.light_page_state) == "storage-blocked"


class Copies:
    """Pyodide's file system: each copy ends with the next of these errors, "" for none and None for a copy that never ends."""

    def __init__(self, *errors: str | None) -> None:
        self.errors = list(errors)
        self.opened = 1
        self.filesystems = SimpleNamespace(IDBFS=SimpleNamespace(quit=self._quit))

    def _quit(self) -> None:
        self.opened += 1

    def mount(self, *words: object) -> None:
        pass

    def syncfs(self, to_memory: bool, done: Callable[[str], None]) -> None:
        error = self.errors.pop(0)
        if error is not None:
            done(error)


LOST, FULL = "UnknownError: Connection to Indexed Database server lost", "QuotaExceededError: no room"


@pytest.mark.parametrize(
    ("errors", "tight", "ends"),
    [
        ([LOST, ""], False, ""),
        ([LOST, LOST], False, f"the code of {LOST}"),
        ([FULL, FULL], False, f"the code of {FULL}"),
        ([None], True, "storage-full"),
        ([None], None, "storage-full"),
        ([None], False, "start-again"),
    ],
    ids=["lost once", "lost for ever", "full", "no answer, full", "no answer at all", "no answer, room"],
)
def test_a_copy_that_fails_is_made_once_more_and_then_says_what_it_means(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, errors: list[str | None], tight: bool | None, ends: str
) -> None:
    module = import_module("app.platform.browser.storage")
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    monkeypatch.setattr(module, "PROBE_PATIENCE", 0.01)
    storage, sys.modules["pyodide_js"].FS = module.BrowserStorage("phone"), Copies(*errors)  # type: ignore[attr-defined]
    storage._folder = tmp_path

    async def is_tight(role: str) -> bool:
        if tight is None:
            await asyncio.sleep(60)
        return bool(tight)

    sys.modules["js"].veertig.isTight = is_tight
    assert ends == (code(storage.flush) if ends else asyncio.run(storage.flush()) or "")


def test_a_window_that_can_keep_no_key_says_so_when_the_data_is_opened(browser: Any, tmp_path: Path) -> None:
    module, js = import_module("app.platform.browser.storage"), sys.modules["js"]

    async def owned(role: str) -> None:
        return None

    js.veertig.ownData = owned
    js.Object = SimpleNamespace(new=dict)  # type: ignore[attr-defined]
    sys.modules["pyodide_js"].FS = Copies("", "")  # type: ignore[attr-defined]
    sys.modules["pyodide_js"].FS.filesystems.IDBFS.mount = None
    storage = module.BrowserStorage("phone")
    storage._folder = tmp_path
    assert code(storage.open) == "the code of OperationError: rehearsal"
    counsellor = module.BrowserStorage("counsellor")
    counsellor._folder = tmp_path
    assert asyncio.run(counsellor.open()) == tmp_path / module.DATABASE  # it signs nothing


def test_everything_that_the_page_is_asked_fails_with_a_code_and_what_it_is_only_told_does_not_fail(browser: Any) -> None:
    async def story() -> None:
        bridge = browser.Bridge("tab")
        scanner, files, speaker = browser.PageScanner(bridge), browser.PageFiles(bridge), browser.PageSpeaker(bridge)
        for work in (
            lambda: scanner.scan({}, False),
            lambda: files.hand_over("", "", ""),
            files.pick,
            lambda: speaker.say("nl", ""),
            speaker.hush,
        ):
            with pytest.raises(PlatformError) as caught:
                await work()
            assert (caught.value.code, type(caught.value.__cause__)) == ("odd", JsException)
        await speaker.keep("nl")
        quota = browser.BrowserQuota("phone", bridge)
        assert (
            await quota.ask_to_keep(),
            await quota.is_low(),
            await quota.secret_apart(),
            await quota.release_reserved_space(),
        ) == (
            False,
            False,
            "",
            False,
        )
        await quota.keep_secret_apart("")
        assert (quota.wants_secret(), browser.BrowserQuota("phone", bridge, is_apart=True).wants_secret()) == (False, True)

    asyncio.run(story())


def test_what_the_page_answers_with_an_error_is_one_of_ours(browser: Any) -> None:
    error = import_module("app.platform.browser.bridge").BridgeError("NotFoundError: no camera")
    assert isinstance(error, PlatformError)
    assert (error.code, str(error)) == ("odd", "odd: NotFoundError: no camera")


def test_files_that_cannot_be_read_or_written_are_told_by_a_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*words: object, **how: object) -> Any:
        raise PermissionError(13, "no")

    async def story() -> None:
        assert await FileQuota(tmp_path).release_reserved_space() is False
        await FileQuota(tmp_path).keep_secret_apart("")
        settle_in(tmp_path, "phone")

    for name in ("exists", "mkdir", "read_bytes", "read_text", "write_text", "write_bytes", "unlink", "replace", "glob"):
        monkeypatch.setattr(Path, name, broken)
    asyncio.run(story())
    vault: Any = Vault()
    signer, safe = FileSigner(tmp_path / "phone" / "device.key"), SafeSigner(tmp_path / "phone" / "device.key", vault)
    for one in (signer, safe):
        assert [code(work) for work in (one.is_kept, one.public_key, lambda one=one: one.sign(b""), one.others)] == [
            "no-keys"
        ] * 4
    assert code(FileStorage(tmp_path).open) == "storage-blocked"


def test_what_flets_client_does_not_answer_is_told_by_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    async def late(*words: object, **how: object) -> Any:
        raise TimeoutError

    class Picker:
        pick_files = save_file = share_files = pause = late

    files = PhoneFiles.__new__(PhoneFiles)
    files._share = files._picker = Picker()  # type: ignore[assignment]
    assert [code(files.pick), code(lambda: files.hand_over("", "", ""))] == ["odd", "odd"]
    speaker = PackageSpeaker()
    speaker._player = Picker()
    asyncio.run(speaker.hush())
    monkeypatch.setattr("json.loads", lambda text: [][0] if not text else int("x"))
    assert code(lambda: speaker.say("nl", "home/Scan")) == "odd"


def test_a_camera_or_a_reader_of_codes_that_breaks_leaves_the_scanner_free() -> None:
    class Odd(CameraScanner):
        async def _scan(self, labels: dict[str, str], rtl: bool, codes: PhoneCodes | None) -> CameraResult:
            raise ImportError("no reader")

    scanner = Odd.__new__(Odd)
    scanner._open = False
    assert [code(ask) for ask in (lambda: scanner.scan({}, False), lambda: scanner.collect({}, False))] == ["odd", "odd"]
