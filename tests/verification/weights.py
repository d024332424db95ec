"""Intensity under other weights: does a conclusion hang on how much a rung is taken to count?

Rungs are an order, not an amount. The curve of intensity has to give each a weight all the same,
so that what is concluded from it is looked at again with two other weights, chosen beforehand.

Source: Goldstein 1992, *A conflict-cooperation scale for WEIS events data*, Journal of Conflict
Resolution 36(2), 369-385. A sum over many reports of one act measures reporting, so that of acts of
one dyad, code, place and day only the first counts there.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from sim.analysis.paired import PairedEffect, paired_effect
from sim.results.run import Run
from sim.scenario.clock import Clock
from sim.terms.events import Event
from sim.terms.ladder import RUNG_WEIGHTS

Weights = Literal["linear", "convex", "goldstein"]

WEIGHTS: Final[tuple[Weights, ...]] = ("linear", "convex", "goldstein")
"""linear: the number of the rung; convex: doubling with each rung, as in the curve of intensity;
goldstein: what a code takes off on Goldstein's scale, hostile acts only."""

INTENSITY_HOURS: Final = 48.0
"""Time constant with which events are forgotten, as in the curve of intensity, h."""


class Agreement(NamedTuple):
    """One conclusion under every weight.

    Attributes:
        effects: relative difference of the mean peak of intensity, variant against base, by
            weight; -0.7 is 70 % less.
        mean_differences: the mean of the paired differences, in units of each weight.
    """

    effects: dict[Weights, PairedEffect]
    mean_differences: dict[Weights, PairedEffect]

    @property
    def same_sign(self) -> bool:
        """Whether the mean difference points the same way under every weight."""
        return len({math.copysign(1.0, e.value) for e in self.mean_differences.values()}) == 1

    @property
    def is_clear(self) -> bool:
        """Whether besides no interval of 95 % holds zero."""
        effects = self.mean_differences.values()
        return self.same_sign and all(e.low > 0.0 or e.high < 0.0 for e in effects)


def compare_weights(base: Sequence[Run], variant: Sequence[Run], clock: Clock) -> Agreement:
    """Compare the peaks of intensity of two arms run by run, under every weight.

    Args:
        base: runs of the base.
        variant: the same runs, by number, of the variant.
        clock: the clock both arms share.

    Raises:
        ValueError: when the runs of the arms are not the same.
    """
    one, other = ([_peaks(run, clock) for run in arm] for arm in (base, variant))
    return Agreement(
        {name: paired_effect(one, other, "relative_difference", name) for name in WEIGHTS},
        {name: paired_effect(one, other, "mean_difference", name) for name in WEIGHTS},
    )


def _peaks(run: Run, clock: Clock) -> dict[str, float | str | None]:
    peaks = {name: peak_intensity(run.events, clock, name) for name in WEIGHTS}
    return {"run": float(run.number), **peaks}


def peak_intensity(
    events: Sequence[Event], clock: Clock, weights: Weights, *, with_given: bool = False
) -> float:
    """Highest sum of the weights of a run's events, each forgotten with a time constant.

    Args:
        events: all events of the run, in order.
        clock: its clock.
        weights: name of the weights.
        with_given: also count what the scenario sets from outside. Left out by default: arms
            differ in it by construction.

    Returns:
        The peak, in units of the weights; 0 without events.
    """
    keep = math.exp(-clock.tick_hours / INTENSITY_HOURS)
    level = peak = 0.0
    last = 0
    counted = (event for event in events if with_given or not event.given)
    for event, weight in _weighted(counted, clock, weights):
        level = level * keep ** (event.tick - last) + weight
        last = event.tick
        peak = max(peak, level)
    return peak


def _weighted(
    events: Iterable[Event], clock: Clock, weights: Weights
) -> Iterator[tuple[Event, float]]:
    """Events that count, each with its weight.

    Under Goldstein's scale only the first event of a dyad, code, place and day counts.
    """
    seen: set[tuple[str, str, str, str, int]] = set()
    for event in events:
        if weights == "linear":
            yield event, float(event.rung)
        elif weights == "convex":
            yield event, RUNG_WEIGHTS[event.rung]
        elif event.goldstein < 0.0:
            day = clock.local(event.tick).toordinal()
            act = (event.source, event.target, event.cameo, event.place, day)
            if act not in seen:
                seen.add(act)
                yield event, -event.goldstein
