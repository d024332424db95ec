"""The outcomes of one run: the columns of ``runs.csv``, what kind each is, and its words.

What counts as better is said from the point of view of whoever wants to keep people safe and roads
open. What matters is a planner's choice, not a fact: the least difference worth running for.
"""

from typing import Final, Literal, NamedTuple

Better = Literal["lower", "higher", "earlier", "later", ""]
"""Which way of two is the better one; empty where there is none."""


class Outcome(NamedTuple):
    """One column of ``runs.csv``.

    Attributes:
        name: column name.
        kind: "count" and "amount" are numbers, "time" is a local date and hour that may never
            come, "word" is a category.
        label: words for a picture or a table.
        unit: unit, empty for a pure number.
        better: which way is better. "later" is of what nobody wants to come, so that never is
            best; "earlier" is of what ends a crisis, so that never is worst where there is one.
        smallest_effect: smallest effect of interest, in its unit; in hours for times.
    """

    name: str
    kind: Literal["count", "amount", "time", "word"]
    label: str
    unit: str
    better: Better = ""
    smallest_effect: float = 2.0


OUTCOMES: Final[tuple[Outcome, ...]] = (
    Outcome("peak_rung", "count", "highest rung, given events left out", "rung", "lower", 0.5),
    Outcome("peak_rung_with_given", "count", "highest rung", "rung", "lower", 0.5),
    Outcome("peak_time", "time", "first time on the highest rung", ""),
    Outcome("peak_readiness", "count", "highest readiness", "level", "lower", 0.25),
    Outcome("first_barricade_time", "time", "first barricade", "", "later"),
    Outcome("barricades_peak", "count", "barricades at the peak", "barricades", "lower", 1),
    Outcome("barricades_gone_time", "time", "last barricade removed", "", "earlier"),
    Outcome("blocked_hours", "amount", "hours with a barricade standing", "h", "lower", 6),
    Outcome(
        "crossings_closed_peak", "count", "crossings closed at the peak", "crossings", "lower", 0.25
    ),
    Outcome("first_crossing_closed_time", "time", "first crossing closed", "", "later"),
    Outcome("both_crossings_closed_time", "time", "all watched crossings closed", "", "later"),
    Outcome("shot_incidents", "count", "shooting incidents", "incidents", "lower", 1),
    Outcome("hit_by_gunfire", "count", "people hit by gunfire", "people", "lower", 0.5),
    Outcome("injured", "count", "people injured", "people", "lower", 0.5),
    Outcome("injured_kfor", "count", "peacekeepers injured", "people", "lower", 0.5),
    Outcome("injured_police", "count", "police injured", "people", "lower", 0.5),
    Outcome("injured_civilians", "count", "civilians injured", "people", "lower", 0.5),
    Outcome("killed", "count", "people killed", "people", "lower", 0.1),
    Outcome("people_out_peak", "count", "people out at the peak", "people", "lower", 100),
    Outcome(
        "south_crowd_peak", "count", "crowd across the bridge at the peak", "people", "lower", 50
    ),
    Outcome("kfor_bridge_time", "time", "peacekeepers hold the bridge", ""),
    Outcome("concession_time", "time", "concession", "", "earlier"),
    Outcome("concession_kind", "word", "kind of concession", ""),
    Outcome("hours_at_rung_3_or_more", "amount", "hours on rung 3 or higher", "h", "lower", 6),
    Outcome("crisis_start_time", "time", "crisis begins", "", "later"),
    Outcome("first_calm_time", "time", "first calm day", "", "earlier"),
    Outcome("crisis_end_time", "time", "crisis over", "", "earlier"),
    Outcome("crisis_spells", "count", "crises", "crises", "lower", 0.25),
    Outcome(
        "conflict_goldstein", "amount", "conflict between the two sides", "|Goldstein|", "lower", 10
    ),
)
"""Every outcome, in the order of the columns after ``run``."""

BY_NAME: Final[dict[str, Outcome]] = {outcome.name: outcome for outcome in OUTCOMES}

RARE: Final[frozenset[str]] = frozenset(
    {"shot_incidents", "hit_by_gunfire", "injured", "injured_kfor", "injured_police",
     "injured_civilians", "killed"}
)  # fmt: skip
"""Counts that most runs may have none of: of few runs the share with any is told, no mean."""
LEAST_NONZERO: Final = 10
"""Runs, or pairs of runs, with any of such a count from which its mean is told."""
