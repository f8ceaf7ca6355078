"""Reading codes with the camera."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class CameraResult:
    """The outcome of one look through the camera.

    `texts` holds the codes that were read (one, or several when several codes of ours were in one picture); when it is empty,
    `code` says why: `cancel`, `timeout`, `denied`, `no-camera`, `busy`, `insecure`, `camera`.
    """

    texts: tuple[str, ...] = ()
    code: str = ""


class Scanner(Protocol):
    """The camera of the device."""

    async def scan(self, labels: dict[str, str], rtl: bool) -> CameraResult:
        """Open the camera over the app until a code is read or the person closes it. Raises PlatformError.

        `labels`: title, close, photo, torch, photo_none (no code in that photo), camera_none (no camera, choose a photo),
        camera_ask (the person is to allow the camera).
        `rtl`: the language is written from right to left.
        """
        ...

    async def collect(self, labels: dict[str, str], rtl: bool) -> CameraResult:
        """As `scan`, but read on until all codes that an old phone shows are there (`app.protocol.handover`); the texts are
        those of one handover then. Any other code that is read before the first of these ends it, too. Raises PlatformError.
        """
        ...
