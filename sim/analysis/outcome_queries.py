"""What a study asks of its runs: an outcome, or whether an outcome reaches a level.

``injured`` asks for a column of ``runs.csv``; ``peak_rung>=6`` and ``blocked_hours<24`` ask whether
a run is on that side of a number, so that the mean over runs is a share.

Times are restricted to the length of the runs, so that every run counts: one that never comes
counts as the end of the clock (restricted mean time, Royston & Parmar 2013,
doi:10.1186/1471-2288-13-152), and the end of what never began counts as its start. A condition on a
time that never came is not met by any hour, however late: it did not happen before then.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.bands import Floats
from sim.results.tables import Row
from sim.scenario.mistakes import suggest
from sim.terms.ladder import OBSTRUCTION
from sim.terms.outcomes import BY_NAME, Kind, Outcome

CONDITION: Final = re.compile(r"\s*(\w+)\s*(>=|<)\s*(\S+)\s*")
ENDINGS: Final = {
    "first_calm_time": "peak_rung", "crisis_end_time": "peak_rung",
    "barricades_gone_time": "barricades_peak",
}  # fmt: skip
"""Times at which something ends, and the level that tells whether it ever began."""
ORDERS: Final = frozenset({"peak_rung", "peak_rung_with_given", "peak_readiness"})
"""Outcomes that are an order, not an amount: their mean says nothing that can be interpreted."""
CENSORED_BY: Final = {
    "blocked_hours": "barricades_gone_time", "hours_at_rung_3_or_more": "crisis_end_time",
}  # fmt: skip
"""How long something lasts, and the time at which it ends: without it the clock ended first."""


class OutcomeQuery(NamedTuple):
    """An outcome as asked for.

    Attributes:
        text: as written, without blanks: a column, or a column with a condition.
        column: the column of ``runs.csv``.
        relation: ">=", "<", or empty for the outcome itself.
        level: what it is compared with; hours since the start of the clock for times.
        label: words for a picture or a table.
        unit: unit of its mean over runs; "share" for a condition, "h" for a time.
        kind: of the outcome.
        is_rare: whether it is a count that most runs may have none of.
        is_of_users: whether it is of a measure of a user's own, which may be of either sign.
    """

    text: str
    column: str
    relation: str
    level: float
    label: str
    unit: str
    kind: Kind = "amount"
    is_of_users: bool = False
    is_rare: bool = False

    @property
    def is_time(self) -> bool:
        """Whether it is hours since the start of the clock, to be shown as a local time."""
        return not self.relation and self.kind == "time"

    @property
    def is_mean_of_order(self) -> bool:
        """Whether it is the mean of an order, such as of rungs, in place of shares of runs."""
        return not self.relation and self.column in ORDERS


def parse_queries(texts: Iterable[str], more: Sequence[Outcome] = ()) -> tuple[OutcomeQuery, ...]:
    """Outcomes as asked for, each once.

    Args:
        texts: columns of ``runs.csv``, with or without a condition.
        more: outcomes beside those of every case, which can be asked for, too.

    Raises:
        ValueError: one line for each that there is not, with what was perhaps meant.
    """
    found: dict[str, OutcomeQuery] = {}
    wrong: list[str] = []
    known = BY_NAME | {one.name: one for one in more}
    for text in texts:
        one = _wanted(text, known)
        if isinstance(one, str):
            wrong.append(one)
        else:
            found.setdefault(one.text, one)
    if wrong:
        raise ValueError("\n".join(wrong))
    return tuple(found.values())


def all_outcomes(more: Sequence[Outcome] = ()) -> tuple[OutcomeQuery, ...]:
    """Every outcome that is a number or a time, in the order of the columns.

    Args:
        more: outcomes beside those of every case, which come last.
    """
    every = (*BY_NAME.values(), *more)
    return parse_queries((o.name for o in every if o.kind != "word"), more)


def _wanted(text: str, known: Mapping[str, Outcome]) -> OutcomeQuery | str:
    """The outcome, or what is wrong with it."""
    match = CONDITION.fullmatch(text)
    column, relation, number = match.groups() if match else (text.strip(), "", "0")
    names = [name for name in known if known[name].kind != "word"]
    if column not in names:
        hint = suggest(column, names) or f"; known: {', '.join(names)}"
        return f'outcome "{text}": there is no column of numbers "{column}" in runs.csv{hint}'
    try:
        level = float(number)
    except ValueError:
        level = float("nan")
    if not np.isfinite(level):
        return f'outcome "{text}": {number} is not a number; write one such as peak_rung>=6'
    outcome = known[column]
    unit = "h" if outcome.kind == "time" else outcome.unit
    own = outcome.kind, math.isnan(outcome.smallest_effect), outcome.is_rare
    if not relation:
        return OutcomeQuery(column, column, "", 0.0, outcome.label, unit, *own)
    sign = "≥" if relation == ">=" else "<"
    words = f"P({outcome.label.split(',')[0]} {sign} {level:g}{' h' if unit == 'h' else ''})"
    text = f"{column}{relation}{level:g}"
    return OutcomeQuery(text, column, relation, level, words, "share", *own)


def query_values(rows: Sequence[Row], outcome: OutcomeQuery, horizon: float) -> Floats:
    """The outcome of each run, shape (run,): a number, hours, or 1 and 0 for a condition.

    Args:
        rows: outcomes of each run.
        outcome: what is asked for.
        horizon: hours the runs last.
    """
    never = np.inf if outcome.relation else horizon
    values = np.array([_value(row, outcome.column, never) for row in rows], np.float64)
    if not outcome.relation:
        return values
    reaches = values >= outcome.level
    return (reaches if outcome.relation == ">=" else ~reaches).astype(np.float64)


def count_occurred(rows: Sequence[Row], outcome: OutcomeQuery) -> int:
    """Number of runs in which it happened at all; of what is no time, all of them."""
    return sum(row[outcome.column] is not None for row in rows)


def count_censored(rows: Sequence[Row], column: str, *, is_time: bool) -> int:
    """Number of runs that end before the outcome does, so that it is at least what was counted.

    Args:
        rows: outcomes of each run.
        column: the outcome: how long something lasts, or a time.
        is_time: whether it is a time.
    """
    ends = CENSORED_BY.get(column, column)
    if not is_time and ends == column:
        return 0
    return sum(row[ends] is None and can_come(row, ends) for row in rows)


def _value(row: Row, column: str, never: float) -> float:
    value = row[column]
    if value is not None:
        return float(value)
    return never if can_come(row, column) else 0.0


def can_come(row: Row, column: str) -> bool:
    """Whether a time can come in a run at all: what never began cannot end."""
    level = ENDINGS.get(column)
    if level is None:
        return True
    if level == "barricades_peak":
        return float(row["barricades_peak"] or 0) > 0
    levels = (row["barricades_peak"], row["crossings_closed_peak"])
    return float(row["peak_rung"] or 0) >= OBSTRUCTION or any(float(v or 0) > 0 for v in levels)


def order_words(outcome: OutcomeQuery) -> str:
    """Why the mean of an order says nothing, and what to ask instead."""
    better = {"peak_readiness": 1}.get(outcome.column, 6)
    return f"{outcome.text} is an order, not an amount: ask for {outcome.column}>={better} instead"
