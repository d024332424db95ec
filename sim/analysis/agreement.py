"""How far accepted parameter sets agree on what a contrast shows, and which patterns they miss."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.bands import error_of_share
from sim.analysis.contrasts import Contrast
from sim.analysis.paired import Effect
from sim.analysis.patterns import Finding

NEUTRAL: Final = {"ratio_of_means": 1.0, "ratio_of_spreads": 1.0}
"""Value that says that nothing changes, where it is not 0."""
ERRORS: Final = 2.0
"""Monte Carlo errors by which a pattern may be missed by chance."""
FARTHEST: Final = 100.0
"""Monte Carlo errors at which it no longer matters how far a pattern is missed."""
_TINY: Final = 1e-9


class Agreement(NamedTuple):
    """One contrast over parameter sets.

    Attributes:
        contrast: the contrast.
        shipped: its value with the shipped parameters.
        is_clear: whether its 95 % interval with them is clear of no change.
        median: median of its value over the sets that tell; NaN when none does.
        agree: sets with the sign of the shipped one.
        against: sets with the other sign and a 95 % interval clear of no change.
        telling: sets whose runs say anything about it.
        sets: number of sets, the shipped one left out.
    """

    contrast: Contrast
    shipped: float
    is_clear: bool
    median: float
    agree: int
    against: int
    telling: int
    sets: int

    @property
    def share(self) -> float:
        """Share of the telling sets that agree in sign; NaN when none tells."""
        return self.agree / self.telling if self.telling else math.nan


def agreements(
    contrasts: Sequence[Contrast], shipped: Sequence[Effect], others: Sequence[Sequence[Effect]]
) -> list[Agreement]:
    """Compare the sign of each contrast over parameter sets.

    Args:
        contrasts: what was compared.
        shipped: effect of each with the shipped parameters.
        others: the same with each other set.
    """
    return [
        _agreement(contrast, shipped[i], [effects[i] for effects in others])
        for i, contrast in enumerate(contrasts)
    ]


def _agreement(contrast: Contrast, shipped: Effect, others: Sequence[Effect]) -> Agreement:
    neutral = NEUTRAL.get(contrast.statistic, 0.0)
    telling = [effect for effect in others if math.isfinite(effect.value)]
    sign = sign_of(shipped.value, neutral)
    against = [effect for effect in telling if sign and clear_sign(effect, neutral) == -sign]
    return Agreement(
        contrast,
        shipped.value,
        clear_sign(shipped, neutral) != 0,
        float(np.median([e.value for e in telling])) if telling else math.nan,
        sum(sign_of(effect.value, neutral) == sign for effect in telling),
        len(against),
        len(telling),
        len(others),
    )


def sign_of(value: float, neutral: float = 0.0) -> int:
    """-1, 0 or 1; 0 also when nothing is known."""
    if not math.isfinite(value) or abs(value - neutral) <= _TINY:
        return 0
    return 1 if value > neutral else -1


def clear_sign(effect: Effect, neutral: float = 0.0) -> int:
    """-1 or 1 when the whole 95 % interval lies on that side of no change; else 0."""
    ends = {sign_of(effect.low, neutral), sign_of(effect.high, neutral)}
    return ends.pop() if len(ends) == 1 else 0


def is_beyond_chance(finding: Finding, runs: int) -> bool:
    """Whether a pattern is missed by more than :data:`ERRORS` Monte Carlo errors.

    Args:
        finding: the pattern with its value.
        runs: number of runs.
    """
    return errors_missed(finding, runs) > ERRORS


def errors_missed(finding: Finding, runs: int) -> float:
    """How far a pattern is missed, in Monte Carlo errors, from 0 (met) to :data:`FARTHEST`.

    The error of a share is taken at the bound that it misses, where it is not zero when all runs
    or none say yes (the score test; Agresti & Coull 1998, doi:10.1080/00031305.1998.10480550).
    Where the runs say nothing, or there is no error to measure with, it is missed by the most.

    Args:
        finding: the pattern with its value.
        runs: number of runs.
    """
    if finding.is_met:
        return 0.0
    if not math.isfinite(finding.value):
        return FARTHEST
    low, high = finding.pattern.accept_low, finding.pattern.accept_high
    bound = low if low is not None and finding.value < low else high
    if bound is None:
        return FARTHEST
    error = finding.error if math.isfinite(finding.error) else 0.0
    if finding.pattern.statistic.startswith("share"):
        error = max(error, error_of_share(bound, runs))
    gap = abs(finding.value - bound) - _TINY
    if gap <= 0:
        return 0.0
    return min(gap / error, FARTHEST) if error > 0 else FARTHEST
