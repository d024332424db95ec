"""Two futures of one run: what differs between them, from when on, and in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

from sim.analysis.event_words import Names, local_hour_words, what, when, who
from sim.analysis.outcome_queries import count_censored
from sim.analysis.outcomes import status_of
from sim.results.run import Run
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.scenario.measured import all_outcomes_of
from sim.scenario.types import Scenario
from sim.terms.events import Event
from sim.terms.outcomes import BY_NAME, Outcome
from sim.terms.words import number_words

KEY_OUTCOMES: Final = (
    "peak_rung", "first_barricade_time", "barricades_peak", "barricades_gone_time",
    "first_crossing_closed_time", "shot_incidents", "injured", "killed", "people_out_peak",
    "concession_time", "crisis_end_time",
)  # fmt: skip
"""Outcomes of every case that are always told of, as those that the scenario names are, whether
they differ or not."""
MOST_TOLD: Final = 2
"""Events of one future that are told where the two first part."""


class Divergence(NamedTuple):
    """The first tick whose events are not the same in both futures.

    Attributes:
        tick: that tick.
        as_it_was: events that happen only as it was.
        otherwise: events that happen only otherwise.
    """

    tick: int
    as_it_was: tuple[Event, ...]
    otherwise: tuple[Event, ...]


class OutcomePair(NamedTuple):
    """An outcome of both futures.

    Attributes:
        outcome: which.
        values: as it was, and otherwise; hours since the start of the clock for times.
        words: the same for a reader.
    """

    outcome: Outcome
    values: tuple[float | str | None, float | str | None]
    words: tuple[str, str]

    @property
    def is_same(self) -> bool:
        """Whether it is the same in both."""
        return self.values[0] == self.values[1]


class ForkDifference(NamedTuple):
    """What differs between two futures of one run.

    Attributes:
        curves_from: first tick at which any measure differs; None when none does.
        parting: where their events part; None when they do not.
        outcomes: every outcome of both, in the order of the outcomes.
    """

    curves_from: int | None
    parting: Divergence | None
    outcomes: tuple[OutcomePair, ...]

    @property
    def is_none(self) -> bool:
        """Whether the two futures are the same."""
        return self.curves_from is None and self.parting is None


def fork_difference(
    runs: tuple[Run, Run], rows: tuple[Row, Row], scenario: Scenario
) -> ForkDifference:
    """Compare two futures of one run.

    Args:
        runs: as it was, and otherwise; of the same number.
        rows: their outcomes.
        scenario: tells local times, and what outcomes there are.
    """
    base, other = runs
    differs = (base.series != other.series).any(axis=0)
    from_tick = int(differs.argmax()) if differs.any() else None
    outcomes = all_outcomes_of(scenario)
    told = tuple(_told(outcome, rows, scenario.clock) for outcome in outcomes)
    return ForkDifference(from_tick, find_divergence(base.events, other.events), told)


def find_divergence(base: Sequence[Event], other: Sequence[Event]) -> Divergence | None:
    """The first tick with an event of which the other future has no equal; None when there is none.

    Events are equal when the same happens to the same people with the same harm. Who saw it, how
    many were there and by how much it was decided differ all the time, and count as nothing.
    """
    by_tick: dict[int, tuple[list[Event], list[Event]]] = {}
    for which, events in enumerate((base, other)):
        for event in events:
            by_tick.setdefault(event.tick, ([], []))[which].append(event)
    for tick in sorted(by_tick):
        ours, theirs = by_tick[tick]
        only = _unmatched(ours, theirs), _unmatched(theirs, ours)
        if any(only):
            return Divergence(tick, *only)
    return None


def _unmatched(events: Sequence[Event], others: Sequence[Event]) -> tuple[Event, ...]:
    left = Counter(map(_deed, others))
    found: list[Event] = []
    for event in events:
        if left[_deed(event)] > 0:
            left[_deed(event)] -= 1
        else:
            found.append(event)
    return tuple(found)


def _deed(event: Event) -> tuple[object, ...]:
    fields = ("kind", "place", "source", "target", "injured", "killed", "given", "says")
    return tuple(getattr(event, field) for field in fields)


def _told(outcome: Outcome, rows: tuple[Row, Row], clock: Clock) -> OutcomePair:
    values = (rows[0][outcome.name], rows[1][outcome.name])
    words = tuple(_words(outcome, row, clock) for row in rows)
    return OutcomePair(outcome, values, (words[0], words[1]))


def _words(outcome: Outcome, row: Row, clock: Clock) -> str:
    value = row[outcome.name]
    if outcome.kind == "time":
        if isinstance(value, int | float):
            return local_hour_words(clock, value)
        is_open = status_of(row, outcome.name) == "censored"
        return "not by the end" if is_open else "never"
    if value is None:
        return "none"
    least = "at least " * (count_censored([row], outcome.name, is_time=outcome.kind == "time") > 0)
    return value if isinstance(value, str) else f"{least}{number_words(value)}"


def sentences(found: ForkDifference, names: Names) -> list[str]:
    """What differs, for a reader: where the futures part, then outcome by outcome.

    Args:
        found: the difference.
        names: what ids are called.
    """
    if found.is_none:
        return ["nothing differs: in this run it has no effect at all"]
    lines = [_parting_words(found, names)]
    key = [told for told in found.outcomes if is_key(told.outcome)]
    changed = [told for told in key if not told.is_same]
    lines += [f"{label(told.outcome)}: {' -> '.join(told.words)}" for told in changed]
    same = [told for told in key if told.is_same]
    if not changed:
        lines.append("no outcome differs, only how it came to it")
    elif same:
        lines.append("the same: " + ", ".join(_same_words(told) for told in same))
    return lines


def is_key(outcome: Outcome) -> bool:
    """Whether it is told of whether it differs or not."""
    return outcome.name in KEY_OUTCOMES or outcome.name not in BY_NAME


def label(outcome: Outcome) -> str:
    """Words for an outcome, short enough for a line with two values."""
    words = outcome.label.partition(", given")[0]
    return f"{words} (h)" if outcome.unit == "h" else words


def _same_words(told: OutcomePair) -> str:
    return f"{label(told.outcome)} {told.words[0]}"


def _parting_words(found: ForkDifference, names: Names) -> str:
    if found.parting is None:
        return (
            f"the same events happen; curves differ from {when(names, found.curves_from or 0)} on"
        )
    tick, base, other = found.parting
    parts = [
        f"{side}: {_some(events, names)}"
        for side, events in (("as it was", base), ("otherwise", other))
        if events
    ]
    if len(parts) == 1:
        parts.append("as it was: not" if other else "otherwise: not")
    return f"first event that differs, {when(names, tick)}: " + "; ".join(parts)


def _some(events: Sequence[Event], names: Names) -> str:
    words = [_deed_words(event, names) for event in events[:MOST_TOLD]]
    more = len(events) - len(words)
    return " and ".join(words) + (f" and {more} more" if more else "")


def _deed_words(event: Event, names: Names) -> str:
    by = who(names, event)
    return f"{what(names, event)} [{by}]" if by else what(names, event)


Side = Literal["as_it_was", "otherwise"]


def values_of(found: ForkDifference) -> Mapping[str, dict[Side, object]]:
    """Every outcome of both futures by its name, times as local hours."""
    return {
        told.outcome.name: {"as_it_was": _plain(told, 0), "otherwise": _plain(told, 1)}
        for told in found.outcomes
    }


def _plain(told: OutcomePair, side: int) -> object:
    value = told.values[side]
    return told.words[side] if told.outcome.kind == "time" and value is not None else value
