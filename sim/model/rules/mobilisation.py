"""M1 mobilisation: benefit of coming out against the cost of one's time.

Sources: Granovetter 1978, *Threshold models of collective behavior*, AJS 83(6), for the saturating
social term; McFadden 1974 for the logit choice; Kuran 1989, Public Choice 61, for private costs;
Becker 1965, *A Theory of the Allocation of Time*, Economic Journal 75: the way costs time too.
Oliver & Marwell 1988, *The Paradox of Group Size in Collective Action*, ASR 53(1): what counts is
how many people organisers can reach, and not how many there are.
Epstein's (2002) rule is not used for turnout: with the legitimacy surveyed in the north it has
nine in ten rebel in peace.
"""

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def benefit(
    threat: Numbers,
    called: Numbers,
    share_out: Numbers,
    called_weight: float,
    social: tuple[float, float],
) -> Numbers:
    """Benefit of coming out: u = tanh(theta) + w_c [called] + b a / (a + a_half).

    Of those who have a known place to gather at, some effort of coming out is saved: see
    ``gathering_weight`` of the parameters, which is added to it.

    Args:
        threat: threat felt (theta), >= 0.
        called: 1 while a call to come out is in force.
        share_out: share of the group that is out (a) [0..1].
        called_weight: benefit of a call (w_c).
        social: largest social benefit (b) and the share at which half of it is felt (a_half).

    Returns:
        Benefit u, in the units of the cost of time.
    """
    weight, half = social
    return np.tanh(threat) + called_weight * called + weight * share_out / (share_out + half)


def reached(people: float, reach: float) -> float:
    """Share of those who are called whom the call reaches: min(1, R / N).

    Args:
        people: people who are called (N), > 0: of a group in the municipality, or all.
        reach: people whom those who call can reach (R), > 0.
    """
    return min(1.0, reach / people)


def with_the_way(benefit: Numbers, minutes: Numbers, stay: float) -> Numbers:
    """Benefit of coming out for an hour of one's time, the way there and back: u / (1 + 2 d / s).

    Args:
        benefit: benefit of being there (u), shape (quarter,).
        minutes: driving minutes to where they gather (d), shape (quarter,); infinite without a way.
        stay: mean stay (s), h, > 0.
    """
    return benefit / (1.0 + minutes / 30.0 / stay)


def stays(draws: NDArray[np.float32], mean: float, shape: float) -> NDArray[np.float32]:
    """Hours for which people stay out, of a Weibull law: s z^(1/k) / Gamma(1 + 1/k).

    Of a shape of 1 some leave at any time and some stay for long; the larger it is, the more of
    them leave together (Weibull 1951, *A Statistical Distribution Function of Wide Applicability*,
    Journal of Applied Mechanics 18), as from what has an end.

    Args:
        draws: unit-exponential draws of theirs (z), shape (person,).
        mean: mean stay (s), h.
        shape: shape of the law (k), >= 1.
    """
    return draws ** np.float32(1.0 / shape) * np.float32(mean / math.gamma(1.0 + 1.0 / shape))


def leave_rate(
    benefit: NDArray[np.float32], cost: NDArray[np.float32], width: float
) -> NDArray[np.float32]:
    """Rate of leaving home, 1/h: logistic((u - c) / w), shape (person,)."""
    margin = np.minimum((cost - benefit) / np.float32(width), np.float32(80.0))
    return (1.0 / (1.0 + np.exp(margin))).astype(np.float32, copy=False)


def nobody_leaves(
    benefit: NDArray[np.float32], cost: NDArray[np.float32], width: float
) -> NDArray[np.float32]:
    """Neutral form: nobody leaves home."""
    return np.zeros_like(cost)
