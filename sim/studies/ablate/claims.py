"""Ablations: each mechanism switched off in the same runs, and what must change.

A mechanism earns its place when something that was observed needs it. Each claim names an outcome,
the sign of the change when the mechanism is off, and its least size.
"""

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final, Literal, NamedTuple

from sim.scenario.actors import Organisers, Patron, Residents
from sim.scenario.clock import TIME_FORMAT
from sim.scenario.types import Scenario

ORDER_HOUR: Final = 12
"""Hour of the first day at which the patron orders restraint, in the arms that have an order."""
LATER: Final = timedelta(days=1)
"""How much later the decisions take effect in the arms with a later deadline."""
LONG: Final = timedelta(days=60)
"""How long before the start police came who stand there already, in the arms with a garrison."""

Condition = Literal[
    "",
    "three killed",
    "order down",
    "deadline a day later",
    "a place is contested",
    "in force, and a date that presses",
    "in force, and no deal",
    "known when it takes effect",
    "police long there",
    "nobody obeys",
    "roads do not matter",
    "peacekeepers clear",
]
"""What both arms of a claim have in common, besides the scenario."""


class Claim(NamedTuple):
    """What must change when a mechanism is off: the arm without it minus the arm with it.

    Attributes:
        mechanism: its switch.
        text: what must change, in words.
        statistic: paired statistic, as of :data:`sim.analysis.paired.PAIRED`.
        column: outcome of a run it is taken of: a column of ``runs.csv`` or of
            :data:`sim.studies.ablate.outcomes.EXTRA`.
        least: least change, with its sign; of a ratio, the least (above 1) or greatest (below 1)
            ratio.
        unit: unit of the change.
        condition: what is different from the scenario in both arms.
        is_quick: whether few runs with few residents are enough to show it.
    """

    mechanism: str
    text: str
    statistic: str
    column: str
    least: float
    unit: str
    condition: Condition = ""
    is_quick: bool = True

    @property
    def neutral(self) -> float:
        """The value that says that nothing changes."""
        return 1.0 if self.statistic.startswith("ratio") else 0.0

    @property
    def sign(self) -> int:
        """1 when the outcome must grow without the mechanism, -1 when it must shrink."""
        return 1 if self.least > self.neutral else -1


