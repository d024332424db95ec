"""How far accepted parameter sets agree on what a contrast shows."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from sim.analysis.paired import PairedEffect
from sim.analysis.quantiles import draw_quantiles
from sim.analysis.signs import clear_sign, sign_of
from sim.studies.validate.contrasts import Contrast

NEUTRAL: Final = {"ratio_of_means": 1.0, "ratio_of_spreads": 1.0}
"""Value that says that nothing changes, where it is not 0."""


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
    contrasts: Sequence[Contrast],
    shipped: Sequence[PairedEffect],
    others: Sequence[Sequence[PairedEffect]],
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


def _agreement(
    contrast: Contrast, shipped: PairedEffect, others: Sequence[PairedEffect]
) -> Agreement:
    neutral = NEUTRAL.get(contrast.statistic, 0.0)
    telling = [effect for effect in others if math.isfinite(effect.value)]
    sign = sign_of(shipped.value, neutral)
    against = [effect for effect in telling if sign and clear_sign(effect, neutral) == -sign]
    return Agreement(
        contrast,
        shipped.value,
        clear_sign(shipped, neutral) != 0,
        float(draw_quantiles([e.value for e in telling], (0.5,))[0]) if telling else math.nan,
        sum(sign_of(effect.value, neutral) == sign for effect in telling),
        len(against),
        len(telling),
        len(others),
    )
