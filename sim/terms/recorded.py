"""Outcomes of measures that a user records: of each its peak, its last value and its mean.

They are amounts like those of Ibar, of which nothing more is known: no unit, no better way, and no
difference that matters.
"""

from collections.abc import Iterable
from typing import Final

from sim.terms.outcomes import Outcome

STATISTICS: Final[dict[str, tuple[str, str]]] = {
    "peak": ("highest", "highest value"),
    "last": ("last", "value after the last tick"),
    "mean": ("mean", "mean over all ticks"),
}
"""What is taken of a measure over time: its word before the name, and in full."""
UNKNOWN: Final = float("nan")


def recorded_outcomes(names: Iterable[str]) -> tuple[Outcome, ...]:
    """The outcomes of some measures, in their order.

    Args:
        names: names of the measures.
    """
    return tuple(
        Outcome(f"{name}_{part}", "amount", f"{word} {name}", "", "", UNKNOWN)
        for name in names
        for part, (word, _) in STATISTICS.items()
    )


def recorded_words(column: str) -> str | None:
    """What such an outcome is, by the name of its column; None for another column."""
    name, _, part = column.rpartition("_")
    if not name or part not in STATISTICS or "." in name:
        return None
    return f"recorded by the user's function {name}: {STATISTICS[part][1]}"
