"""The inequality that fired, in plain words, with how far it was passed."""

import math
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from sim.terms.events import Event

Terms = Mapping[str, float]

PARTS: Final[dict[str, str]] = {
    "entry": "police entry",
    "raid": "raid",
    "salience": "the issue",
    "shock": "what has just happened",
    "lasting": "what happened in the days before",
    "rumour": "rumour",
    "hurt": "harm to their own, as they believe",
    "words": "words",
}
"""Parts of the threat felt, and what each is called."""

PART_OF_KIND: Final[dict[str, str]] = {
    "police_deployed": "entry",
    "installed": "entry",
    "raid": "raid",
    "decision": "salience",
    "killing": "shock",
    "incident": "shock",
    "shots": "shock",
    "attack": "shock",
    "scuffle": "shock",
    "arrest": "shock",
    "rumour": "rumour",
    "statement": "words",
}
"""Part of the threat that an event of each kind feeds."""


class Inequality(NamedTuple):
    """What made an event happen.

    Attributes:
        words: the inequality in plain words; empty when the log gives none.
        margin: (value - limit) / limit of the condition that was passed most narrowly; negative
            where it happened by chance before the limit; None when there is no limit.
        chance: probability that it happens within an hour, as conditions were [0..1]; None when
            the log gives no rate.
    """

    words: str
    margin: float | None = None
    chance: float | None = None


def inequality(event: Event) -> Inequality:
    """The inequality of an event, from the terms in the log."""
    terms = dict(event.terms)
    if not terms:
        return Inequality("")
    for needed, describe in _SAID:
        if needed <= terms.keys():
            return describe(terms)
    listed = ", ".join(f"{name.replace('_', ' ')} {value:.2g}" for name, value in terms.items())
    return Inequality(listed)


def parts_of(event: Event) -> dict[str, float]:
    """Parts of the threat in the terms of an event, by name, largest first."""
    parts = {name: value for name, value in event.terms if name in PARTS}
    return dict(sorted(parts.items(), key=lambda part: -part[1]))


def hourly_chance(rate: float) -> float:
    """Probability that an event of a constant rate (1/h) happens within an hour."""
    return -math.expm1(-rate)


def relative(value: float, limit: float) -> float | None:
    """How far a value lies above a limit, relative to it; None for a limit of zero or less."""
    return (value - limit) / limit if limit > 0.0 else None


def _called(terms: Terms) -> Inequality:
    threat, threshold = terms["threat"], terms["threshold"]
    if threat >= threshold:
        words = f"threat {threat:.2f} above the organisers' threshold {threshold:.2f}"
    else:
        words = (
            f"threat {threat:.2f} still below the organisers' threshold {threshold:.2f}: "
            "an early call, by chance"
        )
    if "denied" in terms:
        words += f"; it would stop {terms['denied']:.0%} of what is contested"
    return Inequality(words, relative(threat, threshold))


def _built(terms: Terms) -> Inequality:
    people, least = terms["people"], terms["people_least"]
    threat, threat_least = terms["threat"], terms["threat_least"]
    words = (
        f"{people:.0f} people out, {least:.0f} needed; "
        f"threat {threat:.2f}, {threat_least:.2f} needed"
    )
    if "denied" in terms:
        words += f"; it denies {terms['denied']:.0%} of what is contested"
    margins = [
        m for m in (relative(people, least), relative(threat, threat_least)) if m is not None
    ]
    return Inequality(words, min(margins, default=None))


def _removed(terms: Terms) -> Inequality:
    will, needed = terms["will_to_hold"], terms["will_needed"]
    side = "below" if will < needed else "above"
    return Inequality(f"will to hold {will:.2f}, {side} the {needed:.2f} that weariness asks for")


def _weighed(terms: Terms) -> Inequality:
    need, resistance = terms["need"], terms["expected_resistance"]
    return Inequality(f"need of the roads {need:.2f}, expected resistance {resistance:.2f}")


def _rallied(terms: Terms) -> Inequality:
    about, needed = terms["complaint"], terms["complaint_needed"]
    return Inequality(f"complaint {about:.2f}, {needed:.2f} needed", relative(about, needed))


def _fired(terms: Terms) -> Inequality:
    chance = hourly_chance(terms["rate_per_hour"])
    hour = "at night" if terms["night"] >= 1.0 else "by day"
    if terms["threat_rise"] <= 0.0:
        words = f"threat no higher than in the last day, {hour}, as happens without any crisis"
    else:
        reach = "police in reach, " if terms.get("police_in_reach", 0.0) > 0.0 else ""
        words = f"threat {terms['threat_rise']:.2f} above its mean of a day, {reach}{hour}"
    return Inequality(_with_chance(words, chance), chance=chance)