CLAIMS: Final[tuple[Claim, ...]] = (
    Claim("mobilisation", "no crowds: people out at the peak, relative",
          "relative_difference", "people_out_peak", -0.95, ""),
    Claim("issue_clock", "a later deadline no longer moves the first barricade",
          "mean_difference", "first_barricade_time", -12.0, "h", condition="deadline a day later",
          is_quick=False),
    Claim("issue_clock", "threat rises less on the day before the deadline",
          "mean_difference", "threat_rise", -0.05, "threat"),
    Claim("rumour", "fewer barricades at the peak",
          "mean_difference", "barricades_peak", -0.5, "barricades", is_quick=False),
    Claim("rumour", "the first barricade later",
          "mean_difference", "first_barricade_time", 1.0, "h", is_quick=False),
    Claim("police_entry", "few barricades: P(barricade)",
          "share_difference", "first_barricade_time", -0.3, "share"),
    Claim("habituation", "police who have stood there for two months bring more people out: ratio",
          "ratio_of_means", "people_out_peak", 1.2, "", condition="police long there"),
    Claim("triggers", "fewer people out at the peak, relative",
          "relative_difference", "people_out_peak", -0.05, "", is_quick=False),
    Claim("triggers", "fewer barricades at the peak",
          "mean_difference", "barricades_peak", -0.3, "barricades", is_quick=False),
    Claim("belief", "nobody listens to who denies: people out at the peak, relative",
          "relative_difference", "people_out_peak", 0.05, "", is_quick=False),
    Claim("barricades", "roads stay open: barricades at the peak, relative",
          "relative_difference", "barricades_peak", -0.95, ""),
    Claim("barricades", "crossings stay open: closed at the peak, relative",
          "relative_difference", "crossings_closed_peak", -0.95, ""),
    Claim("denial", "what is contested at a place is fought over on the roads: barricades",
          "mean_difference", "barricades_peak", 1.5, "barricades",
          condition="a place is contested"),
    Claim("plan", "everything at once: barricades within half a day of the first",
          "mean_difference", "barricades_soon", 1.0, "barricades",
          condition="known when it takes effect"),
    Claim("holding", "what nobody wants any more stays: blocked hours, ratio",
          "ratio_of_means", "blocked_hours", 1.3, "", condition="nobody obeys"),
    Claim("campaign", "nobody rallies: rallies a run",
          "mean_difference", "rallies", -0.5, "rallies", condition="roads do not matter"),
    Claim("clearance", "it clears whatever it meets: attempts to clear a run",
          "mean_difference", "clearings", 0.5, "attempts", condition="peacekeepers clear"),
    Claim("patron_control", "an order down changes nothing: barricades under it",
          "mean_difference", "barricades_peak", 2.0, "barricades", condition="order down"),
    Claim("armed_cells", "no shots: shooting incidents, relative",
          "relative_difference", "shot_incidents", -0.95, ""),
    Claim("interposition", "more harm between the sides: clashes of crowds a run",
          "mean_difference", "clashes", 0.15, "clashes", is_quick=False),
    Claim("interposition", "more injured a run",
          "mean_difference", "injured", 0.1, "people", is_quick=False),
    Claim("contact", "nobody comes to blows: injured a run",
          "mean_difference", "injured", -0.1, "people", is_quick=False),
    Claim("aftermath", "nobody mourns three dead: people out at the peak",
          "mean_difference", "people_out_peak", -200.0, "people", condition="three killed"),
    Claim("caveats", "everybody at once: peacekeepers reinforced sooner",
          "mean_difference", "reinforced_time", -0.5, "h"),
    Claim("reciprocity", "leaders do not react: accusations a run",
          "mean_difference", "accusations", -1.0, "statements"),
    Claim("audience_costs", "concessions come sooner",
          "mean_difference", "concession_time", -3.0, "h"),
    Claim("mediation", "no concessions: P(concession)",
          "share_difference", "concession_time", -0.5, "share"),
    Claim("mediation", "the crisis lasts longer: blocked hours, ratio",
          "ratio_of_means", "blocked_hours", 2.0, "", is_quick=False),
    Claim("bargaining", "nobody settles what is in force: P(concession)",
          "share_difference", "concession_time", -0.5, "share",
          condition="in force, and a date that presses"),
    Claim("readiness", "the army stays where it is in a deadlock: P(readiness raised)",
          "share_difference", "peak_readiness", -0.3, "share",
          condition="in force, and no deal", is_quick=False),
    Claim("everyday_life", "cafes and shops stay open: least share open",
          "mean_difference", "cafes_least", 0.2, "share"),
    Claim("everyday_life", "movement stays free: least share of places connected",
          "mean_difference", "movement_least", 0.2, "share"),
)  # fmt: skip
"""What each mechanism is needed for; every switch has at least one claim."""


def arm(claim: Claim, scenario: Scenario) -> tuple[list[str], list[str]]:
    """Overrides of the arm with the mechanism, and of the arm without it.

    Raises:
        ValueError: when the scenario has nobody to order down, or no issue.
    """
    shared = _CONDITIONS[claim.condition](scenario)
    return shared, [*shared, f"mechanisms.{claim.mechanism}=false"]


def arms(claims: Sequence[Claim], scenario: Scenario) -> dict[tuple[str, ...], str]:
    """Every arm that some claims need, by its overrides, with its name; each is run once."""
    named: dict[tuple[str, ...], str] = {}
    for claim in claims:
        condition = f", {claim.condition}" if claim.condition else ""
        on, off = arm(claim, scenario)
        named.setdefault(tuple(on), f"everything on{condition}")
        named.setdefault(tuple(off), f"without {claim.mechanism}{condition}")
    return named


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
    return scenario.clock.start.replace(hour=ORDER_HOUR, minute=0).strftime(TIME_FORMAT)


