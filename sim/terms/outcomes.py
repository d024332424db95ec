"""The outcomes of one run: the columns of ``runs.csv``, what kind each is, and its words."""

from typing import Final, Literal, NamedTuple


class Outcome(NamedTuple):
    """One column of ``runs.csv``.

    Attributes:
        name: column name.
        kind: "count" and "amount" are numbers, "time" is a local date and hour that may never
            come, "word" is a category.
        label: words for a picture or a table.
        unit: unit, empty for a pure number.
    """

    name: str
    kind: Literal["count", "amount", "time", "word"]
    label: str
    unit: str


OUTCOMES: Final[tuple[Outcome, ...]] = (
    Outcome("peak_rung", "count", "highest rung, given events left out", "rung"),
    Outcome("peak_rung_with_given", "count", "highest rung", "rung"),
    Outcome("peak_time", "time", "first time on the highest rung", ""),
    Outcome("peak_readiness", "count", "highest readiness", "level"),
    Outcome("first_barricade_time", "time", "first barricade", ""),
    Outcome("barricades_peak", "count", "barricades at the peak", "barricades"),
    Outcome("barricades_gone_time", "time", "last barricade removed", ""),
    Outcome("blocked_hours", "amount", "hours with a barricade standing", "h"),
    Outcome("crossings_closed_peak", "count", "crossings closed at the peak", "crossings"),
    Outcome("first_crossing_closed_time", "time", "first crossing closed", ""),
    Outcome("both_crossings_closed_time", "time", "all watched crossings closed", ""),
    Outcome("shot_incidents", "count", "shooting incidents", "incidents"),
    Outcome("hit_by_gunfire", "count", "people hit by gunfire", "people"),
    Outcome("injured", "count", "people injured", "people"),
    Outcome("injured_kfor", "count", "peacekeepers injured", "people"),
    Outcome("injured_police", "count", "police injured", "people"),
    Outcome("injured_civilians", "count", "civilians injured", "people"),
    Outcome("killed", "count", "people killed", "people"),
    Outcome("people_out_peak", "count", "people out at the peak", "people"),
    Outcome("south_crowd_peak", "count", "crowd across the bridge at the peak", "people"),
    Outcome("kfor_bridge_time", "time", "peacekeepers hold the bridge", ""),
    Outcome("concession_time", "time", "concession", ""),
    Outcome("concession_kind", "word", "kind of concession", ""),
    Outcome("hours_at_rung_3_or_more", "amount", "hours on rung 3 or higher", "h"),
    Outcome("crisis_end_time", "time", "crisis over", ""),
    Outcome("conflict_goldstein", "amount", "conflict between the two sides", "|Goldstein|"),
)
"""Every outcome, in the order of the columns after ``run``."""

BY_NAME: Final[dict[str, Outcome]] = {outcome.name: outcome for outcome in OUTCOMES}
