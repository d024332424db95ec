"""The inequality that fired, in plain words, with how far it was passed."""

import math
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from sim.terms.events import Event
from sim.terms.words import ENGLISH, said, words

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
    "faced": "a crowd of the other side that comes",
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
    "assault": "shock",
    "scuffle": "shock",
    "arrest": "shock",
    "rumour": "rumour",
    "statement": "words",
    "crowd": "faced",
    "march": "faced",
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


def inequality(event: Event, language: str = ENGLISH) -> Inequality:
    """The inequality of an event, from the terms in the log.

    Args:
        event: with its terms.
        language: of the words, see :data:`sim.terms.words.LANGUAGES`.
    """
    terms = dict(event.terms)
    if not terms:
        return Inequality("")
    for needed, describe in _SAID:
        if needed <= terms.keys():
            return describe(terms, language)
    return Inequality(_listed(terms, language))


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


def _called(terms: Terms, language: str) -> Inequality:
    threat, threshold = terms["threat"], terms["threshold"]
    key = "because_called" if threat >= threshold else "because_called_early"
    text = words(key, language, **terms)
    if "denied" in terms:
        text += f"; {words('because_would_stop', language, **terms)}"
    return Inequality(text, relative(threat, threshold))


def _built(terms: Terms, language: str) -> Inequality:
    text = words("because_built", language, **terms)
    if "denied" in terms:
        text += f"; {words('because_denies', language, **terms)}"
    pairs = (("people", "people_least"), ("threat", "threat_least"))
    margins = [relative(terms[value], terms[limit]) for value, limit in pairs]
    return Inequality(text, min((m for m in margins if m is not None), default=None))


def _removed(terms: Terms, language: str) -> Inequality:
    weary = terms["will_to_hold"] < terms["will_needed"]
    key = "because_will_below" if weary else "because_will_above"
    return Inequality(words(key, language, **terms))


def _fired(terms: Terms, language: str) -> Inequality:
    hour = words("at_night" if terms["night"] >= 1.0 else "by_day", language)
    if terms["threat_rise"] <= 0.0:
        text = words("because_no_rise", language, hour=hour)
    else:
        near = terms.get("police_in_reach", 0.0) > 0.0
        key = "because_rise_police" if near else "because_rise"
        text = words(key, language, hour=hour, **terms)
    return _with_chance(text, terms, language)


def _settled(terms: Terms, language: str) -> Inequality:
    added, left = terms["mediators"] + terms["levers"], max(0.0, terms["gap"])
    text = words("because_settled", language, added=added, left=left, **terms)
    return _with_chance(text, terms, language)


def _readied(terms: Terms, language: str) -> Inequality:
    level, step = terms["alarm"], terms["step"]
    text = words("because_alarm", language, **terms)
    return Inequality(text, relative(level, step) if level >= step else None)


def _listed(terms: Terms, language: str) -> str:
    """Terms that nothing is known of, one after the other."""
    named = ((said(name.replace("_", " "), language), value) for name, value in terms.items())
    return ", ".join(words("because_one", language, name=n, value=v) for n, v in named)


def _by_rate(terms: Terms, language: str) -> Inequality:
    others = {name: value for name, value in terms.items() if name != "rate_per_hour"}
    return _with_chance(_listed(others, language), terms, language)


def _with_chance(text: str, terms: Terms, language: str) -> Inequality:
    chance = hourly_chance(terms["rate_per_hour"])
    key = "chance_small" if chance < LEAST_CHANCE else "chance"
    return Inequality(words(key, language, what=text, chance=chance), chance=chance)


def _one(key: str) -> "Describe":
    return lambda terms, language: Inequality(words(key, language, **terms))


def _faced(terms: Terms, language: str) -> Inequality:
    """Two crowds, and how many of their contacts peacekeepers let through where they stand."""
    key = "because_faced" if terms["passing"] < 1.0 else "because_faced_alone"
    return _one(key)(terms, language)


def _gathered(terms: Terms, language: str) -> Inequality:
    """What a crowd fears, and what keeps others at home or at work at this hour."""
    away = max(terms["asleep"], terms["at_work"])
    key = "because_threat" if away < LEAST_AWAY else "because_threat_asleep"
    key = "because_threat_at_work" if terms["at_work"] == away >= LEAST_AWAY else key
    return _one(key)(terms, language)


def _over(key: str, value: str, limit: str) -> "Describe":
    """Words with the margin of a value over its limit."""
    return lambda terms, language: Inequality(
        words(key, language, **terms), relative(terms[value], terms[limit])
    )


def _rated(key: str) -> "Describe":
    """Words with the chance of an hour."""
    return lambda terms, language: _with_chance(words(key, language, **terms), terms, language)


Describe = Callable[[Terms, str], Inequality]
LEAST_AWAY: Final = 0.1
"""Share who sleep or are at work below which it is not said."""
LEAST_CHANCE: Final = 0.01
"""Chance of an hour below which its number is not said."""


def _terms(names: str) -> frozenset[str]:
    return frozenset(names.split())


_SAID: Final[tuple[tuple[frozenset[str], Describe], ...]] = (
    (_terms("threat threshold"), _called),
    (_terms("people people_least threat threat_least"), _built),
    (
        _terms("complaint complaint_needed"),
        _over("because_complaint", "complaint", "complaint_needed"),
    ),
    (_terms("need expected_resistance"), _one("because_need")),
    (_terms("will_to_hold will_needed"), _removed),
    (_terms("threat_rise night rate_per_hour"), _fired),
    (
        _terms("deadline_pressure stakes resolve commitment rate_per_hour"),
        _rated("because_conceded"),
    ),
    (_terms("gap stakes days_of_deadlock rate_per_hour"), _settled),
    (_terms("alarm step harm_to_kin"), _readied),
    (_terms("crowd_here crowd_across passing"), _faced),
    (_terms("crowd force"), _one("because_force")),
    (_terms("force_here force_across"), _one("because_forces")),
    (_terms("kept_apart"), _one("because_kept_apart")),
    (_terms("taken officers"), _one("because_taken")),
    (_terms("overrun overrun_by"), _one("because_overrun")),
    (_terms("rung rate_per_hour"), _rated("because_rung")),
    (_terms("resolve rate_per_hour"), _rated("because_resolve")),
    (_terms("rate_per_hour"), _by_rate),
    (_terms("people threat asleep at_work"), _gathered),
    (_terms("people threat"), _one("because_threat")),
    (_terms("people barricades"), _one("because_people_barricades")),
    (_terms("crowd"), _one("because_crowd")),
    (_terms("barricades"), _one("because_barricades")),
    (_terms("believing"), _one("because_believing")),
    (_terms("hostility"), _one("because_hostility")),
    (_terms("hours_of_trouble"), _one("because_trouble")),
    (_terms("level hours_of_deadlock"), _one("because_level")),
    (_terms("hours_since_deal"), _one("because_since_deal")),
    (_terms("dead"), _one("because_dead")),
    (_terms("weariness"), _one("because_weariness")),
    (_terms("threat"), _one("because_threat")),
)
"""Words for each set of terms that the log may carry; the first whose terms are all there."""
