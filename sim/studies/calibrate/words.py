"""What came of a calibration, in sentences."""

import math
from collections import Counter
from collections.abc import Sequence

from sim.studies.calibrate.generations import Search, SearchResult
from sim.studies.calibrate.posterior import Marginal, Pair
from sim.studies.calibrate.predictive_check import PatternCheck


def parameter_sentences(marginals: Sequence[Marginal], together: Sequence[Pair]) -> list[str]:
    """What was learnt of the parameters, in words.

    Args:
        marginals: of each parameter.
        together: pairs that are clearly related.
    """
    by_verdict: dict[str, list[str]] = {}
    for one in marginals:
        by_verdict.setdefault(one.verdict, []).append(one.prior.label)
    known = ("identified", "weakly identified")
    told = [f"{v.capitalize()}: {', '.join(by_verdict[v])}." for v in known if v in by_verdict]
    if "not identified" in by_verdict:
        names = ", ".join(by_verdict["not identified"])
        told.append(
            f"Not identified: {names}. With this number of parameter sets the observations do not "
            "tell these values from the prior."
        )
    labels = {one.prior.path: one.prior.label for one in marginals}
    told += [
        f"Known only together: {labels[p.first]} and {labels[p.second]} "
        f"(rank correlation {p.correlation:+.2f})."
        for p in together
    ]
    return told


def fresh_sentences(told: Sequence[PatternCheck]) -> list[str]:
    """How many patterns fresh runs meet, in words."""
    if not told:
        return []
    counts = ", ".join(f"{one.arm} {one.met}" for one in told)
    first = f"With fresh runs, of {told[0].of} patterns are met: {counts}."
    return [first] + [
        f"The posterior misses beyond chance: {', '.join(one.beyond)}. All fresh runs together are "
        "more than a set had in the search, so that less counts as chance."
        for one in told
        if one.arm == "posterior" and one.beyond
    ]


def search_words(search: Search, found: SearchResult, accepted: int, effective: float) -> str:
    """How a search went, in one sentence or two.

    Args:
        search: what was asked.
        found: what came of it.
        accepted: vectors of the last generation that miss no pattern beyond chance.
        effective: vectors alike in weight that would say as much as that generation.
    """
    tried = len(found.steps)
    last, n = found.posterior, len(found.posterior.particles)
    if search.generations == 1:
        how = f"{tried} parameter sets of the prior were tried, {n} accepted"
    else:
        told = ", ".join(_epsilon(one.epsilon) for one in found.generations)
        how = (
            f"{tried} parameter sets were tried in {len(found.generations)} generations "
            f"(largest miss allowed: {told} Monte Carlo errors); {n} in the last, as good as "
            f"{effective:.0f} alike in weight"
        )
    if last.epsilon > search.goal:
        return (
            f"{how}. {found.reason.capitalize()}: {n - accepted} of them still miss a pattern "
            "beyond chance."
        )
    return f"{how}. They miss no pattern beyond chance." if n else f"{how}."


def _epsilon(value: float) -> str:
    return f"{value:.3g}" if math.isfinite(value) else "any"


def shipped_sentence(search: Search, found: SearchResult) -> str:
    """How the shipped set fares, in words."""
    first = found.shipped
    words = "misses no pattern beyond chance"
    if first.stage or first.distance > search.goal:
        by = "" if math.isnan(first.distance) else f" by up to {first.distance:.2g} errors"
        words = f"misses {', '.join(first.patterns)}{by}"
    return f"The shipped set {words} in the same runs."


def rejection_sentences(found: SearchResult) -> list[str]:
    """Which patterns rejected most, in words; nothing when nothing was tried."""
    counts = Counter(name for step in found.steps for name in step.tried.patterns)
    if not counts:
        return []
    told = ", ".join(f"{name} ({count})" for name, count in counts.most_common(6))
    return [f"Patterns that rejected most: {told}."]
