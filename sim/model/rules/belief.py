"""M24 belief: people react to what they believe; who says it decides how far.

Sources: Friedkin & Johnsen 1990 for sources that are weighted by regard; DiFonzo & Bordia 2007 for
denials that work when the source is trusted and backfire when it is not; Allport & Postman 1947.
The log-odds add what each source says (Bayes); their sizes are judged, not measured.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

LEAST: Final = 1e-4
"""Share below which nobody believes it, so that no source can raise it."""


def source_weight(reach: float, credibility: float, regard: float) -> float:
    """Weight of a source for a group: w = reach credibility regard [-1..1], < 0 when distrusted."""
    return reach * credibility * regard


def answered(share: Numbers, weight: float, size: float) -> Numbers:
    """Share who believe after a source spoke: logit b' = logit b + s w; nobody's belief stays so.

    Args:
        share: share who believe it before (b) [0..1].
        weight: weight of the source (w) [-1..1], taken negatively where it denies.
        size: log-odds that a wholly trusted source moves (s).
    """
    inside = np.clip(share, LEAST, 1.0 - LEAST)
    moved = 1.0 / (1.0 + (1.0 - inside) / inside * np.exp(-size * weight))
    return np.where(share < LEAST, share, moved)


def unanswered(share: Numbers, weight: float, size: float) -> Numbers:
    """Neutral form: nobody listens to who confirms or denies."""
    return share


def told(odds: Numbers, reliability: Numbers, size: float) -> Numbers:
    """Log-odds after a report: l + s r.

    Args:
        odds: log-odds that their people were hurt, above doubt (l).
        reliability: how far who hear of it can rely on it (r) [0..1].
        size: log-odds of a wholly reliable report (s).
    """
    return odds + size * reliability


def deaf(odds: Numbers, reliability: Numbers, size: float) -> Numbers:
    """Neutral form: no report is believed."""
    return odds + 0.0 * reliability


def share_of(odds: Numbers | float) -> Numbers:
    """Share who believe it: 1 / (1 + exp(-l))."""
    return 1.0 / (1.0 + np.exp(-odds))


def named(blame: Numbers, them: float, weight: float) -> Numbers:
    """Share who hold the others to have done it, after a source named somebody.

    B' = B + w (t - B) from a trusted source, B + |w| (1 - t - B) from one that is distrusted.

    Args:
        blame: that share before (B) [0..1].
        them: 1 when one of the others is named, 0 when one's own (t).
        weight: weight of the source (w) [-1..1].
    """
    toward = them if weight >= 0.0 else 1.0 - them
    return blame + abs(weight) * (toward - blame)


def hurt_threat(
    odds: Numbers, doubt: float, attention: Numbers, blame: Numbers, weight: float
) -> Numbers:
    """Threat of the belief that others hurt one's people: w_h a B (b(l0 + l) - b(l0)).

    Args:
        odds: log-odds of the belief above doubt (l), >= 0.
        doubt: log-odds without any report (l0).
        attention: share whose attention it has (a) [0..1].
        blame: share who hold the others to have done it (B) [0..1].
        weight: threat when all believe it and think of nothing else (w_h).
    """
    sure = share_of(doubt + odds) - share_of(doubt)
    return weight * attention * blame * sure
