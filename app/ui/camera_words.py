"""Scanning a code with the camera: opens its window with the words it shows, in the person's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.platform import Platform
    from app.platform.camera import CameraResult
    from app.ui.texts import Texts


async def look_around(platform: Platform, texts: Texts) -> CameraResult:
    """Open the camera over the app until a code is read or the person closes it. Raises PlatformError."""
    return await platform.scanner.scan(words(texts), texts.rtl)


def words(texts: Texts) -> dict[str, str]:
    """The words of the camera's window, by the name of the place where each is shown."""
    return {
        "title": texts("scan", "Scan the code"),
        "close": texts("scan", "Close"),
        "photo": texts("scan", "Photo"),
        "torch": texts("scan", "Light"),
        "photo_none": texts("scan", "No code in this photo. Try again."),
        "camera_none": texts("scan", "No camera here. Choose a photo of the code."),
        "camera_ask": texts("scan", "Allow the camera."),
    }
