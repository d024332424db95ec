"""M15 denial: organisers take the means that stops the thing they contest.

Sources: Tilly 1995, *Popular Contention in Great Britain*; Tilly 2008, *Contentious Performances*:
what is done follows from what is contested and where; McAdam 1983, *Tactical innovation and the
pace of insurgency*, ASR 48(6): a tactic lives as long as it works; McFadden 1974 for the logit;
Schelling 1966, *Arms and Influence*: a road that others need is a power to hurt them.
That installed officials bring a crowd, and police at a crossing roadblocks, is the first pattern of
the episodes.
"""

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def cut(before: float, after: float) -> float:
    """Share of a way that a block takes: 1 - before / after; all of it when there is none round.

    Args:
        before: minutes without the block, > 0.
        after: minutes with it, at least as many; infinite when there is no way round.
    """
    return 1.0 - before / after


def nearness(minutes: float, reach: float) -> float:
    """How much of what is done at a place is within reach: exp(-minutes / reach)."""
    return math.exp(-minutes / reach)


def stopped(road: Numbers, place: Numbers, of_road: float, of_place: float) -> Numbers:
    """What a means stops of what is contested (D): the larger of its shares of road and place.

    Args:
        road: what a block on the road would stop [0..1], any shape.
        place: what people at the place would stop [0..1], the same shape.
        of_road: share of movement that this means stops [0..1].
        of_place: share of what is done at a place that it stops [0..1].
    """
    return np.maximum(of_road * road, of_place * place)


def roads_stop_all(road: Numbers, place: Numbers, of_road: float, of_place: float) -> Numbers:
    """Neutral form: whatever is contested and wherever, it is stopped on the roads."""
    return of_road + 0.0 * road


def effort(of_means: Numbers, risk: Numbers, people: Numbers | float, half: float) -> Numbers:
    """Effort and risk of a means, in units of threat: e + r n / (n + n_half).

    Args:
        of_means: effort of the means (e), any shape.
        risk: its risk before a large force (r), the same shape.
        people: people of the other side before whom it is taken (n), >= 0.
        half: people before whom half of the risk is felt (n_half), > 0.
    """
    return of_means + risk * people / (people + half)


def margin(over: Numbers, effort: Numbers | float, denied: Numbers, weight: float) -> Numbers:
    """What is left of threat minus threshold for one means: v = over - effort - w_D (1 - D).

    Args:
        over: threat minus the organisers' threshold.
        effort: effort and risk of the means, in units of threat.
        denied: what it stops (D) [0..1].
        weight: threat that a means that stops nothing would take more (w_D).
    """
    return over - effort - weight * (1.0 - denied)


def shares(margins: Numbers, width: float) -> Numbers:
    """Chance of each means: softmax(v / w) over the first axis, shape (means, committee)."""
    power = np.exp((margins - margins.max(axis=0)) / width)
    return power / power.sum(axis=0)
