"""What goes from phone to phone and from a file, done: the app hears of it when it is durable. Loaded when it is asked for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from app.newcomer import new_phone, phone_events
from app.protocol import handover
from app.protocol.errors import CodedError, NotOurs
from app.records import handover as phones
from app.records import own_file
from app.records.page import NotSaved
from app.ui import camera_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.newcomer.return_work import ReturnWork
    from app.platform import Platform
    from app.records.diary import Diary
    from app.records.trust import Trust
    from app.store.store import Store
    from app.ui.texts import Texts


class PhoneWork:
    """Hands one person's hours to another phone, and takes them over. `send` tells the app what happened, `kept` that something
    is kept here; `texts` are in the language of the moment; `returning` asks whose the hours of another person are.
    """

    def __init__(
        self,
        store: Store,
        platform: Platform,
        trust: Trust,
        diary: Diary,
        send: Callable[[phone_events.Event], None],
        kept: Callable[[], None],
        texts: Callable[[], Texts],
        returning: Callable[[], ReturnWork],
    ) -> None:
        self._store, self._platform, self._trust, self._diary = store, platform, trust, diary
        self._send, self._kept, self._texts, self._returning = send, kept, texts, returning

    async def do(self, effect: phone_events.Effect) -> None:
        """Do what this effect asks for. Raises NotSaved, ProtocolError, StoreError or PlatformError: nothing is said to be
        here then.
        """
        match effect:
            case phone_events.MakeCodes():
                whole = phones.gather(self._store, self._trust)
                self._send(phone_events.CodesMade(tuple(handover.to_texts(whole))))
            case phone_events.HoldCode(at):
                await asyncio.sleep(new_phone.SECONDS)
                self._send(phone_events.CodeShown(at))
            case phone_events.ReadPhone():
                texts = self._texts()
                labels = camera_words.words(texts) | {"title": texts("return", "Scan your old phone")}
                seen = await self._platform.scanner.collect(labels, texts.rtl)
                self._send(phone_events.PhoneRead(seen.texts, seen.code))
            case phone_events.Join(texts):
                await self._join(texts)
            case phone_events.OpenFile():
                await self._open_file()

    async def _join(self, texts: tuple[str, ...]) -> None:
        platform = self._platform
        try:
            if not any(handover.is_part(text) for text in texts):
                raise NotOurs("no code of a phone")
            parts = [handover.part_in(text) for text in texts if handover.is_part(text)]
            handed = handover.from_bytes(handover.join(parts))
            new = await phones.take(self._store, platform.storage, platform.quota, platform.verifier, self._trust, handed)
        except CodedError as error:
            if error.code == phones.OTHER_PERSON:
                records = await phones.believed(handed, platform.verifier)
                await self._returning().found(handed.secret, "\n".join(texts), records=records)
                return
            raise _called(error, new_phone.OF_PHONES) from error
        await self._here(new)

    async def _open_file(self) -> None:
        platform = self._platform
        file = await platform.files.pick()
        if file is None:
            return
        try:
            new = await own_file.add(self._store, platform.storage, platform.quota, platform.verifier, file.text)
        except CodedError as error:
            raise _called(error, new_phone.OF_FILES) from error
        await self._here(new)

    async def _here(self, new: int) -> None:
        await self._diary.judge_again()
        self._kept()
        self._send(phone_events.HoursHere(self._diary.page(), new))


def _called(error: CodedError, names: dict[str, str]) -> CodedError:
    """The refusal, by the name that it has here."""
    return NotSaved(names[error.code]) if error.code in names else error
