"""What the server can refuse, and the HTTP status of each code.

* ServerRefusal
    bad-request          400  the body is not what this address takes
    too-large            413  more than this address takes
    not-allowed          403  a pull that is not signed by a device we know, over a fresh word of ours
    unknown-base         409  a push in the short form builds on a record that we do not hold
    bad-cursor           400  a place in the log that does not exist
    unknown-invitation   404  we never made this invitation
    used                 409  another device used the invitation already
    expired              410  too late
    cancelled            410  the invitation was taken back
    region-exists        409  a data folder holds one region
    unknown-organisation 404  none has this name; `about` shows the nearest ones
    taken                409  another organisation has exactly this name
    like-another         409  a name that looks like one that is there; `about` shows both, and `different` confirms
    ended                409  the organisation takes part no longer
    merged               409  the organisation is another one now, or would be its own
    bad-file             400  a file of organisations that cannot be read as one; `about` says which lines
    too-many-names       400  a file of more than 10,000 lines, or a region of more than 5,000 organisations
    bad-label            400  what tells displays apart: at most 40 letters, as a name
    bad-origin           400  VEERTIG_ORIGIN is not set, or no phone would open a link with it
    bad-activities       400  none, more than eight, one twice, or one that nobody knows
    bad-planned          400  planned minutes are 0 to 1440
    bad-days             400  an invitation is open for 1 to 400 days
    bad-date             400  a day that is over, or too far ahead
    poster-over          410  a poster whose last day is over, or that was ended
    unknown-poster       404  no poster has this number
    long-address         400  the server's address makes a code that no phone reads from where it hangs
    no-letters           400  letters that the fonts of the printed pages do not have
    list-broken          500  phones would refuse the list that this makes; nothing was changed
    bad-kind             400  none of the four kinds
    bad-from             400  an agreement begins on a day from 2020 on, at most a year ahead
    too-many-agreements  400  an organisation has at most 256
    no-agreement         404  nothing was agreed about this activity from that day on
    bad-policy           400  minutes a moment and a day are 1 to 1440, the target 1 to 100,000, levels 0 to 4, at least one
    bad-name             400  an organisation's name that hides something, or is too long: sync_server/region/names.py
    stolen-key           403  this device's key was said to be stolen: it needs another key, and another invitation
    future-date          400  a day that is still to come
    wrong-root           403  neither the root in use nor the one it announced
    bad-renewal          400  not what was asked for the next list key
    no-region            503  `region create` was not run yet
    erased               403  this person or device was erased here; its records are not taken again
    wrong-key            503  a private key in the data folder is missing or not the one that phones believe
    broken-backup        400  the file is no whole backup
    holds-region         409  a restore into a folder that holds a region already
    in-use               409  another process works with the data folder, or with this backup
    bad-target           409  a backup would overwrite something that is no backup
    other-root           400  the root key given is not this region's
    not-found            404  no such address
    bad-method           405  this address does not take that method
    too-slow             408  the whole request did not come in time
    head-too-large       431  address and headers are larger than any phone's
    too-many             429  this sender, this device or all that is new has had its share for now; later again
    busy                 503  the database is locked, or too many wait; later again
    cannot-write         503  the disk is full or refuses to write; later again
    broken-database      503  the file is no database any more
    clock-odd            503  this server's clock cannot be right, so nothing is signed: sync_server/records/clock.py
    server-odd           500  a fault of ours
  and the codes of app.protocol.errors, 400 each.
"""

from __future__ import annotations

STATUS = {
    "bad-request": 400,
    "too-large": 413,
    "not-allowed": 403,
    "unknown-base": 409,
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


# Seconds until asking again makes sense, for refusals that pass; phones obey it.
AGAIN = {
    "too-many": 3600,
    "busy": 10,
    "cannot-write": 600,
    "broken-database": 3600,
    "clock-odd": 3600,
    "no-region": 600,
    "wrong-key": 600,
}


class ServerRefusal(Exception):
    """The server understood and says no. `code` tells why, `wait` in how many seconds asking again makes sense, and `about`
    (lines for who asked, never sent to a phone) about what.
    """

    def __init__(self, code: str, wait: int | None = None, *, about: str = "") -> None:
        super().__init__(code)
        self.code, self.about = code, about
        self.wait = AGAIN.get(code) if wait is None else wait


class Advised(ServerRefusal):
    """A refusal that says to whoever gave the command what is the matter and what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


class NewerDatabase(Exception):
    """A newer server wrote this database; it is left untouched."""


def status(code: str) -> int:
    """The HTTP status of a code; codes of the protocol are bad requests."""
    return STATUS.get(code, 400)


class BadSetting(Exception):
    """A setting of the environment that cannot be right; the server does not start with it."""

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__(f"{name} is not as it should be: {wanted}")
