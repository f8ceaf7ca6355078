"""Scans a code in the native app, with the camera or from a photo of the code."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import flet as ft

from app.platform.camera import CameraResult
from app.platform.errors import ODD, PlatformError
from app.platform.phone import decode
from app.platform.phone.phone_codes import PhoneCodes
from app.ui.native_camera.viewfinder import Viewfinder


class CameraScanner:
    """`app.platform.Scanner` for the native app. `on_leave` takes a callback for when the app is left; it closes the camera."""

    def __init__(self, page: ft.Page, on_leave: Callable[[Callable[[], None]], None]) -> None:
        self._page = page
        self._picker = ft.FilePicker()
        self._viewfinder: Viewfinder | None = None
        self._open = False
        on_leave(self._left)

    async def scan(self, labels: dict[str, str], rtl: bool) -> CameraResult:
        """Open the camera's window until there is a result. `rtl`: it reads from the right. Raises PlatformError.

        While another scan is open, the result has the code `busy`.
        """
        return await self._alone(labels, rtl, None)

    async def collect(self, labels: dict[str, str], rtl: bool) -> CameraResult:
        """As `scan`, until all codes of an old phone are there: see `app.platform.Scanner`."""
        return await self._alone(labels, rtl, PhoneCodes())

    async def _alone(self, labels: dict[str, str], rtl: bool, codes: PhoneCodes | None) -> CameraResult:
        if self._open:
            return CameraResult(code="busy")
        self._open = True
        try:
            return await self._scan(labels, rtl, codes)
        except (RuntimeError, OSError, ImportError) as error:  # from Flet's client, a thread, or a package without a decoder
            raise PlatformError(ODD, str(error)) from error
        finally:
            self._open = False

    async def _scan(self, labels: dict[str, str], rtl: bool, codes: PhoneCodes | None) -> CameraResult:
        note: tuple[str, str] | None = None
        while True:
            self._viewfinder = Viewfinder(self._page, labels, rtl, note, codes)
            answer = await self._viewfinder.answer()
            self._viewfinder = None
            if answer is not None:
                return answer
            photo = await self._photo()
            texts = await asyncio.to_thread(decode.texts_in, photo) if photo else []
            whole = codes.see(texts) if codes else ()
            if whole:
                return CameraResult(whole)
            if codes and codes.there:
                note = None
                continue
            ours, foreign = decode.ours_and_foreign(texts)
            if ours or foreign:
                return CameraResult(ours or (foreign,))
            note = ("photo", labels["photo_none"]) if photo else None

    def _left(self) -> None:
        if self._viewfinder:
            self._viewfinder.finish(CameraResult(code="cancel"))

    async def _photo(self) -> bytes:
        try:
            chosen = await self._picker.pick_files(
                file_type=ft.FilePickerFileType.IMAGE, with_data=True, cancel_upload_on_window_blur=False
            )
        except RuntimeError:
            return b""  # a system without a file chooser: the same as no choice
        return (chosen[0].bytes or b"") if chosen else b""
