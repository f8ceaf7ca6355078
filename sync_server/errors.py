"""The refusals of the server: their codes, and the HTTP status of each code.

* ServerRefusal
    bad-request          400  the body is not what this address takes
    too-large            413  more than this address takes
    not-allowed          403  a request that is not signed by a known device over a fresh nonce of this server, or one for the
                              recovery secret in the cookie that another site's page sent
    unknown-base         409  a push in the short form builds on a record that the server does not hold
    no-card              404  no recovery card leads to this place
    old-card             410  a newer recovery card of this person took the place of this one
    bad-cursor           400  a position in the log that does not exist
    unknown-invitation   404  this region never made the invitation
    used                 409  another device used the invitation already
    expired              410  the invitation is too old
    cancelled            410  the invitation was taken back
    region-exists        409  a data folder holds one region
    unknown-organisation 404  no organisation has this name; `about` shows the nearest names
    taken                409  another organisation has exactly this name
    like-another         409  the name looks like an existing one; `about` shows both, and `different` confirms it
    ended                409  the organisation takes part no longer
    merged               409  the organisation was merged into another, or would be merged into itself
    bad-file             400  a file of organisations with faults; `about` says in which lines
    too-many-names       400  a file of more than 10,000 lines, or a region of more than 5,000 organisations
    bad-label            400  a label has at most 40 characters, by the rules of a name
    bad-origin           400  VEERTIG_ORIGIN is not set, or no phone would open a link with it
    bad-activities       400  no activity, more than eight, the same twice, or an unknown one
    bad-planned          400  planned minutes are 0 to 1440
    bad-days             400  an invitation is open for 1 to 400 days
    bad-times            400  an invitation of a display can be used 1 to 100 times
    bad-date             400  a day that is over, or too far ahead
    poster-over          410  a poster whose last day is over, or that was ended
    unknown-poster       404  no poster has this number
    long-address         400  the server's address makes a code that no phone reads from where it hangs
    no-letters           400  characters that the fonts of the printed pages do not have
    list-broken          500  phones would refuse the new trust list; nothing was changed
    bad-kind             400  not one of the four activity types
    bad-from             400  an agreement begins on a day from 2020 on, at most a year ahead
    too-many-agreements  400  an organisation has at most 256
    no-agreement         404  nothing was agreed about this activity from that day on
    bad-policy           400  minutes a moment and a day are 1 to 1440, the target 600 to 100,000, levels 0 to 4, at least one
    bad-name             400  an organisation's name that hides something, or is too long: sync_server/region/names.py
    stolen-key           403  this device's key was reported stolen: it needs another key, and another invitation
    future-date          400  a day that is still to come
    wrong-root           403  neither the root in use nor the next root that it announced
    bad-renewal          400  not a request for the next list key, or not the answer to the last one
    no-region            503  `region-create` was not run yet
    erased               403  this person or device was erased here; its records are not taken again
    came-back            409  a device of this person introduced itself after the wish to be forgotten, so nothing was erased
    wrong-key            503  a private key in the data folder is missing or not the one that phones believe
    broken-backup        400  the file is not a whole backup
    holds-region         409  a restore into a folder that holds a region already
    in-use               409  another process works with the data folder, or with this backup
    bad-target           409  a backup would overwrite a file that is not a backup
    other-root           400  this is not the root key of the region
    not-found            404  no such address
    bad-method           405  this address does not take that method
    too-slow             408  the whole request did not come in time
    head-too-large       431  address and headers are larger than a phone ever sends
    too-many             429  the allowance of this sender, this device or all new phones is used up; ask again later
    busy                 503  the database is locked, or too many requests wait; ask again later
    cannot-write         503  the disk is full or refuses to write; ask again later
    broken-database      503  the file of the database is damaged
    clock-odd            503  this server's clock cannot be right, so nothing is signed: sync_server/records/clock.py
    server-odd           500  a fault of this program
  and the codes of app.protocol.errors, 400 each.
"""

from __future__ import annotations

STATUS = {
    "bad-request": 400,
    "too-large": 413,
    "not-allowed": 403,
    "unknown-base": 409,
    "no-card": 404,
    "old-card": 410,
    "bad-cursor": 400,
    "bad-name": 400,
    "unknown-invitation": 404,
    "used": 409,
    "region-exists": 409,
    "unknown-organisation": 404,
    "taken": 409,
    "like-another": 409,
    "ended": 409,
    "merged": 409,
    "expired": 410,
    "cancelled": 410,
    "poster-over": 410,
    "unknown-poster": 404,
    "stolen-key": 403,
    "wrong-root": 403,
    "list-broken": 500,
    "no-agreement": 404,
    "no-region": 503,
    "erased": 403,
    "came-back": 409,
    "wrong-key": 503,
    "holds-region": 409,
    "in-use": 409,
    "bad-target": 409,
    "not-found": 404,
    "bad-method": 405,
    "too-slow": 408,
    "head-too-large": 431,
    "too-many": 429,
    "busy": 503,
    "cannot-write": 503,
    "broken-database": 503,
    "clock-odd": 503,
    "server-odd": 500,
}


# For refusals that pass by themselves: after how many seconds a phone may ask again. Phones obey it.
RETRY_AFTER = {
    "too-many": 3600,
    "busy": 10,
    "cannot-write": 600,
    "broken-database": 3600,
    "clock-odd": 3600,
    "no-region": 600,
    "wrong-key": 600,
}


class ServerRefusal(Exception):
    """The server understood the request and refuses it.

    `code` says why, `wait` after how many seconds to ask again (None: asking again is useless), and `about` which things are
    meant: lines for the operator, never sent to a phone.
    """

    def __init__(self, code: str, wait: int | None = None, *, about: str = "") -> None:
        super().__init__(code)
        self.code, self.about = code, about
        self.wait = RETRY_AFTER.get(code) if wait is None else wait


class CommandRefusal(ServerRefusal):
    """A refusal with a sentence of its own, which tells the operator what is wrong and what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


class NewerDatabase(Exception):
    """A newer server wrote this database; nothing in it was changed."""


def status(code: str) -> int:
    """The HTTP status of a code; 400 for those of app.protocol.errors and others without an entry."""
    return STATUS.get(code, 400)


class BadSetting(Exception):
    """An environment variable with a value that cannot be right; the server does not start."""

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__(f"{name} is not as it should be: {wanted}")
