"""What both arms of a claim have in common, as settings over a scenario.

Whom a condition is about follows from relations, and of several it is all, or those first by name:
never those that are written first.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, Literal

from sim.scenario.actors import Government, Organisers, Patron, Residents
from sim.scenario.issues import Issue
from sim.scenario.time_forms import TIME_FORMAT
from sim.scenario.types import Scenario
from sim.scenario.verbs.verb import SPEAKERS

ORDER_HOUR: Final = 12
"""Hour of the first day at which the patron orders restraint, in the arms that have an order."""
LATER: Final = timedelta(days=1)
"""How much later the decisions take effect in the arms with a later deadline."""
CROWD: Final = 400
"""People of each group who press, in the arms in which crowds do."""
LONG: Final = timedelta(days=60)
"""How long before the start police came who stand there already, in the arms with a garrison."""

Condition = Literal[
    "",
    "three killed",
    "one killed in every municipality",
    "leaders threaten each other",
    "the most trusted deny rumours",
    "order down",
    "deadline a day later",
    "a place is contested",
    "in force, and a date that presses",
    "in force, and no deal",
    "known when it takes effect",
    "police long there",
    "police raid at three, and nobody calls",
    "nobody obeys",
    "roads do not matter",
    "peacekeepers clear",
    "crowds press",
]
"""What both arms of a claim have in common, besides the scenario."""


def _order_down(scenario: Scenario) -> list[str]:
    """Every patron orders its people down at noon of the first day."""
    patrons = sorted(key for key, a in scenario.actors.items() if isinstance(a, Patron))
    if not patrons:
        message = f"{scenario.name}: it has no patron, so that nobody can order down"
        raise ValueError(message)
    at = _noon(scenario)
    return [
        f"timeline.ordered_down_by_{patron}={{at: '{at}', who: {patron}, does: order, word: down, "
        "exogenous: true}"
        for patron in patrons
    ]


def _noon(scenario: Scenario) -> str:
    """Noon of the first day; the start of a clock that starts later."""
    start = scenario.clock.start
    return _written(max(start, start.replace(hour=ORDER_HOUR, minute=0)))


def _written(time: datetime) -> str:
    return time.strftime(TIME_FORMAT)


def _issues(scenario: Scenario, otherwise: str) -> dict[str, Issue]:
    """The issues of a scenario; one without any is refused, saying what cannot be otherwise."""
    if not scenario.issues:
        message = f"{scenario.name}: it has no issue, so that {otherwise}"
        raise ValueError(message)
    return scenario.issues


def _police_long_there(scenario: Scenario) -> list[str]:
    """Police who are minded and are sent somewhere in the scenario stand there since long."""
    since = _written(scenario.clock.start - LONG)
    residents = (a for a in scenario.actors.values() if isinstance(a, Residents))
    minded = {force for group in residents for force in group.minds.entry_of}
    sent = {
        name: entry
        for name, entry in scenario.timeline.items()
        if entry.does == "deploy" and entry.at is not None and entry.who in minded
    }
    if not sent:
        message = f"{scenario.name}: it sends no police that anybody minds"
        raise ValueError(message)
    posts = [post.model_dump(mode="json") for post in scenario.initial.posts]
    for entry in sent.values():
        where = entry.where or ()
        there = dict.fromkeys(where, (entry.n or 0) // max(1, len(where)))
        there |= where if isinstance(where, dict) else {}
        posts += [{"who": entry.who, "where": p, "n": n, "since": since} for p, n in there.items()]
    return [f"initial.posts={json.dumps(posts)}", *(f"timeline.{name}=null" for name in sent)]


def _deadline_later(scenario: Scenario) -> list[str]:
    """Every decision takes effect a day later."""
    issues = _issues(scenario, "there is no deadline")
    return [
        f"issues.{key}.takes_effect='{_written(issue.takes_effect + LATER)}'"
        for key, issue in issues.items()
    ]


def _at_a_place(scenario: Scenario) -> list[str]:
    """What every decision is about is in one municipality of the organisers."""
    towns = {
        t for a in scenario.actors.values() if isinstance(a, Organisers) for t in a.municipalities
    }
    if not towns or not scenario.issues:
        message = f"{scenario.name}: it has no issue, or no organisers who could gather anywhere"
        raise ValueError(message)
    return [f"issues.{key}.where={min(towns)}" for key in scenario.issues]


def _in_force(scenario: Scenario) -> list[str]:
    """Every decision is in force from the start, and soon somebody outside decides about it."""
    date = _written(scenario.clock.start + LATER)
    settings = _deadlocked(scenario)
    for key, issue in scenario.issues.items():
        settings += [
            f"issues.{key}.deals.off={{kind: swap}}",
            f"issues.{key}.levers={{soon: {{on: {issue.decided_by}, at: '{date}'}}}}",
        ]
    return settings


def _known_late(scenario: Scenario) -> list[str]:
    """Every decision is known only when it takes effect."""
    issues = _issues(scenario, "nothing can be known late")
    return [
        f"issues.{key}.announced='{_written(issue.takes_effect)}'" for key, issue in issues.items()
    ]


def _deadlocked(scenario: Scenario) -> list[str]:
    """Every decision is in force from the start, and nothing can settle it."""
    issues = _issues(scenario, "nothing can be in force")
    at = _written(scenario.clock.start)
    settings = [f"issues.{key}.takes_effect='{at}'" for key in issues]
    for key, issue in issues.items():
        if issue.announced is not None and issue.announced > scenario.clock.start:
            settings.append(f"issues.{key}.announced='{at}'")
        settings += [f"issues.{key}.deals.{name}=null" for name in issue.deals]
        settings += [f"issues.{key}.levers.{name}=null" for name in issue.levers]
    return settings


def _three_killed(scenario: Scenario) -> list[str]:
    """Three of every group that minds the entry of forces are killed by one, at noon of day one.

    Where a group names several forces or municipalities it is that whose name is first.
    """
    return _killed(scenario, 3, lambda group, towns: {f"three_killed_of_{group}": min(towns)})


def _one_killed_everywhere(scenario: Scenario) -> list[str]:
    """One of every group that minds the entry of forces is killed in each municipality at noon."""
    return _killed(
        scenario,
        1,
        lambda group, towns: {f"one_killed_of_{group}_in_{town}": town for town in sorted(towns)},
    )


def _raid_at_three(scenario: Scenario) -> list[str]:
    """Police raid by night, on the second day, where those live who mind them; nobody calls.

    Where a group names several forces or municipalities it is that whose name is first.
    """
    day = (scenario.clock.start + LATER).replace(hour=3, minute=0)
    raids = [
        f"timeline.raid_on_{group}={{at: '{_written(day)}', who: {min(actor.minds.entry_of)}, "
        f"does: raid, where: {{{min(towns)}: 150}}, exogenous: true}}"
        for group, actor in sorted(scenario.actors.items())
        if isinstance(actor, Residents) and actor.minds.entry_of
        if (towns := _towns_of(group, scenario))
    ]
    if not raids:
        message = f"{scenario.name}: nobody minds the entry of a force that could raid"
        raise ValueError(message)
    return ["mechanisms.barricades=false", *raids]


def _killed(
    scenario: Scenario, n: int, entries: Callable[[str, frozenset[str]], dict[str, str]]
) -> list[str]:
    """Some of every group that minds the entry of forces are killed by the first of these.

    Args:
        scenario: the scenario.
        n: how many at a time.
        entries: where, by name of the entry, for a group and the municipalities where it lives.
    """
    at = _noon(scenario)
    deaths = [
        f"timeline.{name}={{at: '{at}', who: {min(actor.minds.entry_of)}, does: kill, "
        f"whom: {group}, where: {where}, n: {n}, exogenous: true}}"
        for group, actor in sorted(scenario.actors.items())
        if isinstance(actor, Residents) and actor.minds.entry_of
        if (towns := _towns_of(group, scenario))
        for name, where in entries(group, towns).items()
    ]
    if not deaths:
        message = f"{scenario.name}: nobody minds the entry of a force that could have killed"
        raise ValueError(message)
    return deaths


def _crowds_press(scenario: Scenario) -> list[str]:
    """Every group that gathers at a site comes out and presses there from noon of day one.

    Of a group of several municipalities it is that whose name is first.
    """
    at, crowds = _noon(scenario), []
    for group, actor in sorted(scenario.actors.items()):
        towns = _towns_of(group, scenario)
        if isinstance(actor, Residents) and actor.gathers_at and towns:
            crowds.append(
                f"timeline.pressing_of_{group}={{at: '{at}', who: {group}, does: rally, "
                f"where: {min(towns)}, n: {CROWD}, presses: true, lasting: 4 h, exogenous: true}}"
            )
    if not crowds:
        what = "no group that gathers at a site has municipalities, or organisers who call it"
        message = f"{scenario.name}: {what}, so that no crowd can press there"
        raise ValueError(message)
    return crowds


def _leaders_threaten(scenario: Scenario) -> list[str]:
    """Every government and patron threatens each that it opposes, at noon of day one."""
    at, leaders = _noon(scenario), (Government, Patron)
    threats = [
        f"timeline.{own}_threatens_{other}={{at: '{at}', who: {own}, does: threaten, "
        f"toward: {other}, content: threat, exogenous: true}}"
        for own, actor in sorted(scenario.actors.items())
        if isinstance(actor, leaders)
        for other in sorted(actor.opposes)
    ]
    if not threats:
        message = f"{scenario.name}: no government or patron opposes another, to threaten it"
        raise ValueError(message)
    return threats


def _rumours_denied(scenario: Scenario) -> list[str]:
    """Whom each group trusts most denies every rumour soon after the first; of several by name."""
    speakers = {key for key, actor in scenario.actors.items() if actor.kind in SPEAKERS}
    trusted: set[str] = set()
    for _, actor in sorted(scenario.actors.items()):
        if isinstance(actor, Residents):
            known = {k: r.value for k, r in actor.posture.regard.items() if k in speakers}
            best = max(known, key=lambda name: (known[name], name), default="")
            trusted |= {best} if best and known[best] > 0.0 else set()
    if not trusted:
        message = f"{scenario.name}: no group trusts anybody who could deny a rumour"
        raise ValueError(message)
    after = "{median: 15 min, sigma: 0}"
    return [
        f"timeline.{name}_denies={{when: rumour, after: {after}, who: {name}, does: deny, "
        "denies: all}"
        for name in sorted(trusted)
    ]


def _towns_of(group: str, scenario: Scenario) -> frozenset[str]:
    """Municipalities of a group; of one that lives everywhere those where somebody calls it."""
    own = getattr(scenario.actors[group], "municipalities", None)
    callers = (
        a for a in scenario.actors.values() if isinstance(a, Organisers) and group in a.calls
    )
    return frozenset(own or (town for one in callers for town in one.municipalities))


def _peacekeepers_clear(scenario: Scenario) -> list[str]:
    """Peacekeepers may clear, and nobody obeys an order, which would open the roads before."""
    keepers = [key for key, actor in scenario.actors.items() if actor.kind == "peacekeepers"]
    may = [f"actors.{key}.posture.clears=true" for key in keepers]
    return ["mechanisms.patron_control=false", *may]


CONDITIONS: Final[dict[Condition, Callable[[Scenario], list[str]]]] = {
    "": lambda _scenario: [],
    "order down": _order_down,
    "deadline a day later": _deadline_later,
    "three killed": _three_killed,
    "one killed in every municipality": _one_killed_everywhere,
    "leaders threaten each other": _leaders_threaten,
    "the most trusted deny rumours": _rumours_denied,
    "a place is contested": _at_a_place,
    "in force, and a date that presses": _in_force,
    "in force, and no deal": _deadlocked,
    "known when it takes effect": _known_late,
    "police long there": _police_long_there,
    "police raid at three, and nobody calls": _raid_at_three,
    "roads do not matter": lambda scenario: [f"issues.{k}.on_roads=0" for k in scenario.issues],
    "peacekeepers clear": _peacekeepers_clear,
    "crowds press": _crowds_press,
    "nobody obeys": lambda _scenario: ["mechanisms.patron_control=false"],
}
"""Settings of each condition."""
