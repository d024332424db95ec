"""The numbers behind the escalation picture, ready to be drawn."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sim.analysis.bands import (
    Bands,
    Floats,
    bands,
    rung_probabilities,
    share_at_least,
    share_reaching,
)
from sim.analysis.key_events import FirstTicks, KeyEvent, key_events
from sim.analysis.time_axis import TimeAxis, is_open, shown_until, time_axis
from sim.results.run import Ensemble
from sim.results.tables import Row
from sim.terms.ladder import TOP_RUNG

CURVES: Final = ("intensity", "people_out", "south_crowd", "barricades", "crossings_closed")
OBSTRUCTION: Final = 3


class Escalation(NamedTuple):
    """What the escalation picture shows.

    Attributes:
        title: title of the scenario.
        n_runs: number of runs.
        seed: seed of the ensemble.
        axis: the time axis; curves are cut off where it ends.
        p_open: share of runs that end in the midst of a crisis [0..1].
        n_days: days each run lasts.
        p_rung: share of runs on each rung, given events left out, shape (9, tick).
        p_given: share of runs on rung 3 or higher with given events counted, shape (tick,).
        p_peak: share of runs that reach each rung 1..8, shape (8,).
        curves: bands of each of :data:`CURVES`.
        events: the key events.
    """

    title: str
    n_runs: int
    seed: int
    axis: TimeAxis
    p_open: float
    n_days: int
    p_rung: Floats
    p_given: Floats
    p_peak: Floats
    curves: Mapping[str, Bands]
    events: tuple[KeyEvent, ...]


def escalation_data(
    ensemble: Ensemble,
    rows: Sequence[Row],
    observed: Mapping[str, datetime] | None = None,
    *,
    by_measure: Mapping[str, Bands] | None = None,
    firsts: FirstTicks | None = None,
) -> Escalation:
    """Prepare the escalation picture of an ensemble.

    Args:
        ensemble: the runs; not empty.
        rows: their outcomes.
        observed: observed local times of key events, by name; None when there are none.
        by_measure: bands of all of :data:`CURVES` over all ticks; None to compute what is shown.
        firsts: what the logs of the runs say of key events; None to go through them.
    """
    clock = ensemble.scenario.clock
    axis = time_axis(clock, shown_until(rows, clock))
    peaks = [float(row["peak_rung"] or 0) for row in rows]
    return Escalation(
        title=ensemble.scenario.title,
        n_runs=len(rows),
        seed=ensemble.seed,
        axis=axis,
        p_open=sum(is_open(row) for row in rows) / len(rows),
        n_days=clock.days,
        p_rung=rung_probabilities(ensemble.measure("rung")[:, axis.shown]),
        p_given=share_reaching(ensemble.measure("rung_with_given")[:, axis.shown], OBSTRUCTION),
        p_peak=share_at_least(peaks, range(1, TOP_RUNG + 1)),
        curves={name: _shown(name, ensemble, axis.shown, by_measure) for name in CURVES},
        events=key_events(ensemble, rows, observed or {}, firsts),
    )


def _shown(
    name: str, ensemble: Ensemble, shown: slice, by_measure: Mapping[str, Bands] | None
) -> Bands:
    """Bands of one curve, cut off where the axis ends."""
    if by_measure is None:
        return bands(ensemble.measure(name)[:, shown])
    return Bands(*(values[shown] for values in by_measure[name]))
