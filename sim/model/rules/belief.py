"""M24 belief: people react to what they believe; who says it decides how far.

Sources: Friedkin & Johnsen 1990 for sources that are weighted by regard; DiFonzo & Bordia 2007 for
denials that work when the source is trusted and backfire when it is not; Allport & Postman 1947.
Greenberg 1964, *Diffusion of News of the Kennedy Assassination*, Public Opinion Quarterly 28, for
what happens: by day four in ten knew after a quarter of an hour, seven after half, nine after one
hour, half of them from others. The log-odds add what each source says (Bayes); their sizes are
judged, not measured.
"""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def source_weight(reach: float, credibility: float, regard: float) -> float:
    """Weight of a source for a group: w = reach credibility regard [-1..1], < 0 when distrusted."""
    return reach * credibility * regard


def answered(odds: Numbers, weight: float, size: float) -> Numbers:
    """Log-odds after a source spoke of what people have heard: l + s w.

    Args:
        odds: log-odds of the belief, above doubt (l).
        weight: weight of the source (w) [-1..1], taken negatively where it denies.
        size: log-odds that a wholly trusted source moves (s).
    """
    return odds + size * weight


def unanswered(odds: Numbers, weight: float, size: float) -> Numbers:
    """Neutral form: nobody listens to who confirms or denies."""
    return odds


def told(odds: Numbers, reliability: Numbers, size: float) -> Numbers:
    """Log-odds after a report: l + s r.

    Args:
        odds: log-odds of the belief, above doubt (l).
        reliability: how far who hear of it can rely on it (r) [0..1].
        size: log-odds of a wholly reliable report (s).
    """
    return odds + size * reliability


def deaf(odds: Numbers, reliability: Numbers, size: float) -> Numbers:
    """Neutral form: no report is believed."""
    return odds + 0.0 * reliability


def known_after(sources: tuple[tuple[float, float], ...], size: float, doubt: float) -> float:
    """Hours until reports of an event make it likelier than not: sum s r reaches -l0.

    Where all sources together do not, the last is waited for again, as often as it takes.

    Args:
        sources: delay, h, and reliability (r) [0..1] of each, the quickest first.
        size: log-odds of a wholly reliable report (s).
        doubt: log-odds against it without any report (-l0), >= 0.
    """
    odds, last = 0.0, (0.0, 1.0)
    for last in sources:
        odds += size * last[1]
        if odds >= doubt:
            return last[0]
    gains = size * last[1]
    return last[0] * (1.0 + math.ceil((doubt - odds) / gains)) if gains > 0.0 else math.inf


def at_once(sources: tuple[tuple[float, float], ...], size: float, doubt: float) -> float:
    """Neutral form: everybody knows what has happened."""
    return 0.0


def heard_of(
    known: Numbers, full: Numbers, awake: Numbers, told: Numbers, share: Numbers | float
) -> Numbers:
    """What people feel of what nobody had announced, as word of it spreads among who is awake.

    K' = (a F - K) / tau while K < a F, never below o F and never above F: sleepers learn of it as
    they wake, and who knows it knows it. Half of a town by day knows within tau ln 2.

    Args:
        known: what they feel of it so far (K), shape (quarter,).
        full: what they would feel if all of them knew (F), shape (quarter,).
        awake: share who are awake (a) [0..1], shape (quarter,).
        told: share who see it or are called (o) [0..1], shape (quarter,).
        share: share of who is awake and does not know that hears of it now, 1 - exp(-t / tau);
            1 / tau is the sum of reach over delay of all that brings news.
    """
    heard = known + np.maximum(0.0, awake * full - known) * share
    return np.minimum(full, np.maximum(heard, told * full))


def known_to_all(
    known: Numbers, full: Numbers, awake: Numbers, told: Numbers, share: Numbers | float
) -> Numbers:
    """Neutral form: everybody knows at once."""
    return full


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


def believing(odds: Numbers, doubt: float, attention: Numbers) -> Numbers:
    """Share who believe it since they heard of it: a (b(l0 + l) - b(l0)), never below 0.

    Args:
        odds: log-odds of the belief above doubt (l).
        doubt: log-odds without any report (l0).
        attention: share whose attention it has (a) [0..1].
    """
    return attention * np.maximum(0.0, share_of(doubt + odds) - _share_without(doubt))


@lru_cache
def _share_without(doubt: float) -> Numbers:
    """Share who believe it without any report: a number that stays the same for a whole run."""
    return share_of(doubt)