def _conceded(terms: Terms) -> Inequality:
    chance = hourly_chance(terms["rate_per_hour"])
    words = (
        f"deadline pressure {terms['deadline_pressure']:.1f} and stakes {terms['stakes']:.1f} "
        f"against resolve {terms['resolve']:.2f} and commitment {terms['commitment']:.1f}"
    )
    return Inequality(_with_chance(words, chance), chance=chance)


def _settled(terms: Terms) -> Inequality:
    chance = hourly_chance(terms["rate_per_hour"])
    words = (
        f"stakes of {terms['stakes']:.2f}; {terms['days_of_deadlock']:.0f} days of deadlock have "
        f"cost who decides {terms['costs_of_who_decides']:.2f} and the others "
        f"{terms['costs_of_the_others']:.2f}, mediators and dates add "
        f"{terms['mediators'] + terms['levers']:.2f}; {max(0.0, terms['gap']):.2f} are left"
    )
    return Inequality(_with_chance(words, chance), chance=chance)


def _readied(terms: Terms) -> Inequality:
    level, step = terms["alarm"], terms["step"]
    words = (
        f"alarm {level:.2f}, and {step:.2f} for that step: {terms['days_of_deadlock']:.0f} days of "
        f"deadlock, harm to kin {terms['harm_to_kin']:.2f}, threat to kin "
        f"{terms['threat_to_kin']:.2f}, a warning of {terms['warning']:.2f}"
    )
    return Inequality(words, relative(level, step) if level >= step else None)


def _faced(terms: Terms) -> Inequality:
    return Inequality(
        f"{terms['crowd_here']:.0f} people on one side, {terms['crowd_across']:.0f} on the other; "
        f"peacekeepers let {100 * terms['passing']:.0f} % of contacts through"
    )


def _cleared(terms: Terms) -> Inequality:
    return Inequality(f"{terms['crowd']:.0f} people against a force of {terms['force']:.0f}")


def _diverted(terms: Terms) -> Inequality:
    return Inequality(f"peacekeepers keep {terms['kept_apart']:.0f} people apart in a push")


def _by_rate(terms: Terms) -> Inequality:
    chance = hourly_chance(terms["rate_per_hour"])
    others = (f"{n} {v:.2g}" for n, v in terms.items() if n != "rate_per_hour")
    return Inequality(_with_chance(", ".join(others), chance), chance=chance)


def _with_chance(words: str, chance: float) -> str:
    shown = "less than 1 %" if chance < 0.01 else f"{100 * chance:.0f} %"
    return f"{words}: a chance of {shown} an hour"


def _one(template: str, name: str) -> Callable[[Terms], Inequality]:
    return lambda terms: Inequality(template.format(terms[name]))


_SAID: Final[tuple[tuple[frozenset[str], Callable[[Terms], Inequality]], ...]] = (
    (frozenset({"threat", "threshold"}), _called),
    (frozenset({"people", "people_least", "threat", "threat_least"}), _built),
    (frozenset({"complaint", "complaint_needed"}), _rallied),
    (frozenset({"need", "expected_resistance"}), _weighed),
    (frozenset({"will_to_hold", "will_needed"}), _removed),
    (frozenset({"threat_rise", "night", "rate_per_hour"}), _fired),
    (
        frozenset({"deadline_pressure", "stakes", "resolve", "commitment", "rate_per_hour"}),
        _conceded,
    ),
    (frozenset({"gap", "stakes", "days_of_deadlock", "rate_per_hour"}), _settled),
    (frozenset({"alarm", "step", "harm_to_kin"}), _readied),
    (frozenset({"crowd_here", "crowd_across", "passing"}), _faced),
    (frozenset({"crowd", "force"}), _cleared),
    (frozenset({"kept_apart"}), _diverted),
    (frozenset({"rate_per_hour"}), _by_rate),
    (frozenset({"crowd"}), _one("{:.0f} people out", "crowd")),
    (frozenset({"barricades"}), _one("{:.0f} barricades standing", "barricades")),
    (frozenset({"believing"}), _one("believed by a share of {:.2f} of people", "believing")),
    (frozenset({"hostility"}), _one("hostility {:.2f}", "hostility")),
    (frozenset({"hours_of_trouble"}), _one("{:.0f} hours of trouble", "hours_of_trouble")),
    (frozenset({"threat"}), _one("threat {:.2f}", "threat")),
)
"""Words for each set of terms that the log may carry; the first whose terms are all there."""
