"""The numbers behind the picture of many runs with two futures, ready to be drawn."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.bands import Bands, bands
from sim.analysis.intervals import wilson_interval
from sim.analysis.paired import LEAST_PAIRS
from sim.results.plain_text import number_text
from sim.results.run import Run
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.studies.compare.differences import EndpointDifference
from sim.studies.compare.forest_plot import difference_words
from sim.studies.compare.plain_words import level_pair
from sim.studies.fork.picture_data import CURVES, ForkFrame, curve_of
from sim.terms.words import words

LEVEL: Final = 5
"""Rung of which the share of runs is shown: rungs are an order, and have no mean."""
SHARES: Final = {"rung": LEVEL, "barricades": 1}
"""Curves told by the share of runs at a level or above: where futures part, a band is filled where
no run is."""
TOLD: Final = (
    ("peak_rung>=4", "share"), ("peak_rung>=5", "share"), ("peak_rung>=6", "share"),
    ("barricades_peak", "mean"), ("blocked_hours", "mean"), ("shot_incidents", "mean"),
    ("injured", "mean"), ("people_out_peak", "mean"), ("concession_time", "share"),
    ("crisis_end_time", "missing"),
)  # fmt: skip
"""Outcomes told on a screen, and how each is compared."""
NOTES: Final = {
    "rung": (f"peak_rung>={LEVEL}", "peak_ever"),
    "barricades": ("barricades_peak", "peak_most"),
    "people_out": ("people_out_peak", "peak_most"),
    "shots": ("shot_incidents", "peak_all"),
}
"""Outcome told beside each curve, and the key of the word before it."""


class BandsPicture(NamedTuple):
    """What the picture of many forks shows.

    Attributes:
        frame: title, fork, time axis and caption.
        curves: bands over runs, as it was and otherwise, each of shape (tick,).
        notes: words beside each curve.
        n_runs: number of runs.
    """

    frame: ForkFrame
    curves: Mapping[str, tuple[Bands, Bands]]
    notes: Mapping[str, str]
    n_runs: int


class Pairs(NamedTuple):
    """Runs as they were and otherwise, in the same order, their outcomes, and the comparison."""

    runs: tuple[Sequence[Run], Sequence[Run]]
    rows: tuple[Sequence[Row], Sequence[Row]]
    compared: Sequence[EndpointDifference]


def bands_picture(pairs: Pairs, frame: ForkFrame, clock: Clock) -> BandsPicture:
    """Prepare the picture of many forks.

    Args:
        pairs: the runs.
        clock: of the runs.
        frame: what stands around the curves, from :func:`sim.studies.fork.picture_data.fork_frame`.
    """
    return BandsPicture(
        frame=frame,
        curves={name: _bands(pairs.runs, name, frame.axis.shown, clock) for name in CURVES},
        notes={name: _note(pairs.compared, *NOTES[name], clock, frame.language) for name in CURVES},
        n_runs=len(pairs.rows[0]),
    )


def _bands(
    runs: tuple[Sequence[Run], Sequence[Run]], name: str, shown: slice, clock: Clock
) -> tuple[Bands, Bands]:
    base, other = (np.stack([curve_of(run, name, clock)[shown] for run in side]) for side in runs)
    if name in SHARES:
        return _share(base >= SHARES[name]), _share(other >= SHARES[name])
    return bands(base), bands(other)


def _share(reached: NDArray[np.bool_]) -> Bands:
    """Share of runs over time, with its 95 % interval (Wilson's) in place of quantiles."""
    share = reached.mean(axis=0)
    low, high = np.array([wilson_interval(int(k), len(reached)) for k in reached.sum(axis=0)]).T
    return Bands(share, low, low, share, high, high)


def _note(
    compared: Sequence[EndpointDifference], outcome: str, key: str, clock: Clock, language: str
) -> str:
    is_share = ">=" in outcome
    found = find(compared, outcome, "share" if is_share else "mean")
    base, value = level_pair(found, clock, language, is_short=True)
    word = words(key, language)
    word = word if is_share else words("peak_mean", language, what=word)
    change = difference_words(found, language)
    return f"{word}: {base} → {value}\n{words('fork_difference', language)}\n{change}"


def find(
    compared: Sequence[EndpointDifference], outcome: str, statistic: str
) -> EndpointDifference:
    """One of the endpoints that were compared.

    Raises:
        KeyError: when there is none.
    """
    for one in compared:
        if (one.endpoint.outcome, one.endpoint.statistic) == (outcome, statistic):
            return one
    raise KeyError((outcome, statistic))


def number(value: float) -> str:
    """A number with three significant digits, as a reader wants it."""
    return number_text(float(f"{value:.3g}"))


def bands_sentences(compared: Sequence[EndpointDifference]) -> list[str]:
    """What differs over many runs, outcome by outcome, with the interval of each difference."""
    return [_sentence(one) for one in told_of_many(compared)]


def told_of_many(compared: Sequence[EndpointDifference]) -> list[EndpointDifference]:
    """The differences that are told of many runs."""
    return [_told(compared, *which) for which in TOLD]


def _told(
    compared: Sequence[EndpointDifference], outcome: str, statistic: str
) -> EndpointDifference:
    """The endpoint, or of a rare count the share of runs with any."""
    found = find(compared, outcome, statistic)
    return found if found.is_told else find(compared, f"{outcome}>=1", "share")


def _sentence(one: EndpointDifference) -> str:
    is_share = one.endpoint.statistic != "mean"
    scale, unit = (100.0, " %") if is_share else (1.0, "")
    label = one.endpoint.label.partition(", given")[0]
    base, value, effect, low, high = (
        number(scale * v)
        for v in (one.base, one.value, one.effect.value, one.effect.low, one.effect.high)
    )
    least = ["at least " * (cut > 0) for cut in one.censored]
    head = f"{label}: {least[0]}{base}{unit} -> {least[1]}{value}{unit}"
    if not one.differ:
        return f"{head} (the same in every run)"
    if one.differ < LEAST_PAIRS:
        return f"{head} (differs in only {one.differ} of {one.effect.n} runs)"
    points = " points" if is_share else ""
    clear = {"all": "", "alone": ", clear only by itself", "no": ", not clear"}[one.clear]
    return f"{head} (difference {effect}{points}, 95 % {low} to {high}{clear})"
