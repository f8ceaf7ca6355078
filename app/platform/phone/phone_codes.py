"""Collects the codes that an old phone shows one after the other. The browser does the same in app/web_shell/phone_codes.js."""

from __future__ import annotations

from collections.abc import Iterable

from app.protocol import handover
from app.protocol.errors import ProtocolError
from app.protocol.handover import CodePart


class PhoneCodes:
    """The codes of one look through the camera. `there` says which of the newest handover were read, in their order."""

    def __init__(self) -> None:
        self._read: list[tuple[CodePart, str]] = []
        self.there: tuple[bool, ...] = ()

    def see(self, texts: Iterable[str]) -> tuple[str, ...]:
        """All texts of one handover once they are there; () before that. Other texts are looked past."""
        known = {text for _, text in self._read}
        for text in texts:
            if text not in known and handover.is_part(text):
                self._keep(text)
        if not self._read or not all(self.there):
            return ()
        together = handover.newest([part for part, _ in self._read])
        by_part = dict(self._read)
        return tuple(by_part[together[index]] for index in sorted(together))

    def _keep(self, text: str) -> None:
        try:
            self._read.append((handover.part_in(text), text))
        except ProtocolError:
            return  # a code of a later version, or one that was read wrongly
        together = handover.newest([part for part, _ in self._read])
        self.there = tuple(index in together for index in range(self._read[-1][0].count))
