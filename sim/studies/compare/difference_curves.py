"""Two arms over time, and the difference between them hour by hour."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.bootstrap import bootstrap_counts, bootstrap_interval
from sim.analysis.hourly import at_hours, hourly_rungs, ticks_of_hour, with_standing
from sim.analysis.quantiles import Floats, quantiles
from sim.analysis.recorded_outcomes import outcomes_with
from sim.analysis.resampling import Groups, group_sums
from sim.results.plain_tracks import plain_tracks
from sim.results.run import Run
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.scenario.types import Scenario
from sim.terms.ladder import TOP_RUNG

KEPT: Final = ("rung", "barricades", "people_out", "shots", "injured", "killed")
"""Measures of which every hour is kept."""
IN_HOUR, BY_THEN = "in_hour", "by_then"
"""Curves of the highest rung of each hour, and of that reached by its end."""
COUNTED: Final = ("barricades", "injured", "killed")
"""Measures of which it is kept whether there is any at all."""
_DECIMALS: Final = 3
_BAND: Final = (0.05, 0.95)

Sketch = dict[str, Any]
"""What a comparison keeps of a run, as plain values: its outcomes, hourly measures, and tracks."""


class CurveDifference(NamedTuple):
    """One measure of a variant against the base; all of shape (hour,).

    Attributes:
        base: mean over runs of the base, or share of its runs on a rung.
        variant: the same of the variant.
        base_band: 5 and 95 % of runs of the base, shape (2, hour).
        variant_band: the same of the variant.
        difference: mean difference of the pairs.
        low: lower end of its 95 % interval, hour by hour.
        high: upper end.
        band: 5 and 95 % of the differences of pairs, shape (2, hour).
    """

    base: Floats
    variant: Floats
    base_band: Floats
    variant_band: Floats
    difference: Floats
    low: Floats
    high: Floats
    band: Floats


def sketch_of(run: Run, scenario: Scenario, recorded: Sequence[str] = ()) -> Sketch:
    """What a comparison needs of one run; called where the run is made.

    Args:
        run: the run.
        scenario: the scenario it realised.
        recorded: names of measures of a user's own, which it holds.
    """
    clock = scenario.clock
    curves = {
        name: np.round(_hourly(run, name, clock)[0].astype(np.float64), _DECIMALS).tolist()
        for name in KEPT
    }
    tracks = None if run.tracks is None else plain_tracks(run.tracks, ticks_of_hour(clock))
    stands = (_hourly(run, name, clock) for name in ("barricades", "crossings_closed"))
    seen = with_standing(hourly_rungs([run], clock).rungs, *stands)
    return {
        "row": outcomes_with(run, scenario, recorded),
        "curves": {**curves, IN_HOUR: seen[0].tolist()},
        "tracks": tracks,
    }


def _hourly(run: Run, name: str, clock: Clock) -> NDArray[np.float32]:
    """A measure at the end of each hour, shape (1, hour)."""
    return at_hours(run.measure(name)[None, :], clock)


def rows_of(sketches: Sequence[Sketch]) -> list[Row]:
    """Outcomes of each run."""
    return [sketch["row"] for sketch in sketches]


def curves_of(sketches: Sequence[Sketch]) -> dict[str, Floats]:
    """Every kept measure, shape (run, hour), and whether there is any of it, or a rung is reached.

    A rung is reached in the hour by what happens or stands in it, or by then.
    """
    curves = {
        name: np.array([sketch["curves"][name] for sketch in sketches], np.float64)
        for name in (*KEPT, IN_HOUR)
    }
    rungs = {IN_HOUR: curves.pop(IN_HOUR), BY_THEN: np.maximum.accumulate(curves.pop("rung"), 1)}
    reached = {
        f"{name}>={k}": (rung >= k).astype(np.float64)
        for name, rung in rungs.items()
        for k in range(1, TOP_RUNG + 1)
    }
    some = {f"{name}>=1": (curves[name] >= 1).astype(np.float64) for name in COUNTED}
    return {**reached, **some, **curves}


def differences_over_time(
    base: Mapping[str, Floats], variant: Mapping[str, Floats], groups: Groups
) -> dict[str, CurveDifference]:
    """Compare every measure hour by hour.

    Args:
        base: from :func:`curves_of`.
        variant: the same runs of the variant.
        groups: group of each pair; groups are drawn whole.
    """
    n_groups = int(groups.max()) + 1
    drawn = bootstrap_counts(n_groups)
    sizes = drawn @ np.bincount(groups)
    found: dict[str, CurveDifference] = {}
    for name, before in base.items():
        after = variant[name]
        pairs = after - before
        resampled = (drawn @ group_sums(pairs, groups)) / sizes[:, None]
        low, high = bootstrap_interval(pairs.mean(axis=0), resampled, n_groups)
        found[name] = CurveDifference(
            base=before.mean(axis=0),
            variant=after.mean(axis=0),
            base_band=_band(before),
            variant_band=_band(after),
            difference=pairs.mean(axis=0),
            low=low,
            high=high,
            band=_band(pairs),
        )
    return found


def _band(values: Floats) -> Floats:
    """Values that 90 % of runs lie within, shape (2, hour); values that occur, none in between."""
    return quantiles(values, _BAND)
