"""What is kept of a fault: enough to find it in our code, nothing of a person, and never too much."""

from __future__ import annotations

import asyncio
import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.platform import Platform
from app.platform.clock import ClockReading
from app.platform.errors import PlatformError
from app.platform.phone.shell import native_platform
from app.protocol import qr_text
from app.store.opening import open_store
from app.store.store import Store
from app.ui.diagnosis import AGAIN, KEY, MOST, SHOWN_FOR, Diagnosis, Fault, added, fault, from_text, to_text
from tests.journeys.town import ORIGIN, Clock
from tests.people import NOON

SECRET = "Amina +32470123456 /s/1234567890"
ONE = Fault(NOON, 1, "0.1.0", "phone", "Write", "KeyError", "app/diary.py:120")


def raised(act: Any) -> BaseException:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - any
        act()
    return caught.value


def of(error: BaseException) -> Fault:
    return fault(error, time=NOON, release="0.1.0", role="phone", doing="Write")


class Device:
    """A store, a clock that can be moved, and the diagnosis of one start."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.folder = Clock(), folder
        self.flushes = 0
        self.open()

    def open(self) -> None:
        self.store: Store = open_store(self.folder / "veertig.db", wal=True)
        shell = native_platform("display-12345678", self.folder, ORIGIN)
        storage: Any = self
        self.platform: Platform = replace(shell, clock=self.clock, storage=storage, release="0.1.0")
        self.diagnosis = Diagnosis(self.store, self.platform)

    async def flush(self) -> None:
        self.flushes += 1

    def happens(self, error: BaseException, doing: str = "Write") -> None:
        self.diagnosis.note(doing, error)
        asyncio.run(self.diagnosis.keep())


def test_it_names_the_type_and_the_places_in_our_own_code_from_the_outside_in() -> None:
    noted = of(raised(lambda: qr_text.from_route(SECRET)))
    assert noted.kinds == "Malformed"
    assert [place.partition(":")[0] for place in noted.places.split()] == ["app/protocol/qr_text.py"]
    assert noted.line().startswith("2026-11-23 11:00 x1 0.1.0 phone Write · Malformed · app/protocol/qr_text.py:")


def test_nothing_of_a_message_a_value_or_a_route_is_in_it() -> None:
    def deep() -> None:
        try:
            os.environ[SECRET]
        except KeyError as error:
            raise PlatformError("odd", SECRET) from error

    noted = of(raised(deep))
    assert noted.kinds == "PlatformError < KeyError"
    assert [word for word in SECRET.split() if word in to_text((noted,))] == []


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (RuntimeError("NotReadableError: the camera of Amina"), "RuntimeError(NotReadableError)"),
        (PlatformError("odd", "QuotaExceededError: 12"), "PlatformError(QuotaExceededError)"),
        (OSError(errno.ENOSPC, "No space left", "/home/amina"), "OSError(ENOSPC)"),
        (RuntimeError("Amina: NotAllowed"), "RuntimeError"),
    ],
)
def test_a_browsers_or_the_systems_own_name_of_an_error_is_kept_and_no_other_word(error: Exception, kind: str) -> None:
    assert of(error).kinds == kind


def test_a_circle_of_causes_ends() -> None:
    one, other = KeyError(), ValueError()
    one.__cause__, other.__cause__ = other, one
    assert of(one).kinds == "KeyError < ValueError"


def test_the_same_fault_stands_there_once_with_how_often_and_the_newest_twenty_stay() -> None:
    twice = added(added((), ONE), replace(ONE, time=NOON + 5))
    assert twice == (replace(ONE, time=NOON + 5, times=2),)
    many: tuple[Fault, ...] = ()
    for number in range(MOST + 5):
        many = added(many, replace(ONE, doing=f"Step{number}"))
    assert [one.doing for one in many] == [f"Step{number}" for number in range(5, MOST + 5)]


def test_what_was_written_is_read_again_and_rubbish_is_left_out() -> None:
    assert from_text(to_text((ONE, replace(ONE, doing="Sync")))) == (ONE, replace(ONE, doing="Sync"))
    assert from_text(f"rubbish\n\n1\t2\t3\n{ONE.to_text()}\nx\t1\ta\tb\tc\td\te") == (ONE,)


def test_it_survives_a_restart_and_does_not_say_which_display_it_is(tmp_path: Path) -> None:
    device = Device(tmp_path)
    device.happens(KeyError(SECRET))
    device.store.close()
    device.open()
    [line] = device.diagnosis.lines()
    assert line.startswith("2026-11-23 11:00 x1 0.1.0 display Write · KeyError")
    assert "12345678" not in device.store.text(KEY)


def test_a_fault_of_every_second_is_written_once_a_minute(tmp_path: Path) -> None:
    device, error = Device(tmp_path), KeyError()
    for _ in range(3 * AGAIN):
        device.happens(error)
        device.clock.wall += 1
    assert device.flushes == 3
    assert f"x{3 * AGAIN} " in device.diagnosis.lines()[0]


def test_after_a_month_it_is_not_shown_any_more(tmp_path: Path) -> None:
    device = Device(tmp_path)
    device.happens(KeyError())
    device.clock.wall += SHOWN_FOR - 1
    assert len(device.diagnosis.lines()) == 1
    device.clock.wall += 1
    assert device.diagnosis.lines() == ()


def test_a_device_that_can_keep_nothing_shows_it_until_the_app_ends(tmp_path: Path) -> None:
    device = Device(tmp_path)
    device.store.close()
    device.happens(KeyError())
    assert len(device.diagnosis.lines()) == 1
    device.platform = replace(device.platform, clock=broken_clock)
    Diagnosis(device.store, device.platform).note("Write", KeyError())  # raises nothing


def broken_clock() -> ClockReading:
    raise OSError("no clock")


def test_a_message_that_cannot_be_said_is_no_reason_to_fail() -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise ValueError

    class Clockless:
        release, role = "", "phone"
        clock = Clock()

    shell: Any = Clockless()
    store: Any = None
    mute = Diagnosis(store, shell)
    mute.note("Write", Mute())
    assert mute.lines() == ()
