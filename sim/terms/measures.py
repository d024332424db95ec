"""The measures a run records at every tick, and the public numbers that conditions compare.

Both are one table: a number that is a measure too means the same thing in both places.
"""

import math
from typing import Final, Literal, NamedTuple


class Measure(NamedTuple):
    """One recorded curve.

    Attributes:
        name: key in ``series.npz`` and ``curves.csv``.
        label: words for a picture.
        unit: unit, empty for a pure number.
        summary: how one run is summarised to one number: its peak, its last value or its mean.
        low: smallest possible value.
        high: largest possible value, None when open.
    """

    name: str
    label: str
    unit: str
    summary: Literal["peak", "last", "mean"]
    low: float
    high: float | None


MEASURES: Final[tuple[Measure, ...]] = (
    Measure("rung", "highest rung in the last 24 h, given events left out", "rung", "peak", 0, 8),
    Measure("rung_with_given", "highest rung in the last 24 h", "rung", "peak", 0, 8),
    Measure("readiness", "readiness of the kin state's forces", "level", "peak", 0, 3),
    Measure("intensity", "intensity", "weighted events", "peak", 0, None),
    Measure(
        "conflict_goldstein", "conflict between the two sides", "|Goldstein| a day", "peak", 0, None
    ),
    Measure("barricades", "barricades standing", "barricades", "peak", 0, None),
    Measure("people_out", "people out in the contested area", "people", "peak", 0, None),
    Measure("south_crowd", "crowd on the far side of the bridge", "people", "peak", 0, None),
    Measure("armed", "armed people active", "people", "peak", 0, None),
    Measure("special_police", "special police in the contested area", "officers", "peak", 0, None),
    Measure("kfor_north", "peacekeepers in the contested area", "soldiers", "peak", 0, None),
    Measure("crossings_closed", "crossings closed", "crossings", "peak", 0, None),
    Measure("shots", "shooting incidents so far", "incidents", "last", 0, None),
    Measure("injured", "people injured so far", "people", "last", 0, None),
    Measure("killed", "people killed so far", "people", "last", 0, None),
    Measure(
        "threat_inside", "threat felt by the community of the contested area", "", "peak", 0, None
    ),
    Measure("threat_across", "threat felt by the community across the bridge", "", "peak", 0, None),
    Measure("sirens", "municipalities with sirens on", "municipalities", "peak", 0, None),
    Measure("rumour", "share of people who believe a rumour", "share", "peak", 0, 1),
    Measure("freedom_of_movement", "freedom of movement", "share", "mean", 0, 1),
    Measure("cafes_open", "cafes and shops open", "share", "mean", 0, 1),
)
"""Every measure, in the order in which it is recorded."""

NAMES: Final[tuple[str, ...]] = tuple(measure.name for measure in MEASURES)
INDEX: Final[dict[str, int]] = {name: index for index, name in enumerate(NAMES)}


class Number(NamedTuple):
    """A number everybody can see, which a condition may compare.

    Attributes:
        name: name in a condition.
        meaning: what it counts.
        unit: its unit, empty for a pure number.
        low: smallest possible value.
        high: largest possible value, infinite when open.
        whole: whether it is a whole number.
        measure: the measure it is; empty when it is not recorded as a curve.
    """

    name: str
    meaning: str
    unit: str
    low: float
    high: float
    whole: bool
    measure: str


_PUBLIC: Final = (
    "rung", "readiness", "barricades", "crossings_closed", "people_out", "south_crowd",
    "special_police", "kfor_north", "shots", "injured", "killed", "sirens",
)  # fmt: skip
"""Measures that conditions may compare under their own name."""

_PARTS: Final = frozenset({"people", "officers", "soldiers"})
"""Units of which a number may have a fraction: a sampled person stands for several."""


def _number(measure: Measure, name: str, *, whole: bool) -> Number:
    high = math.inf if measure.high is None else measure.high
    return Number(name, measure.label, measure.unit, measure.low, high, whole, measure.name)


def _public() -> dict[str, Number]:
    by_name = {measure.name: measure for measure in MEASURES}
    harm = ("injured", "killed")
    numbers = [
        _number(by_name[name], name, whole=name in harm or by_name[name].unit not in _PARTS)
        for name in _PUBLIC
    ]
    numbers += [
        Number("offers", "offers made so far", "offers", 0, math.inf, True, ""),
        Number("concessions", "concessions made so far", "concessions", 0, math.inf, True, ""),
        _number(by_name["threat_inside"], "threat", whole=False)._replace(high=10),
        Number("hour", "local hour of the day", "h", 0, 24, False, ""),
    ]
    return {number.name: number for number in numbers}


NUMBERS: Final[dict[str, Number]] = _public()
"""Every number a condition may compare, by its name there."""
