"""The outcomes of one run: the columns of ``runs.csv``, what kind each is, and its words.

What counts as better is said from the point of view of whoever wants to keep people safe and roads
open. What matters is a planner's choice, not a fact: the least difference worth running for.
"""

from typing import Final, Literal, NamedTuple

from sim.terms.quantities import PARTIES, Better

Kind = Literal["count", "amount", "time", "word"]


class Taking(NamedTuple):
    """How an outcome is taken of a run: of a measure, or of events.

    Attributes:
        take: what is taken. Of a measure ``max``, ``min``, ``mean``, ``last``, ``top`` (the time
            at which it first is as high as it ever gets), ``first`` (at which it first is at the
            level), ``end`` (the end of the last time it is) or
            ``hours`` (how long it is). Of events ``first`` or ``last`` (their time), ``count``, or
            the sum of ``people``, ``injured``, ``killed`` or ``hurt``, which is both.
        measure: the measure; empty when it is of events.
        kinds: kinds of events; empty for all.
        by: who did it; empty for anybody.
        of: to whom: an actor or a kind of party; empty for anybody.
        where: place of the event; empty for any.
        emerged: whether given events are left out.
        at_least: the level.
        at_most: the same from above.
    """

    take: str
    measure: str = ""
    kinds: tuple[str, ...] = ()
    by: str = ""
    of: str = ""
    where: str = ""
    emerged: bool = False
    at_least: float | None = None
    at_most: float | None = None

    @property
    def is_time(self) -> bool:
        """Whether it is a time, which may never come."""
        return self.take in {"top", "first", "end"} or (self.take == "last" and not self.measure)


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
        taking: how it is taken of a run; None where it takes more than that.
        is_rare: a count that most runs may have none of: of few runs the share with any is told,
            no mean.
    """

    name: str
    kind: Kind
    label: str
    unit: str
    better: Better = ""
    smallest_effect: float = 2.0
    taking: Taking | None = None
    is_rare: bool = False


def _of_party(what: str, party: str, least: float) -> Outcome:
    taking = Taking(what, of=party)
    return Outcome(
        f"{what}_{party}", "count", f"{party} {what}", "people", "lower", least, taking, True
    )


OUTCOMES: Final[tuple[Outcome, ...]] = (
    Outcome("peak_rung", "count", "highest rung, given events left out", "rung", "lower", 0.5,
            Taking("max", "rung")),
    Outcome("peak_rung_with_given", "count", "highest rung", "rung", "lower", 0.5,
            Taking("max", "rung_with_given")),
    Outcome("peak_time", "time", "first time on the highest rung", ""),
    Outcome("peak_readiness", "count", "highest readiness", "level", "lower", 0.25,
            Taking("max", "readiness")),
    Outcome("first_barricade_time", "time", "first barricade", "", "later",
            taking=Taking("first", kinds=("barricade_built",), emerged=True)),
    Outcome("barricades_peak", "count", "barricades at the peak", "barricades", "lower", 1,
            Taking("max", "barricades")),
    Outcome("barricades_gone_time", "time", "last barricade removed", "", "earlier",
            taking=Taking("end", "barricades", at_least=1)),
    Outcome("blocked_hours", "amount", "hours with a barricade standing", "h", "lower", 6,
            Taking("hours", "barricades", at_least=1)),
    Outcome("crossings_closed_peak", "count", "crossings closed at the peak", "crossings", "lower",
            0.25, Taking("max", "crossings_closed")),
    Outcome("first_crossing_closed_time", "time", "first crossing closed", "", "later",
            taking=Taking("first", "crossings_closed", at_least=1)),
    Outcome("shot_incidents", "count", "shooting incidents", "incidents", "lower", 1,
            Taking("last", "shots"), True),
    Outcome("hit_by_gunfire", "count", "people hit by gunfire", "people", "lower", 0.5,
            Taking("hurt", kinds=("shots", "attack")), True),
    Outcome("injured", "count", "people injured", "people", "lower", 0.5,
            Taking("last", "injured"), True),
    *(_of_party("injured", party, 0.5) for party in PARTIES),
    Outcome("killed", "count", "people killed", "people", "lower", 0.1,
            Taking("last", "killed"), True),
    *(_of_party("killed", party, 0.1) for party in PARTIES),
    Outcome("people_out_peak", "count", "people out at the peak", "people", "lower", 100,
            Taking("max", "people_out")),
    Outcome("concession_time", "time", "concession", "", "earlier",
            taking=Taking("first", kinds=("concession",))),
    Outcome("concession_kind", "word", "kind of concession", ""),
    Outcome("hours_at_rung_3_or_more", "amount", "hours on rung 3 or higher", "h", "lower", 6,
            Taking("hours", "rung", at_least=3)),
    Outcome("crisis_start_time", "time", "crisis begins", "", "later"),
    Outcome("first_calm_time", "time", "first calm day", "", "earlier"),
    Outcome("crisis_end_time", "time", "crisis over", "", "earlier"),
    Outcome("crisis_spells", "count", "crises", "crises", "lower", 0.25),
    Outcome("crisis_hours", "amount", "hours in a crisis", "h", "lower", 6),
    Outcome(
        "conflict_goldstein", "amount", "conflict between the two sides", "|Goldstein|", "lower", 10
    ),
)  # fmt: skip
"""The outcomes of every case, in the order of the columns after ``run``; those that a scenario
names come behind them."""

BY_NAME: Final[dict[str, Outcome]] = {outcome.name: outcome for outcome in OUTCOMES}

LEAST_NONZERO: Final = 10
"""Runs, or pairs of runs, with any of a rare count from which its mean is told."""
