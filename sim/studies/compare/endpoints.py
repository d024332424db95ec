"""What two arms are compared in: every outcome as numbers of one run, and which of two is better.

An outcome that is a number is compared by its mean; one on a ladder by the share of runs that reach
each of its levels, since an order has no mean (that is kept in the tables). One that is a time has
up to three endpoints: the share of runs in which it happens, the share in which it is missing
although there is a crisis that it could end, and the hours between the two arms of a pair where it
happens in both.
"""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import numpy as np

from sim.analysis.bands import Floats
from sim.analysis.outcome_queries import CENSORED_BY, ORDERS
from sim.analysis.outcomes import status_of
from sim.results.tables import Row
from sim.terms.ladder import READINESS, RUNGS
from sim.terms.outcomes import OUTCOMES, Outcome
from sim.terms.quantities import Better

Statistic = Literal["mean", "share", "missing", "hours"]

SHARES: Final = frozenset({"share", "missing"})
"""Statistics that are 0 or 1 in each run."""
SHARE_SMALLEST_EFFECT: Final = 0.1
"""Least difference of a share that matters: 10 percentage points."""
LADDERS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "peak_rung": ("rung", RUNGS),
    "peak_readiness": ("readiness", READINESS),
}
"""Outcomes on a ladder, with its name and what is seen on each of its levels. They are compared by
the share of runs that reach a level, too."""


RARE_EFFECT: Final = 0.05
"""Least difference of such a share that matters."""


class Endpoint(NamedTuple):
    """One number of each run in which arms are compared.

    Attributes:
        outcome: column of outcomes; with ">=level" or "=word" where a share of runs is meant.
        statistic: how it is compared, as told above.
        label: words for a picture or a sentence.
        unit: unit of the difference; empty for a share.
        better: which way is better, in terms of the numbers compared; empty where there is none.
        smallest_effect: smallest effect of interest; NaN where none is known.
        is_rare_count: whether it is of a count that most runs may have none of.
    """

    outcome: str
    statistic: Statistic
    label: str
    unit: str
    better: Better
    smallest_effect: float
    is_rare_count: bool = False

    @property
    def column(self) -> str:
        """The column of outcomes it is read from."""
        return self.outcome.partition(">=")[0].partition("=")[0]

    @property
    def is_mean_of_order(self) -> bool:
        """Whether it is the mean of an order, such as of rungs: in tables only, never told."""
        return self.statistic == "mean" and self.column in ORDERS


def endpoints_of(rows: Sequence[Row], more: Sequence[Outcome] = ()) -> list[Endpoint]:
    """Every endpoint, in the order of the outcomes.

    Args:
        rows: outcomes of all runs of all arms, for the words that occur in them.
        more: outcomes behind those of every case.
    """
    found: list[Endpoint] = []
    for outcome in (*OUTCOMES, *more):
        found += _OF_KIND[outcome.kind](outcome, rows)
    return found


def _of_number(outcome: Outcome, _rows: Sequence[Row]) -> list[Endpoint]:
    mean = Endpoint(
        outcome.name,
        "mean",
        outcome.label,
        outcome.unit,
        outcome.better,
        outcome.smallest_effect,
        outcome.is_rare,
    )
    ladder, levels = LADDERS.get(outcome.name, ("", ()))
    reaches = [
        Endpoint(
            f"{outcome.name}>={level}", "share", f"{ladder} {level} or higher ({words})",
            "", "lower", SHARE_SMALLEST_EFFECT,
        )
        for level, words in enumerate(levels)
        if level
    ]  # fmt: skip
    if outcome.is_rare:
        some = f"{outcome.name}>=1"
        reaches = [Endpoint(some, "share", f"any {outcome.label}", "", "lower", RARE_EFFECT, True)]
    return [mean, *reaches]


def _of_time(outcome: Outcome, _rows: Sequence[Row]) -> list[Endpoint]:
    name, label = outcome.name, outcome.label
    unwanted = outcome.better == "later"
    share = Endpoint(name, "share", label, "", "lower" if unwanted else "", SHARE_SMALLEST_EFFECT)
    missing = Endpoint(
        name, "missing", f"{label}, still awaited at the end", "", "lower", SHARE_SMALLEST_EFFECT
    )
    hours = Endpoint(name, "hours", label, "h", outcome.better, outcome.smallest_effect)
    return [share, missing, hours] if outcome.better == "earlier" else [share, hours]


def _of_word(outcome: Outcome, rows: Sequence[Row]) -> list[Endpoint]:
    words = sorted({str(row[outcome.name]) for row in rows if row[outcome.name] is not None})
    return [
        Endpoint(
            f"{outcome.name}={word}",
            "share",
            f"{outcome.label}: {word}",
            "",
            "",
            SHARE_SMALLEST_EFFECT,
        )
        for word in words
    ]


_OF_KIND: Final = {"count": _of_number, "amount": _of_number, "time": _of_time, "word": _of_word}


def endpoint_values(rows: Sequence[Row], endpoint: Endpoint) -> Floats:
    """The numbers that are compared, shape (run,): hours are NaN where it never happened."""
    name = endpoint.column
    if endpoint.statistic == "missing":
        return np.array([is_censored(row, name) for row in rows], np.float64)
    if endpoint.statistic in SHARES:
        return np.array([_holds(row[name], endpoint) for row in rows], np.float64)
    numbers = (row[name] for row in rows)
    return np.array([np.nan if n is None else float(n) for n in numbers], np.float64)


def _holds(value: float | str | None, endpoint: Endpoint) -> bool:
    _, reaches, level = endpoint.outcome.partition(">=")
    if reaches:
        return float(value or 0) >= float(level)
    _, is_word, word = endpoint.outcome.partition("=")
    return value == word if is_word else value is not None


def is_censored(row: Row, name: str) -> bool:
    """Whether a time that would end something did not come, although there is what it would end.

    A concession that never came is missing only where the crisis goes on without it.
    """
    if row[name] is not None:
        return False
    still_stands = name == "barricades_gone_time" and bool(row["barricades_peak"])
    return still_stands or status_of(row, name) == "censored"


def censored_share(rows: Sequence[Row], endpoint: Endpoint) -> float:
    """Share of runs that end before the outcome does, so that it is at least what was counted."""
    ends = CENSORED_BY.get(endpoint.column)
    if ends is None:
        return 0.0
    return float(np.mean([is_censored(row, ends) for row in rows]))


def harm_ranking(rows: Sequence[Row], endpoint: Endpoint) -> Floats:
    """How bad each run is in one respect, shape (run,): the higher the worse.

    What nobody wants to come is best where it never comes. What ends a crisis is worst where it
    does not come, and best where there is nothing that it could end. NaN throughout where no way is
    better.
    """
    values = endpoint_values(rows, endpoint)
    if endpoint.better == "later":
        return -np.nan_to_num(values, nan=np.inf)
    if endpoint.better == "earlier":
        never = [np.inf if is_censored(row, endpoint.column) else -np.inf for row in rows]
        return np.where(np.isnan(values), never, values)
    return {"lower": values, "higher": -values}.get(endpoint.better, np.full_like(values, np.nan))
