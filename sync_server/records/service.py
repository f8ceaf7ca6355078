"""What phones ask of a region's records, without HTTP."""

from __future__ import annotations

from dataclasses import dataclass

from sync_server.records.brought_meetings import BroughtMeetings
from sync_server.records.cards import Cards
from sync_server.records.pulls import Pulls
from sync_server.records.pushes import Pushes
from sync_server.safekeeping.wishes import Forgetting


@dataclass(frozen=True, slots=True)
class Service:
    """What a phone may do: push records, bring meetings, pull, ask to be forgotten, leave and open a recovery card."""

    pushes: Pushes
    meetings: BroughtMeetings
    pulls: Pulls
    wishes: Forgetting
    cards: Cards
