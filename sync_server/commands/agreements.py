"""Commands about what counts: what is agreed with an organisation, and the counting policy."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime

from app.protocol import brussels
from app.protocol.activities import ACTIVITIES, Kind, kind_of, picture
from app.protocol.agreement import Agreement
from app.protocol.hours import IN_AND_OUT, Policy
from sync_server.config import Config
from sync_server.errors import ServerRefusal
from sync_server.region import agreements, counting, organisations
from sync_server.region import policy as policies
from sync_server.region.registry import Registry

CODES = {name: code for code, (name, _) in ACTIVITIES.items()}
KINDS = {kind.name.lower(): kind for kind in Kind}
ANSWERS = {"yes": True, "no": False, "judge": None}
WORDS = {said: word for word, said in ANSWERS.items()}
EPOCH = date(1970, 1, 1)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this module."""
    one = commands.add_parser("offer-agree", help="say what an organisation's activity counts as, from a day on")
    one.add_argument("organisation")
    one.add_argument("--activity", action="append", choices=sorted(CODES), required=True, help="can be given several times")
    one.add_argument("--kind", choices=KINDS, required=True)
    one.add_argument("--dutch", choices=ANSWERS, required=True, help="is it a Dutch-speaking context?")
    one.add_argument("--social", choices=ANSWERS, required=True, help="is it social participation?")
    one.add_argument("--papers", choices=ANSWERS, default="judge", help="are contract and insurance in order?")
    one.add_argument("--from", dest="start", metavar="DATE", help="the first day, such as 2026-09-01 (default: today)")
    one.set_defaults(run=_agree)
    one = commands.add_parser("offer-drop", help="take out an agreement that was never right")
    one.add_argument("organisation")
    one.add_argument("--activity", choices=sorted(CODES), required=True)
    one.add_argument("--from", dest="start", metavar="DATE", required=True, help="its first day")
    one.set_defaults(run=_drop)
    one = commands.add_parser("offer-list", help="print what is agreed, and since when")
    one.add_argument("organisation", nargs="?")
    one.set_defaults(run=_list)
    one = commands.add_parser("policy-set", help="change how hours are counted, for all hours")
    one.add_argument("--minutes-a-moment", type=int, metavar="MINUTES")
    one.add_argument("--minutes-a-day", type=int, metavar="MINUTES")
    one.add_argument("--target", type=int, metavar="MINUTES")
    one.add_argument("--levels", type=int, nargs="+", metavar="LEVEL", help=f"those that count, of 0 to {IN_AND_OUT}")
    late = "the level of what a stolen key signed and the server received afterwards, 0 to 4"
    one.add_argument("--late", type=int, metavar="LEVEL", help=late)
    one.set_defaults(run=_set_policy)
    commands.add_parser("policy-show", help="print how hours are counted").set_defaults(run=_show_policy)


def _agree(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    dutch, social, papers = (ANSWERS[said] for said in (asked.dutch, asked.social, asked.papers))
    start = _first_second(asked.start) if asked.start else midnight(_today(registry.now()))
    kind = KINDS[asked.kind]
    agreed = [Agreement(CODES[name], start, kind, dutch, social, papers) for name in dict.fromkeys(asked.activity)]
    organisation = organisations.find(registry, asked.organisation)
    agreements.offer_agree(registry, organisation.id, agreed)
    for one in agreements.everything(registry):
        if one.organisation == organisation.name and one.agreement in agreed:
            print(_line(one))


def _drop(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    organisation = organisations.find(registry, asked.organisation).id
    agreements.offer_drop(registry, organisation, CODES[asked.activity], _first_second(asked.start))


def _list(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    name = None if asked.organisation is None else organisations.find(registry, asked.organisation).name
    for one in agreements.everything(registry):
        if name in (None, one.organisation):
            print(_line(one))


def _line(one: agreements.Agreed) -> str:
    agreed = one.agreement
    kind = kind_of(agreed.kind)
    answers = {"dutch": agreed.dutch_context, "social": agreed.social, "papers": agreed.papers}
    columns = [one.organisation, picture(agreed.activity), f"from {_day(agreed.start)}", kind.name.lower() if kind else "other"]
    columns += [f"{name} {WORDS[said]}" for name, said in answers.items()]
    columns += [] if one.replaced is None else [f"until {_day(one.replaced)}"]
    return "\t".join(columns)


def _set_policy(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    changed = policies.policy_set(
        registry,
        session=asked.minutes_a_moment,
        day=asked.minutes_a_day,
        target=asked.target,
        levels=asked.levels,
        late=asked.late,
    )
    print(_policy(changed))


def _show_policy(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    print(_policy(counting.policy(registry)))


def _policy(one: Policy) -> str:
    levels = " ".join(map(str, one.levels))
    told = f"minutes a moment {one.session}\tminutes a day {one.day}\ttarget {one.target}\tlevels {levels}"
    return f"version {one.version}\t{told}\tlate {one.late}"


def midnight(day: date) -> int:
    """When a day begins in Brussels, in Unix seconds."""
    start = (day - EPOCH).days * brussels.DAY
    return start - brussels.offset(start - 3600)


def _first_second(said: str) -> int:
    """Of a day written as 2026-09-01. Raises ServerRefusal("bad-from")."""
    try:
        return midnight(date.fromisoformat(said))
    except (ValueError, OverflowError):
        raise ServerRefusal("bad-from") from None


def _today(now: int) -> date:
    return datetime.fromtimestamp(now + brussels.offset(now), UTC).date()


def _day(time: int) -> str:
    return f"{_today(time)}"