def _police_long_there(scenario: Scenario) -> list[str]:
    """Police who are minded and are sent somewhere in the scenario stand there since long."""
    since = (scenario.clock.start - LONG).strftime(TIME_FORMAT)
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
    if not scenario.issues:
        message = f"{scenario.name}: it has no issue, so that there is no deadline"
        raise ValueError(message)
    return [
        f"issues.{key}.takes_effect='{(issue.takes_effect + LATER).strftime(TIME_FORMAT)}'"
        for key, issue in scenario.issues.items()
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
    if not scenario.issues:
        message = f"{scenario.name}: it has no issue, so that nothing can be in force"
        raise ValueError(message)
    at, date = (
        hour.strftime(TIME_FORMAT) for hour in (scenario.clock.start, scenario.clock.start + LATER)
    )
    settings: list[str] = []
    for key, issue in scenario.issues.items():
        settings += [f"issues.{key}.deals.{name}=null" for name in issue.deals]
        settings += [
            f"issues.{key}.takes_effect='{at}'",
            f"issues.{key}.deals.off={{kind: swap}}",
            f"issues.{key}.levers={{soon: {{on: {issue.decided_by}, at: '{date}'}}}}",
        ]
    return settings


def _known_late(scenario: Scenario) -> list[str]:
    """Every decision is known only when it takes effect."""
    if not scenario.issues:
        message = f"{scenario.name}: it has no issue, so that nothing can be known late"
        raise ValueError(message)
    return [
        f"issues.{key}.announced='{issue.takes_effect.strftime(TIME_FORMAT)}'"
        for key, issue in scenario.issues.items()
    ]


def _deadlocked(scenario: Scenario) -> list[str]:
    """Every decision is in force from the start, and nothing can settle it."""
    if not scenario.issues:
        message = f"{scenario.name}: it has no issue, so that nothing can be deadlocked"
        raise ValueError(message)
    at = scenario.clock.start.strftime(TIME_FORMAT)
    settings = [f"issues.{key}.takes_effect='{at}'" for key in scenario.issues]
    for key, issue in scenario.issues.items():
        settings += [f"issues.{key}.deals.{name}=null" for name in issue.deals]
    return settings


def _three_killed(scenario: Scenario) -> list[str]:
    """Three of every group that minds the entry of forces are killed by one, at noon of day one.

    Where a group names several forces or municipalities it is that whose name is first.
    """
    at, deaths = _noon(scenario), []
    for group, actor in sorted(scenario.actors.items()):
        if isinstance(actor, Residents) and actor.minds.entry_of and actor.municipalities:
            force, where = min(actor.minds.entry_of), min(actor.municipalities)
            deaths.append(
                f"timeline.three_killed_of_{group}={{at: '{at}', who: {force}, does: kill, "
                f"whom: {group}, where: {where}, n: 3, exogenous: true}}"
            )
    if not deaths:
        message = f"{scenario.name}: nobody minds the entry of a force that could have killed"
        raise ValueError(message)
    return deaths


def _peacekeepers_clear(scenario: Scenario) -> list[str]:
    """Peacekeepers may clear, and nobody obeys an order, which would open the roads before."""
    keepers = [key for key, actor in scenario.actors.items() if actor.kind == "peacekeepers"]
    may = [f"actors.{key}.posture.clears=true" for key in keepers]
    return ["mechanisms.patron_control=false", *may]


_CONDITIONS: Final[dict[Condition, Callable[[Scenario], list[str]]]] = {
    "": lambda _scenario: [],
    "order down": _order_down,
    "deadline a day later": _deadline_later,
    "three killed": _three_killed,
    "a place is contested": _at_a_place,
    "in force, and a date that presses": _in_force,
    "in force, and no deal": _deadlocked,
    "known when it takes effect": _known_late,
    "police long there": _police_long_there,
    "roads do not matter": lambda scenario: [f"issues.{k}.on_roads=0" for k in scenario.issues],
    "peacekeepers clear": _peacekeepers_clear,
    "nobody obeys": lambda _scenario: ["mechanisms.patron_control=false"],
}
