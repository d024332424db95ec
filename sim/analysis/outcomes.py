"""What one run came to: the row of ``runs.csv``, and what became of each time in it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from sim.analysis.spells import spells_of
from sim.analysis.takings import taken
from sim.results.run import Run
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.scenario.measured import all_outcomes_of
from sim.scenario.types import Scenario
from sim.terms.ladder import OBSTRUCTION
from sim.terms.outcomes import OUTCOMES

Status = Literal["happened", "never", "censored"]

TIME_COLUMNS: Final[tuple[str, ...]] = tuple(o.name for o in OUTCOMES if o.kind == "time")
"""Outcomes of every case that are times."""


def outcomes_of(run: Run, scenario: Scenario) -> Row:
    """One row of ``runs.csv``: ``run``, the outcomes of every case, and those the scenario names.

    Times are hours since the start of the clock, at the start of the tick in which it happened;
    None when it never did.

    Args:
        run: the run.
        scenario: the scenario it realised; gives the clock and what kind each actor is.
    """
    found: Row = {**_peak(run, scenario.clock), **_crises(run, scenario.clock.tick_hours)}
    found["concession_kind"] = _concession_kind(run, scenario)
    row: Row = {"run": run.number}
    for outcome in all_outcomes_of(scenario):
        taking = outcome.taking
        row[outcome.name] = found[outcome.name] if taking is None else taken(run, taking, scenario)
    return row


def status_of(row: Row, name: str) -> Status:
    """What became of one time of a row: it happened, never came, or the run ended first.

    A time is censored when the run ended in the midst of a crisis, so that it might still have
    come; when the crisis was over, or there was none, it never happened.

    Args:
        row: outcomes of a run.
        name: an outcome that is a time.
    """
    if row[name] is not None:
        return "happened"
    if name == "barricades_gone_time" and not row["barricades_peak"]:
        return "never"
    is_open = row["crisis_end_time"] is None and _had_crisis(row)
    return "censored" if is_open else "never"


def time_status(row: Row, names: Iterable[str] = TIME_COLUMNS) -> dict[str, Status]:
    """What became of each time of a row, as of :func:`status_of`.

    Args:
        row: outcomes of a run.
        names: the times.
    """
    return {name: status_of(row, name) for name in names}


def _had_crisis(row: Row) -> bool:
    levels = (row["peak_rung"], row["barricades_peak"], row["crossings_closed_peak"])
    rung, barricades, closed = (float(level or 0) for level in levels)
    return rung >= OBSTRUCTION or barricades > 0 or closed > 0


def _peak(run: Run, clock: Clock) -> Row:
    rung = run.measure("rung")
    peak = float(rung.max())
    return {
        "peak_time": float(rung.argmax()) * clock.tick_hours if peak > 0 else None,
        "conflict_goldstein": _sum_over_days(run.measure("conflict_goldstein"), clock),
    }


def _sum_over_days(today: NDArray[np.float32], clock: Clock) -> float:
    """Sum over local days of a measure that counts up from zero each midnight."""
    # a frozen model has a hash, which pyright does not know of
    all_starts = _day_starts(clock)  # pyright: ignore[reportArgumentType]
    starts = [tick for tick in all_starts if tick < today.size]
    return float(np.maximum.reduceat(today.astype(np.float64), starts).sum())


@lru_cache(maxsize=8)
def _day_starts(clock: Clock) -> tuple[int, ...]:
    """First tick of each local day; the same for all runs, and slow to find."""
    days = [clock.local(tick).date() for tick in range(clock.n_ticks)]
    return tuple(tick for tick in range(clock.n_ticks) if tick == 0 or days[tick] != days[tick - 1])


def _crises(run: Run, tick_hours: float) -> Row:
    """When the first crisis began and was over, when the last was, how many there were, how long.

    One in whose midst the run ends counts up to there.
    """
    spells = spells_of(run, tick_hours)
    end = run.series.shape[1] * tick_hours
    return {
        "crisis_start_time": spells[0].start if spells else None,
        "first_calm_time": spells[0].end if spells else None,
        "crisis_end_time": spells[-1].end if spells else None,
        "crisis_spells": float(len(spells)),
        "crisis_hours": sum((end if s.end is None else s.end) - s.start for s in spells),
    }


def _concession_kind(run: Run, scenario: Scenario) -> str | None:
    """Kind of the first concession: as it was told, else the one that the issues allow."""
    concession = next((event for event in run.events if event.kind == "concession"), None)
    if concession is None:
        return None
    kinds = (deal.kind for issue in scenario.issues.values() for deal in issue.deals.values())
    return concession.says or next(kinds, None)
