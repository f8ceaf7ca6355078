"""Posters: printed codes of an organisation. The key of each signed once and was thrown away.

Rules:
1. The private key is never stored: nobody can sign another token of this poster, not even the region.
2. A poster has a number, from 1 on, which is never used again, and a last day; both are printed on it. The last day is never
   moved later, because the printed one cannot change.
3. A poster that is ended or replaced stays in the trust list, with the time from which on it is not believed: what was scanned
   before stays.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from app.protocol import poster_token, qr_text
from app.protocol.activities import ACTIVITIES, picture, usual_type
from app.protocol.display_token import LONGEST_PLAN
from app.protocol.ed25519 import Key
from app.protocol.errors import ProtocolError
from app.protocol.keys import key_id
from sync_server.errors import CommandRefusal, ServerRefusal
from sync_server.print.code import ON_A_WALL, Code, code
from sync_server.print.letters import check_letters
from sync_server.region.acts import act
from sync_server.region.days import day_of, end_of, last_day
from sync_server.region.names import check_label
from sync_server.region.organisations import get_active
from sync_server.region.registry import HOUR, Registry

USUAL = 365  # days that a poster is believed, by default
LONGEST = 5 * 366  # days
OVERLAP = 14  # days that a replaced poster is still believed, by default


@dataclass(frozen=True, slots=True)
class ListedPoster:
    """A poster in the region's tables. `organisation` is a name; `planned` in minutes; `token` is the signed token in its code.

    `start`, `end` (the first second after its last day) and `ended` (not believed from then on) are in Unix seconds.
    """

    number: int
    organisation: str
    activity: int
    planned: int
    label: str
    token: bytes
    start: int
    end: int
    ended: int | None = None

    @property
    def last_day(self) -> date:
        """The last day on which it is believed all day; this is the day printed on it."""
        return last_day(self.over)

    @property
    def over(self) -> int:
        """From when on it is not believed, in Unix seconds."""
        return self.end if self.ended is None else min(self.end, self.ended)

    def good_at(self, time: int) -> bool:
        """Is it believed at `time` (Unix seconds)?"""
        return self.start <= time < self.over

    def code(self, origin: str) -> Code:
        """The QR code of its link.

        Raises ServerRefusal: "long-address" when a phone could not read it from a metre away, or "unknown-poster" when its
        token was lost by a restore.
        """
        if not self.token:
            lost = (
                "What the code of this poster says was lost: where it hangs it is believed; for new paper use poster-replace."
            )
            raise CommandRefusal("unknown-poster", lost)
        return code(qr_text.to_text(origin, qr_text.SESSION, self.token), ON_A_WALL)


@dataclass(frozen=True, slots=True)
class Wish:
    """A poster to be made, of the organisation with this id. `planned` in minutes, 0: nothing is planned.

    `last_day`: None for a year from today; `label` says where it hangs, or is empty.
    """

    organisation: bytes
    activity: int
    planned: int = 0
    last_day: date | None = None
    label: str = ""


def make(registry: Registry, origin: str, wish: Wish) -> ListedPoster:
    """Make a poster; it is in the trust list and ready to be printed. `origin` is the server's, for its link.

    Raises ServerRefusal: "bad-activities", "bad-planned", "bad-date", "bad-label", "unknown-organisation", "ended",
    "merged", "long-address", "no-letters" or "no-region".
    """
    key, token = _signed(registry, wish)
    with act(registry, "poster-make", f"{picture(wish.activity)} {key_id(key).hex()}"):
        return _list(registry, origin, wish, key, token)


def replace(
    registry: Registry, origin: str, number: int, old_until: date | None = None, last: date | None = None
) -> ListedPoster:
    """Make a poster with last day `last` in place of this one, which is believed until the day `old_until`, or two weeks more.

    Raises ServerRefusal: "unknown-poster", "poster-over", or as `make`.
    """
    old_end = end_of(old_until or day_of(registry.now()) + timedelta(days=OVERLAP))
    old = get(registry, number)
    row = registry.db.execute("SELECT organisation FROM displays WHERE poster = ?", [number]).fetchone()
    wish = Wish(bytes(row[0]), old.activity, old.planned, last, old.label)
    key, token = _signed(registry, wish)
    with act(registry, "poster-replace", f"{number} {key_id(key).hex()}"):
        _end(registry, number, old_end)
        return _list(registry, origin, wish, key, token)


def end(registry: Registry, number: int, after: date | None = None) -> ListedPoster:
    """No longer believe a poster, from now on or from the end of the day `after`; what was scanned before stays.

    Raises ServerRefusal: "unknown-poster", "poster-over" or "bad-date".
    """
    with act(registry, "poster-end", str(number)):
        _end(registry, number, registry.now() if after is None else end_of(after))
    return get(registry, number)


def listed(registry: Registry) -> list[ListedPoster]:
    """Every poster that was ever made, by number."""
    sql = f"{_ALL} ORDER BY d.poster"
    return [_read(row) for row in registry.db.execute(sql)]


def get(registry: Registry, number: int) -> ListedPoster:
    """The poster with this number. Raises ServerRefusal("unknown-poster")."""
    row = registry.db.execute(f"{_ALL} AND d.poster = ?", [number]).fetchone()
    if row is None:
        raise ServerRefusal("unknown-poster")
    return _read(row)


_ALL = (
    "SELECT d.poster, o.name, d.offers, d.planned, d.label, d.token, d.start_time, d.end_time, d.revoked FROM displays d"
    " JOIN organisations o ON o.id = d.organisation WHERE d.poster IS NOT NULL"
)


def _read(row: tuple[int, str, str, int, str, bytes, int, int, int | None]) -> ListedPoster:
    number, name, offers, planned, label, token, start, end, ended = row
    return ListedPoster(number, name, json.loads(offers)[0][0], planned, label, token, start, end, ended)


def _signed(registry: Registry, wish: Wish) -> tuple[bytes, bytes]:
    """The public key of a new poster, and the only token that its key will ever sign."""
    if wish.activity not in ACTIVITIES:
        raise ServerRefusal("bad-activities")
    if not 0 <= wish.planned <= LONGEST_PLAN:
        raise ServerRefusal("bad-planned")
    today = day_of(registry.now())
    if not today <= _last(registry, wish) <= today + timedelta(days=LONGEST):
        raise ServerRefusal("bad-date")
    check_label(wish.label)
    check_letters(wish.label)
    key = Key.generate()
    meant = poster_token.PosterToken(secrets.token_bytes(poster_token.POSTER_ID_SIZE), wish.activity, wish.planned)
    token = key.seal(poster_token.to_draft(meant, key.public))
    try:
        if poster_token.from_bytes(token)[1] != meant:
            raise ValueError("read back differently")
    except (ProtocolError, ValueError) as error:
        raise ServerRefusal("list-broken") from error
    return key.public, token


def _last(registry: Registry, wish: Wish) -> date:
    return wish.last_day or day_of(registry.now()) + timedelta(days=USUAL)


def _list(registry: Registry, origin: str, wish: Wish, public: bytes, token: bytes) -> ListedPoster:
    check_letters(get_active(registry, wish.organisation).name)
    number = registry.db.execute("SELECT coalesce(max(poster), 0) + 1 FROM displays").fetchone()[0]
    offers = json.dumps([[wish.activity, int(usual_type(wish.activity)), None, None]])
    columns = "public, organisation, offers, start_time, end_time, poster, planned, label, token"
    values = [public, wish.organisation, offers, registry.now() - HOUR, end_of(_last(registry, wish))]
    values += [number, wish.planned, wish.label, token]
    registry.db.execute(f"INSERT INTO displays ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608
    made = get(registry, number)
    made.code(origin)
    return made


def _end(registry: Registry, number: int, at: int) -> None:
    old, now = get(registry, number), registry.now()
    if not old.good_at(now):
        raise ServerRefusal("poster-over")
    if at < now:
        raise ServerRefusal("bad-date")
    registry.db.execute("UPDATE displays SET revoked = ? WHERE poster = ?", [min(at, old.end), number])
