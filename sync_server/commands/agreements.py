"""Commands about what counts: agreements with organisations, and the counting policy."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime

from app.protocol import brussels
from app.protocol.activities import ACTIVITIES, ActivityType, picture, type_of
from app.protocol.agreement import Agreement
from app.protocol.hours import IN_AND_OUT, Policy
from sync_server.config import Config
from sync_server.errors import ServerRefusal
from sync_server.region import agreements, counting, organisations
from sync_server.region import policy as policies
from sync_server.region.names import mended
from sync_server.region.registry import Registry

CODES = {name: code for code, (name, _) in ACTIVITIES.items()}
KINDS = {kind.name.lower(): kind for kind in ActivityType}
ANSWERS = {"yes": True, "no": False, "judge": None}
WORDS = {answer: word for word, answer in ANSWERS.items()}
EPOCH = date(1970, 1, 1)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this module's commands to the parser."""
    command = commands.add_parser("offer-agree", help="say what an organisation's activity counts as, from a day on")
    command.add_argument("organisation", type=mended)
    command.add_argument("--activity", action="append", choices=sorted(CODES), required=True, help="can be given several times")
    command.add_argument("--kind", choices=KINDS, required=True)
    command.add_argument("--dutch", choices=ANSWERS, required=True, help="is it a Dutch-speaking context?")
    command.add_argument("--social", choices=ANSWERS, required=True, help="is it social participation?")
    command.add_argument("--papers", choices=ANSWERS, default="judge", help="are contract and insurance in order?")
    command.add_argument("--from", dest="start", metavar="DATE", help="the first day, such as 2026-09-01 (default: today)")
    command.set_defaults(run=_agree)
    command = commands.add_parser("offer-drop", help="take out an agreement that was never right")
    command.add_argument("organisation", type=mended)
    command.add_argument("--activity", choices=sorted(CODES), required=True)
    command.add_argument("--from", dest="start", metavar="DATE", required=True, help="its first day")
    command.set_defaults(run=_drop)
    command = commands.add_parser("offer-list", help="print what is agreed, and since when")
    command.add_argument("organisation", type=mended, nargs="?")
    command.set_defaults(run=_list)
    command = commands.add_parser("policy-set", help="change how hours are counted, for all hours")
    command.add_argument("--minutes-a-moment", type=int, metavar="MINUTES")
    command.add_argument("--minutes-a-day", type=int, metavar="MINUTES")
    command.add_argument("--target", type=int, metavar="MINUTES")
    command.add_argument("--levels", type=int, nargs="+", metavar="LEVEL", help=f"those that count, of 0 to {IN_AND_OUT}")
    late = "the level of what a stolen key signed and the server received afterwards, 0 to 4"
    command.add_argument("--late", type=int, metavar="LEVEL", help=late)
    command.set_defaults(run=_set_policy)
    commands.add_parser("policy-show", help="print how hours are counted").set_defaults(run=_show_policy)


def _agree(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    dutch, social, papers = (ANSWERS[word] for word in (options.dutch, options.social, options.papers))
    start = _first_second(options.start) if options.start else midnight(_today(registry.now()))
    kind = KINDS[options.kind]
    agreed = [Agreement(CODES[name], start, kind, dutch, social, papers) for name in dict.fromkeys(options.activity)]
    organisation = organisations.find(registry, options.organisation)
    agreements.offer_agree(registry, organisation.id, agreed)
    for listed in agreements.listed(registry):
        if listed.organisation == organisation.name and listed.agreement in agreed:
            print(_line(listed))


def _drop(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    organisation = organisations.find(registry, options.organisation).id
    agreements.offer_drop(registry, organisation, CODES[options.activity], _first_second(options.start))


def _list(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    name = None if options.organisation is None else organisations.find(registry, options.organisation).name
    for listed in agreements.listed(registry):
        if name in (None, listed.organisation):
            print(_line(listed))


def _line(listed: agreements.ListedAgreement) -> str:
    agreed = listed.agreement
    kind = type_of(agreed.kind)
    answers = {"dutch": agreed.dutch_context, "social": agreed.social, "papers": agreed.papers}
    activity_type = kind.name.lower() if kind else "other"
    columns = [listed.organisation, picture(agreed.activity), f"from {_day(agreed.start)}", activity_type]
    columns += [f"{name} {WORDS[answer]}" for name, answer in answers.items()]
    columns += [] if listed.replaced is None else [f"until {_day(listed.replaced)}"]
    return "\t".join(columns)


def _set_policy(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    changed = policies.policy_set(
        registry,
        session=options.minutes_a_moment,
        day=options.minutes_a_day,
        target=options.target,
        levels=options.levels,
        late=options.late,
    )
    print(_policy(changed))


def _show_policy(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    print(_policy(counting.policy(registry)))


def _policy(policy: Policy) -> str:
    levels = " ".join(map(str, policy.levels))
    minutes = f"minutes a moment {policy.session}\tminutes a day {policy.day}\ttarget {policy.target}"
    return f"version {policy.version}\t{minutes}\tlevels {levels}\tlate {policy.late}"


def midnight(day: date) -> int:
    """When this day begins in Brussels, in Unix seconds."""
    start = (day - EPOCH).days * brussels.DAY
    return start - brussels.offset(start - 3600)


def _first_second(text: str) -> int:
    """When a day written as 2026-09-01 begins (Unix seconds). Raises ServerRefusal("bad-from")."""
    try:
        return midnight(date.fromisoformat(text))
    except (ValueError, OverflowError):
        raise ServerRefusal("bad-from") from None


def _today(now: int) -> date:
    return datetime.fromtimestamp(now + brussels.offset(now), UTC).date()


def _day(time: int) -> str:
    return f"{_today(time)}"
