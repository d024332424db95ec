"""What both arms of a claim have in common, as settings over a scenario.

Whom a condition is about follows from relations, and of several it is all, or those first by name:
never those that are written first.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Final, Literal

from sim.scenario.actors import Government, Organisers, Patron, Residents
from sim.scenario.issues import Issue
from sim.scenario.types import Scenario
from sim.scenario.verbs.verb import SPEAKERS
from sim.studies.ablate.condition_parts import minding, noon, written
from sim.studies.ablate.violent_conditions import (
    crowds_press,
    one_killed_everywhere,
    police_and_crowds,
    three_killed,
)

LATER: Final = timedelta(days=1)
"""How much later the decisions take effect in the arms with a later deadline."""
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
    "police come to blows with crowds",
]
"""What both arms of a claim have in common, besides the scenario."""


RAID: Final = 50
"""Police who raid by night: so few are free in nearly every case."""


def _order_down(scenario: Scenario) -> list[str]:
    """Every patron orders its people down at noon of the first day."""
    patrons = sorted(key for key, a in scenario.actors.items() if isinstance(a, Patron))
    if not patrons:
        message = f"{scenario.name}: it has no patron, so that nobody can order down"
        raise ValueError(message)
    at = noon(scenario)
    return [
        f"timeline.ordered_down_by_{patron}={{at: '{at}', who: {patron}, does: order, word: down, "
        "exogenous: true}"
        for patron in patrons
    ]


def _issues(scenario: Scenario, otherwise: str) -> dict[str, Issue]:
    """The issues of a scenario; one without any is refused, saying what cannot be otherwise."""
    if not scenario.issues:
        message = f"{scenario.name}: it has no issue, so that {otherwise}"
        raise ValueError(message)
    return scenario.issues


def _police_long_there(scenario: Scenario) -> list[str]:
    """Police who are minded and are sent somewhere in the scenario stand there since long."""
    since = written(scenario.clock.start - LONG)
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
    """Every decision takes effect, and is over, a day later."""
    issues = _issues(scenario, "there is no deadline")
    return [
        f"issues.{key}.{word}='{written(hour + LATER)}'"
        for key, issue in issues.items()
        for word, hour in (("takes_effect", issue.takes_effect), ("ends", issue.ends))
        if hour is not None
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
    date = written(scenario.clock.start + LATER)
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
        f"issues.{key}.announced='{written(issue.takes_effect)}'" for key, issue in issues.items()
    ]


def _deadlocked(scenario: Scenario) -> list[str]:
    """Every decision is in force from the start, and nothing can settle it."""
    issues = _issues(scenario, "nothing can be in force")
    at = written(scenario.clock.start)
    settings = [f"issues.{key}.takes_effect='{at}'" for key in issues]
    for key, issue in issues.items():
        if issue.announced is not None and issue.announced > scenario.clock.start:
            settings.append(f"issues.{key}.announced='{at}'")
        settings += [f"issues.{key}.deals.{name}=null" for name in issue.deals]
        settings += [f"issues.{key}.levers.{name}=null" for name in issue.levers]
    return settings


def _raid_at_three(scenario: Scenario) -> list[str]:
    """Police raid by night, on the second day, where those live who mind them; nobody calls.

    Where a group names several forces or municipalities it is that whose name is first.
    """
    day = (scenario.clock.start + LATER).replace(hour=3, minute=0)
    raids = [
        f"timeline.raid_on_{group}={{at: '{written(day)}', who: {force}, "
        f"does: raid, where: {{{min(towns)}: {RAID}}}, exogenous: true}}"
        for group, force, towns in minding(
            scenario, "nobody minds the entry of a force that could raid"
        )
    ]
    return ["mechanisms.barricades=false", *raids]


def _leaders_threaten(scenario: Scenario) -> list[str]:
    """Every government and patron threatens each that it opposes, at noon of day one."""
    at, leaders = noon(scenario), (Government, Patron)
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


def _peacekeepers_clear(scenario: Scenario) -> list[str]:
    """Peacekeepers may clear, and nobody obeys an order, which would open the roads before."""
    keepers = [key for key, actor in scenario.actors.items() if actor.kind == "peacekeepers"]
    may = [f"actors.{key}.posture.clears=true" for key in keepers]
    return ["mechanisms.patron_control=false", *may]


CONDITIONS: Final[dict[Condition, Callable[[Scenario], list[str]]]] = {
    "": lambda _scenario: [],
    "order down": _order_down,
    "deadline a day later": _deadline_later,
    "three killed": three_killed,
    "one killed in every municipality": one_killed_everywhere,
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
    "crowds press": crowds_press,
    "police come to blows with crowds": police_and_crowds,
    "nobody obeys": lambda _scenario: ["mechanisms.patron_control=false"],
}
"""Settings of each condition."""
