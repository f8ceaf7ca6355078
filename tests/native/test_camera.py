"""Scanning in the native app: the plug-in's camera is played, everything else is real."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from app.platform.camera import CameraResult
from app.ui.native_camera.scanner import CameraScanner
from tests.native.headless import NEVER, Answer, Client, running
from tests.native.test_decode import OTHER, TEXT, code, jpeg, scene

LABELS = {
    "title": "Scan de code",
    "close": "Sluiten",
    "photo": "Foto",
    "torch": "Licht",
    "photo_none": "Geen code op deze foto.",
    "camera_none": "Geen camera hier.",
}
FRONT = {"name": "0", "lens_direction": "front", "sensor_orientation": 270}
BACK = {"name": "1", "lens_direction": "back", "sensor_orientation": 90}
EMPTY, SEEN, SHOP = jpeg(scene()), jpeg(scene(code(TEXT, 6))), jpeg(scene(code("https://shop.example", 6)))


class Lens:
    """The camera plug-in of a phone."""

    def __init__(self, *, streams: bool = True, cameras: tuple[dict[str, Any], ...] = (FRONT, BACK), error: str = "") -> None:
        self.streams, self.cameras, self.error = streams, cameras, error
        self.opened: list[dict[str, Any]] = []
        self.lights: list[Any] = []
        self.sees = EMPTY
        self.photos: list[bytes] = []

    def _open(self, asked: dict[str, Any]) -> None:
        if self.error:
            raise RuntimeError(self.error)
        self.opened.append(asked)

    def _pick(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        photo = self.photos.pop(0)
        return [{"id": 1, "name": "photo.jpg", "size": len(photo), "bytes": photo}] if photo else []

    @property
    def answers(self) -> dict[tuple[str, str], Answer]:
        return {
            ("Camera", "get_available_cameras"): lambda _: list(self.cameras),
            ("Camera", "initialize"): self._open,
            ("Camera", "supports_image_streaming"): lambda _: self.streams,
            ("Camera", "take_picture"): lambda _: self.sees,
            ("Camera", "set_flash_mode"): lambda asked: self.lights.append(asked["mode"].value),
            ("FilePicker", "pick_files"): self._pick,
        }


class Look:
    """A phone whose owner is scanning."""

    def __init__(self, client: Client, scanner: CameraScanner, leavers: list[Callable[[], None]]) -> None:
        self.client, self.scanner, self.leavers = client, scanner, leavers
        self.scanning = asyncio.ensure_future(scanner.scan(LABELS, rtl=False))

    async def opened(self) -> None:
        await self.client.until(lambda: ("Camera", "start_image_stream") in self.client.asked)

    async def frame(self, picture: bytes) -> None:
        data = {"width": 1280, "height": 720, "format": "yuv420", "encoded_format": "jpeg", "bytes": picture}
        camera = next(one for one in self.client.walk() if type(one).__name__ == "Camera")
        await self.client.happens("stream_image", data, camera)

    async def read(self, picture: bytes) -> None:
        """The picture is before the camera until it has been read."""
        for _ in range(2):
            await self.frame(picture)
            viewfinder: Any = self.scanner._viewfinder
            await self.client.until(viewfinder._frame.empty)

    async def says(self, sentence: str) -> None:
        await self.client.until(lambda: sentence in self.client.words())

    async def result(self) -> CameraResult:
        return await asyncio.wait_for(self.scanning, 10)

    def open_windows(self) -> int:
        page: Any = self.client.page
        return sum(bool(one.open) for one in page._dialogs.controls)


def scanning(lens: Lens, story: Callable[[Look], Coroutine[Any, Any, None]], platform: str = "android") -> None:
    async def whole() -> None:
        made: list[CameraScanner] = []
        leavers: list[Callable[[], None]] = []

        def main(page: Any) -> None:
            made.append(CameraScanner(page, leavers.append))

        async with running(main, platform=platform, answers=lens.answers) as client:
            look = Look(client, made[0], leavers)
            await story(look)
            assert look.scanning.done()
            assert look.open_windows() == 0
            assert not client.crashes

    asyncio.run(whole())


def test_a_code_before_the_camera_is_read_and_the_camera_goes_away() -> None:
    async def story(look: Look) -> None:
        await look.opened()
        await look.frame(EMPTY)
        await look.frame(SEEN)
        assert await look.result() == CameraResult((TEXT,))
        await look.client.until(lambda: not [one for one in look.client.walk() if getattr(one, "open", False)])

    lens = Lens()
    scanning(lens, story)
    [asked] = lens.opened
    assert asked["description"].name == "1"  # the camera on the back
    assert (asked["resolution_preset"].value, asked["enable_audio"]) == ("high", False)


def test_a_code_appears_after_many_empty_frames_also_when_they_come_too_fast() -> None:
    async def story(look: Look) -> None:
        await look.opened()
        for _ in range(30):
            await look.frame(EMPTY)
        while not look.scanning.done():
            await look.frame(SEEN)
            await asyncio.sleep(0.01)
        assert await look.result() == CameraResult((TEXT,))

    scanning(Lens(), story)


def test_two_codes_of_ours_are_both_handed_on() -> None:
    async def story(look: Look) -> None:
        await look.opened()
        await look.frame(jpeg(scene(code(TEXT, 6), code(OTHER, 6))))
        assert set((await look.result()).texts) == {TEXT, OTHER}

    scanning(Lens(), story)


def test_a_poster_of_a_shop_waits_for_a_code_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("app.ui.native_camera.viewfinder.monotonic", lambda: now[0])

    async def ours_comes(look: Look) -> None:
        await look.opened()
        await look.read(SHOP)
        while not look.scanning.done():
            await look.frame(SEEN)
            await asyncio.sleep(0.01)
        assert await look.result() == CameraResult((TEXT,))

    async def nothing_comes(look: Look) -> None:
        await look.opened()
        while not look.scanning.done():
            await look.frame(SHOP)
            now[0] += 0.3
            await asyncio.sleep(0.01)
        assert await look.result() == CameraResult(("https://shop.example",))

    scanning(Lens(), ours_comes)
    scanning(Lens(), nothing_comes)


def test_a_camera_that_cannot_stream_takes_one_picture_after_the_other() -> None:
    lens = Lens(streams=False)

    async def story(look: Look) -> None:
        await look.client.until(lambda: look.client.asked.count(("Camera", "take_picture")) > 2)
        lens.sees = SEEN
        assert await look.result() == CameraResult((TEXT,))

    scanning(lens, story)


@pytest.mark.parametrize("way", ["button", "back", "left"])
def test_closing_the_camera_is_an_answer(way: str) -> None:
    async def story(look: Look) -> None:
        await look.opened()
        if way == "button":
            await look.client.tap("scan-close")
        elif way == "back":
            page: Any = look.client.page
            await look.client.happens("dismiss", None, page._dialogs.controls[-1])
        else:
            look.leavers[0]()  # another app came to the front
        assert await look.result() == CameraResult(code="cancel")

    scanning(Lens(), story)


def test_a_camera_that_never_opens_can_still_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.native_camera.viewfinder.PATIENCE", 0.05)

    async def story(look: Look) -> None:
        look.client.answers["Camera", "initialize"] = lambda _: NEVER
        await look.client.until(lambda: ("Camera", "initialize") in look.client.asked)
        await look.client.tap("scan-close")
        assert await look.result() == CameraResult(code="cancel")

    scanning(Lens(), story)


@pytest.mark.parametrize(
    ("error", "code_"),
    [
        ("CameraException(CameraAccessDenied, User denied the camera access request.)", "denied"),
        ("CameraException(CameraAccessDeniedWithoutPrompt, ...)", "denied"),
        ("CameraException(CameraAccessRestricted, ...)", "denied"),
        ("CameraException(cameraNotFound, No camera found)", "no-camera"),
        ("CameraException(cameraInUse, ERROR_CAMERA_IN_USE)", "busy"),
        ("Null check operator used on a null value", "camera"),
    ],
)
def test_without_a_camera_a_photo_is_offered_and_closing_says_why(error: str, code_: str) -> None:
    async def story(look: Look) -> None:
        await look.says("Geen camera hier.")
        assert "Licht" not in look.client.words()
        await look.client.tap("scan-close")
        assert await look.result() == CameraResult(code=code_)

    scanning(Lens(error=error), story)


def test_a_phone_without_any_camera_and_a_desktop_offer_a_photo() -> None:
    async def story(look: Look) -> None:
        await look.says("Geen camera hier.")
        await look.client.tap("scan-photo")
        assert await look.result() == CameraResult((TEXT,))

    for lens, platform in ((Lens(cameras=()), "ios"), (Lens(), "linux")):
        lens.photos = [SEEN]
        scanning(lens, story, platform)


def test_a_photo_without_a_code_says_so_and_the_camera_is_back() -> None:
    lens = Lens()
    lens.photos = [EMPTY, b"", SEEN]

    async def story(look: Look) -> None:
        await look.opened()
        await look.client.tap("scan-photo")
        await look.says("Geen code op deze foto.")
        await look.client.tap("scan-photo")  # no photo chosen after all
        await look.client.until(lambda: look.client.asked.count(("FilePicker", "pick_files")) == 2 and look.open_windows())
        assert "Geen code op deze foto." not in look.client.words()
        await look.client.tap("scan-photo")
        assert await look.result() == CameraResult((TEXT,))

    scanning(lens, story)


def test_a_system_without_a_photo_chooser_leaves_the_window_open() -> None:
    async def story(look: Look) -> None:
        await look.client.tap("scan-photo")
        await look.client.until(lambda: ("FilePicker", "pick_files") in look.client.asked and look.open_windows())
        await look.client.tap("scan-close")
        assert await look.result() == CameraResult(code="no-camera")

    lens = Lens()  # with no photo to give, its chooser raises
    scanning(lens, story, "linux")


def test_the_light_goes_on_and_off_and_a_phone_without_one_goes_on() -> None:
    lens = Lens()

    async def story(look: Look) -> None:
        await look.opened()
        await look.client.tap("scan-torch")
        await look.client.until(lambda: lens.lights == ["torch"])
        await look.client.tap("scan-torch")
        await look.client.until(lambda: lens.lights == ["torch", "off"])
        look.client.answers.pop(("Camera", "set_flash_mode"))
        await look.frame(SEEN)
        assert await look.result() == CameraResult((TEXT,))

    scanning(lens, story)


def test_a_second_look_while_one_is_open_is_not_opened() -> None:
    async def story(look: Look) -> None:
        await look.opened()
        assert await look.scanner.scan(LABELS, rtl=False) == CameraResult(code="busy")
        await look.client.tap("scan-close")
        await look.result()

    scanning(Lens(), story)


@pytest.mark.parametrize(("platform", "alone"), [("android", False), ("ios", True)])
def test_the_window_has_our_name_and_on_an_iphone_nothing_around_it_has_another(platform: str, alone: bool) -> None:
    async def story(look: Look) -> None:
        await look.opened()
        page: Any = look.client.page
        window = page._dialogs.controls[-1]
        assert (window.semantics_label, window.modal) == (LABELS["title"], alone)
        await look.client.tap("scan-close")
        await look.result()

    scanning(Lens(), story, platform)
