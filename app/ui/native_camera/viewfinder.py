"""The window of Flet's camera, from opening the camera to the result of one scan.

The camera streams its frames where it can. Otherwise the window takes one picture after the other: this happens only in Flet's
browser client, for development, because on a phone each picture would leave a file behind. Decoding runs in a thread; of the
frames that arrive meanwhile only the newest is decoded. No picture is stored or leaves the device.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from time import monotonic
from typing import Any, TypeVar

import flet as ft

from app.platform.camera import CameraResult
from app.platform.phone import decode
from app.platform.phone.outside import PHONES
from app.platform.phone.phone_codes import PhoneCodes
from app.ui import theme
from app.ui.controls.look import Look
from app.ui.native_camera.scan_view import CLOSE, PHOTO, TORCH, scan_view
from app.ui.taps import Meaning

T = TypeVar("T")
PATIENCE = 2.0  # seconds to wait for a camera that no longer answers
FOREIGN = 0.8  # seconds for which a code of ours is still awaited after a foreign one was seen
# Words in the errors of the camera plug-in, and the refusal code for each.
CODES = {"Denied": "denied", "Restricted": "denied", "NotFound": "no-camera", "InUse": "busy", "in use": "busy"}


def code_of(error: Exception) -> str:
    """The refusal code for a camera that could not be opened."""
    return next((code for word, code in CODES.items() if word in str(error)), "camera")


class Viewfinder:
    """A window over the app for one scan. `note`: a picture and a sentence to show in it, or None. `codes`
    collects those of an old phone, whose progress is shown.
    """

    def __init__(
        self,
        page: ft.Page,
        labels: dict[str, str],
        rtl: bool,
        note: tuple[str, str] | None,
        codes: PhoneCodes | None = None,
    ) -> None:
        self._codes = codes
        self._page, self._labels, self._note = page, labels, note
        self._style = Look(theme.DARK, rtl, dutch=False)
        self._camera: Any = None
        self._torch = self._gone = False
        self._code = ""  # why there is no camera
        self._frame: asyncio.Queue[bytes] = asyncio.Queue(maxsize=1)
        self._asked: asyncio.Future[Any] | None = None  # the last call to the camera
        self._answer: asyncio.Future[CameraResult | None] = asyncio.get_running_loop().create_future()
        # Flutter names a window, and on iPhones what lies around it, in a language that it knows: not in all of ours.
        self._dialog = ft.AlertDialog(
            semantics_label=labels["title"],
            modal=page.platform is ft.PagePlatform.IOS,  # nothing around it has a name; an Android's "back" needs False
            inset_padding=0,
            content_padding=0,
            bgcolor="#000000",
            shape=ft.RoundedRectangleBorder(radius=0),
            on_dismiss=self._dismissed,
        )

    def finish(self, answer: CameraResult | None) -> None:
        """Close the window with this answer, unless it has one already."""
        if not self._answer.done():
            self._answer.set_result(answer)

    async def answer(self) -> CameraResult | None:
        """Open the window and wait for its answer: a result, or None when the person wants a photo instead."""
        if self._page.web or self._page.platform in PHONES:
            self._add_camera()
        else:
            self._without_camera("no-camera")
        self._draw()
        self._page.show_dialog(self._dialog)
        looking = asyncio.ensure_future(self._watch()) if self._camera else None
        try:
            return await self._answer
        finally:
            if looking:
                looking.cancel()
            if self._asked:  # Flet fails on an answer for a camera that was removed
                await asyncio.wait([self._asked], timeout=PATIENCE)
            if not self._gone:
                self._dialog.open = False
                self._dialog.update()

    def _dismissed(self, _: object) -> None:
        """The window has closed, by the phone's own "back" or by us."""
        self._gone = True
        self.finish(CameraResult(code=self._code or "cancel"))

    def _add_camera(self) -> None:
        from flet_camera import Camera

        self._camera = Camera(expand=True, on_stream_image=self._seen)

    def _draw(self) -> None:
        size = (self._page.width or 360, self._page.height or 640)
        there = self._codes.there if self._codes else ()
        self._dialog.content = scan_view(
            self._style, self._labels, self._tapped, camera=self._camera, note=self._note, there=there, size=size
        )

    def _without_camera(self, code: str) -> None:
        self._camera, self._code = None, code
        self._note = ("camera_off", self._labels["camera_none"])

    def _tapped(self, meaning: Meaning) -> None:
        if meaning == CLOSE:
            self.finish(CameraResult(code=self._code or "cancel"))
        elif meaning == PHOTO:
            self.finish(None)
        elif meaning == TORCH and self._camera:
            self._page.run_task(self._switch_torch)

    async def _switch_torch(self) -> None:
        from flet_camera import FlashMode

        self._torch = not self._torch
        try:
            await self._camera.set_flash_mode(FlashMode.TORCH if self._torch else FlashMode.OFF)
        except RuntimeError:
            self._torch = False  # a camera without a light

    async def _watch(self) -> None:
        """Open the camera and decode its frames until there is an answer."""
        try:
            await self._open()
            since = 0.0
            reader = decode.FrameReader()
            async for frame in self._frames():
                texts = await asyncio.to_thread(reader.texts_in, frame)
                if self._codes and self._collected(self._codes, texts):
                    continue
                ours, foreign = decode.ours_and_foreign(texts)
                now = monotonic()
                since = since or now if foreign else since
                if ours or (foreign and now - since >= FOREIGN):
                    self.finish(CameraResult(ours or (foreign,)))
                    return
        except Exception as error:  # the plug-in passes on any exception of the phone's maker
            self._without_camera(code_of(error))
            self._draw()
            self._dialog.update()

    def _collected(self, codes: PhoneCodes, texts: list[str]) -> bool:
        """Keep what an old phone showed. True when nothing else in this frame matters."""
        before = codes.there
        if whole := codes.see(texts):
            self.finish(CameraResult(whole))
        elif codes.there != before:
            self._draw()
            self._dialog.update()
        return bool(codes.there)

    async def _ask(self, call: Awaitable[T]) -> T:
        self._asked = asked = asyncio.ensure_future(call)
        asked.add_done_callback(lambda done: done.cancelled() or done.exception())  # nobody may await it: no warning
        return await asyncio.shield(asked)

    async def _open(self) -> None:
        from flet_camera import CameraLensDirection, ResolutionPreset

        cameras = await self._ask(self._camera.get_available_cameras())
        if not cameras:
            raise RuntimeError("cameraNotFound")
        back = [camera for camera in cameras if camera.lens_direction is CameraLensDirection.BACK]
        await self._ask(self._camera.initialize((back or cameras)[0], ResolutionPreset.HIGH, enable_audio=False))

    async def _frames(self) -> AsyncIterator[bytes]:
        if await self._ask(self._camera.supports_image_streaming()):
            await self._ask(self._camera.start_image_stream())
            while True:
                yield await self._frame.get()
        while True:
            yield await self._ask(self._camera.take_picture())

    def _seen(self, event: Any) -> None:
        if self._frame.full():
            self._frame.get_nowait()  # only the newest frame is decoded
        self._frame.put_nowait(event.bytes)
