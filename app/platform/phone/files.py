"""Files of text on a phone: its share sheet hands them over, its file picker lets a person choose one."""

from __future__ import annotations

import flet as ft

from app.platform.errors import ODD, PlatformError
from app.platform.files import CardSheet, PickedFile

TEXT, PAGE = "text/plain", "text/html"


class PhoneFiles:
    """The phone's share sheet and its file picker. Make it where there is a Flet page."""

    def __init__(self) -> None:
        self._share, self._picker = ft.Share(), ft.FilePicker()

    async def hand_over(self, name: str, text: str, title: str) -> str:
        """See `Files.hand_over`."""
        return await self._give(name, text, title, PAGE if name.endswith(".html") else TEXT)

    async def hand_over_card(self, name: str, sheet: CardSheet, title: str) -> str:
        """See `Files.hand_over_card`: a page of its own, which every browser shows and prints."""
        from app.platform.phone.card_page import card_page

        return await self._give(f"{name}.html", card_page(sheet), title, PAGE)

    async def _give(self, name: str, text: str, title: str, kind: str) -> str:
        file = ft.ShareFile.from_bytes(text.encode(), mime_type=kind, name=name)
        try:
            result = await self._share.share_files([file], title=title)
        except (RuntimeError, TimeoutError):
            return await self._save(name, text)  # a system without a share sheet
        return "cancel" if result.status is ft.ShareResultStatus.DISMISSED else "shared"

    async def _save(self, name: str, text: str) -> str:
        try:
            return "saved" if await self._picker.save_file(file_name=name, src_bytes=text.encode()) else "cancel"
        except RuntimeError:
            return "cancel"
        except TimeoutError as error:
            raise PlatformError(ODD, str(error)) from error

    async def pick(self) -> PickedFile | None:
        """See `Files.pick`."""
        try:
            chosen = await self._picker.pick_files(with_data=True, cancel_upload_on_window_blur=False)
        except RuntimeError:
            return None  # a system without a file picker
        except TimeoutError as error:
            raise PlatformError(ODD, str(error)) from error
        return PickedFile(chosen[0].name, (chosen[0].bytes or b"").decode(errors="replace")) if chosen else None
