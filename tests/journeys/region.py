"""The region of the stories, made as an operator makes one: with the commands, and with devices that answer their invitations.

Nothing here can be listed, certified or revoked that a real region could not have. What nobody may sign is in `tests.forged`.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from app.protocol import enrolment, qr_text
from app.protocol.ed25519 import Key
from app.protocol.enrolment import Enrolment
from app.protocol.keys import key_id
from app.protocol.wire import TrustAnswer
from app.records import scanned_text
from app.records.scanned_text import ScannedText
from app.sync.client import Client
from app.sync.responses import EnrolResponse
from sync_server.region import posters
from tests.journeys.buddies import line
from tests.journeys.town import ORIGIN, Handset
from tests.people import CARE_HOME, CARE_HOME_NAME, LIBRARY, LIBRARY_NAME, NOON, key
from tests.server.region_commands import told
from tests.server.test_server import Town

DAY = 86400
FOUNDED = NOON - 30 * DAY  # before all that is told in the stories
CENTRE, CENTRE_NAME = key("community centre display"), "Buurthuis De Brug"
INVITED = {
    LIBRARY: f'display-invite "{LIBRARY_NAME}" --activity library',
    CARE_HOME: f'display-invite "{CARE_HOME_NAME}" --activity care_home',
    CENTRE: f'display-invite "{CENTRE_NAME}" --activity language_table --activity cooking',
}


async def trust_of(town: Town) -> TrustAnswer:
    """What the server of this town answers a phone that asks for the trust list."""
    return await _client(town).trust()


async def enrol(town: Town, device: Key, link: str) -> EnrolResponse:
    """This device answers the invitation in `link`. Raises Declined."""
    draft = enrolment.enrolment_draft(Enrolment(qr_text.from_text(link)[1], device.public, town.time))
    return await _client(town).enrol(device.seal(draft))


def _client(town: Town) -> Client:
    return Client(httpx.AsyncClient(base_url=ORIGIN, transport=line(town), trust_env=False))


@dataclass
class Region:
    """A region with three organisations, a display in each of them, and its server."""

    town: Town

    def tell(self, words: str) -> str:
        """What this command prints, given at the time of the town. Raises ServerRefusal."""
        return told(self.town, words, ORIGIN)

    def revoke(self, display: Key, *, at: int, stolen_from: str = "") -> None:
        """The display is revoked at this time (Unix seconds). A day such as 2026-12-03 says since when it was stolen."""
        self.town.time = at
        self.tell(f"display-revoke {key_id(display.public).hex()} {stolen_from and f'--stolen-from {stolen_from}'}")

    def hang_a_poster(self) -> str:
        """The text in the code of a new poster of the library, for visits of at most two hours."""
        file = self.town.folder / "poster.pdf"
        self.tell(f'poster-make "{LIBRARY_NAME}" --activity library --planned 120 --size a5 --out {shlex.quote(str(file))}')
        *_, poster = posters.listed(self.town.registry)
        return qr_text.to_text(ORIGIN, qr_text.SESSION, poster.token)


async def founded(folder: Path) -> Region:
    """A new region in this folder. Its clock stands at its first day, `FOUNDED`, until the story moves it."""
    region = Region(Town(folder, FOUNDED))
    for display, invited in INVITED.items():
        name = invited.split('"')[1]
        region.tell(f'organisation-add "{name}"')
        await enrol(region.town, display, region.tell(invited).strip())
    return region


@dataclass(frozen=True)
class Published:
    """What phones and people can know of a region: its answer to a phone that asks, and the text in the poster's code."""

    trust: TrustAnswer
    poster: str


_published: list[Published] = []


async def published() -> Published:
    """The region of all stories that change nothing in it. It is made once in a process, then its server is gone."""
    if not _published:
        with TemporaryDirectory() as folder:
            region = await founded(Path(folder))
            _published.append(Published(poster=region.hang_a_poster(), trust=await trust_of(region.town)))
    return _published[0]


async def poster_code() -> ScannedText:
    """The code of the library's poster, in the region of `published`, as a camera read it."""
    return scanned_text.read((await published()).poster)


async def trusting(handset: Handset, region: Region | None = None) -> None:
    """The phone asks this region, or that of `published`, for its list, and judges what it holds anew."""
    await handset.trust.take(await trust_of(region.town) if region else (await published()).trust)
    await handset.diary.judge_again()
