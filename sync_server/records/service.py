"""What phones ask of a region's records, without HTTP."""

from __future__ import annotations

from dataclasses import dataclass

from sync_server.records.brought_meetings import BroughtMeetings
from sync_server.records.cards import Cards
from sync_server.records.pulls import Pulls
from sync_server.records.pushes import Pushes


@dataclass(frozen=True, slots=True)
class Service:
    """What a phone may do: push records, bring meetings, pull, leave and open a recovery card."""

    pushes: Pushes
    meetings: BroughtMeetings
    pulls: Pulls
    cards: Cards
