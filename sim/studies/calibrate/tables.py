"""What came of a calibration as rows, as a table for a terminal, and in sentences."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.analysis.bands import QUANTILES
from sim.studies.calibrate.posterior import Marginal, Pair
from sim.studies.calibrate.predictive_check import Predicted, Told

HEAD: Final = ("parameter", "shipped", "prior, 90 %", "posterior, 90 %", "median", "verdict")


def parameter_rows(marginals: Sequence[Marginal]) -> list[dict[str, Any]]:
    """Posterior beside prior, one row a parameter."""
    return [
        {
            "parameter": one.prior.path,
            "unit": one.prior.unit,
            "shipped": one.prior.value,
            **dict(zip(_names("prior"), one.before, strict=True)),
            **dict(zip(_names("posterior"), one.after, strict=True)),
            "width": one.width,
            "distance_from_prior": one.distance,
            "distance_by_chance": one.critical,
            "verdict": one.verdict,
        }
        for one in marginals
    ]


def _names(what: str) -> list[str]:
    return [f"{what}_q{round(100 * q):02d}" for q in QUANTILES]


def pattern_rows(predictions: Mapping[str, Sequence[Predicted]]) -> list[dict[str, Any]]:
    """The patterns with fresh runs, one row a scenario, pattern and arm."""
    return [
        {
            "scenario": name,
            "pattern": one.pattern.pattern,
            "text": one.pattern.text,
            "parameters": one.arm,
            "accept_low": _or_nan(one.pattern.accept_low),
            "accept_high": _or_nan(one.pattern.accept_high),
            "value": one.whole.value,
            "error": one.whole.error,
            "met": one.whole.is_met,
            "errors_missed": one.far,
            **dict(zip(("batch_q05", "batch_q50", "batch_q95"), one.spread, strict=True)),
            "batches_compatible": one.compatible,
            "batches_compatible_error": one.error,
        }
        for name, found in predictions.items()
        for one in found
    ]


def _or_nan(value: float | None) -> float:
    return math.nan if value is None else value


def parameter_table(marginals: Sequence[Marginal]) -> str:
    """One line for each parameter, without a final line break."""
    rows = [HEAD, *(_cells(one) for one in marginals)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def _cells(one: Marginal) -> tuple[str, ...]:
    return (
        one.prior.path,
        f"{one.prior.value:.3g} {one.prior.unit}".rstrip(),
        f"{one.before[0]:.3g} to {one.before[-1]:.3g}",
        f"{one.after[0]:.3g} to {one.after[-1]:.3g}",
        f"{one.after[2]:.3g}",
        one.verdict,
    )


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


def fresh_sentences(told: Sequence[Told]) -> list[str]:
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
