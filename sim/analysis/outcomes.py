"""What one run came to: the row of ``runs.csv``, and what became of each time in it."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from sim.analysis.spells import spells_of
from sim.results.run import Run
from sim.results.tables import RUN_COLUMNS, Row
from sim.scenario.clock import Clock
from sim.scenario.types import Scenario
from sim.terms.events import Event
from sim.terms.ladder import OBSTRUCTION
from sim.terms.outcomes import OUTCOMES

Status = Literal["happened", "never", "censored"]

GUNFIRE: Final = frozenset({"shots", "attack"})

TIME_COLUMNS: Final[tuple[str, ...]] = tuple(o.name for o in OUTCOMES if o.kind == "time")


def outcomes_of(run: Run, scenario: Scenario, n_crossings: int = 2) -> Row:
    """One row of ``runs.csv``: ``run`` and the outcomes in their order.

    Times are hours since the start of the clock, at the start of the tick in which it happened;
    None when it never did.

    Args:
        run: the run.
        scenario: the scenario it realised; gives the clock and what kind each actor is.
        n_crossings: crossings that must be closed before all watched ones are.
    """
    hours = scenario.clock.tick_hours
    row: Row = {"run": run.number}
    row |= _ladder(run, scenario.clock) | _streets(run, hours, n_crossings)
    row |= _harm(run, scenario) | _settlement(run, scenario)
    return {name: row[name] for name in RUN_COLUMNS}


def time_status(row: Row) -> dict[str, Status]:
    """What became of each time of a row: it happened, never came, or the run ended first.

    A time is censored when the run ended in the midst of a crisis, so that it might still have
    come; when the crisis was over, or there was none, it never happened.
    """
    is_open = row["crisis_end_time"] is None and _had_crisis(row)
    status: dict[str, Status] = {}
    for name in TIME_COLUMNS:
        if row[name] is not None:
            status[name] = "happened"
        elif name == "barricades_gone_time" and not row["barricades_peak"]:
            status[name] = "never"
        else:
            status[name] = "censored" if is_open else "never"
    return status


def _had_crisis(row: Row) -> bool:
    levels = (row["peak_rung"], row["barricades_peak"], row["crossings_closed_peak"])
    rung, barricades, closed = (float(level or 0) for level in levels)
    return rung >= OBSTRUCTION or barricades > 0 or closed > 0


def _first(hits: NDArray[np.bool_], tick_hours: float) -> float | None:
    """Hours of the first tick that hits, None when none does."""
    return float(hits.argmax()) * tick_hours if hits.any() else None


def _first_event(run: Run, wanted: Callable[[Event], bool], tick_hours: float) -> float | None:
    ticks = (event.tick for event in run.events if wanted(event))
    return next((tick * tick_hours for tick in ticks), None)


def _ladder(run: Run, clock: Clock) -> Row:
    tick_hours = clock.tick_hours
    rung = run.measure("rung")
    peak = float(rung.max())
    return {
        "peak_rung": peak,
        "peak_rung_with_given": float(run.measure("rung_with_given").max()),
        "peak_time": _first(rung >= peak, tick_hours) if peak > 0 else None,
        "peak_readiness": float(run.measure("readiness").max()),
        "hours_at_rung_3_or_more": float((rung >= OBSTRUCTION).sum()) * tick_hours,
        "conflict_goldstein": _sum_over_days(run.measure("conflict_goldstein"), clock),
        **_crises(run, tick_hours),
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
    """When the first crisis began and was over, when the last was, and how many there were."""
    spells = spells_of(run, tick_hours)
    return {
        "crisis_start_time": spells[0].start if spells else None,
        "first_calm_time": spells[0].end if spells else None,
        "crisis_end_time": spells[-1].end if spells else None,
        "crisis_spells": float(len(spells)),
    }


def _streets(run: Run, tick_hours: float, n_crossings: int) -> Row:
    barricades = run.measure("barricades")
    closed = run.measure("crossings_closed")
    standing = np.flatnonzero(barricades > 0)
    is_gone = standing.size > 0 and barricades[-1] <= 0
    return {
        "first_barricade_time": _first_event(
            run, lambda event: event.kind == "barricade_built" and not event.given, tick_hours
        ),
        "barricades_peak": float(barricades.max()),
        "barricades_gone_time": float(standing[-1] + 1) * tick_hours if is_gone else None,
        "blocked_hours": float(standing.size) * tick_hours,
        "crossings_closed_peak": float(closed.max()),
        "first_crossing_closed_time": _first(closed >= 1, tick_hours),
        "both_crossings_closed_time": _first(closed >= n_crossings, tick_hours),
        "people_out_peak": float(run.measure("people_out").max()),
        "south_crowd_peak": float(run.measure("south_crowd").max()),
        "kfor_bridge_time": _first_event(
            run, lambda event: event.kind == "bridge_held", tick_hours
        ),
    }


def _harm(run: Run, scenario: Scenario) -> Row:
    injured = {"peacekeepers": 0, "police": 0, "civilians": 0}
    hit = 0
    for event in run.events:
        if event.kind in GUNFIRE:
            hit += event.injured + event.killed
        if event.injured:
            actor = scenario.actors.get(event.target)
            kind = "civilians" if actor is None else actor.kind
            injured[kind if kind in injured else "civilians"] += event.injured
    return {
        "shot_incidents": float(run.measure("shots")[-1]),
        "hit_by_gunfire": float(hit),
        "injured": float(run.measure("injured")[-1]),
        "injured_kfor": float(injured["peacekeepers"]),
        "injured_police": float(injured["police"]),
        "injured_civilians": float(injured["civilians"]),
        "killed": float(run.measure("killed")[-1]),
    }


def _settlement(run: Run, scenario: Scenario) -> Row:
    concession = next((event for event in run.events if event.kind == "concession"), None)
    if concession is None:
        return {"concession_time": None, "concession_kind": None}
    return {
        "concession_time": concession.tick * scenario.clock.tick_hours,
        "concession_kind": concession.says or _declared_kind(scenario),
    }


def _declared_kind(scenario: Scenario) -> str | None:
    """Kind of the first concession the scenario's issues allow."""
    kinds = (issue.concession.kind for issue in scenario.issues.values() if issue.concession)
    return next(kinds, None)
