"""What came of a calibration as rows, and as a table for a terminal."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.analysis.quantiles import QUANTILES
from sim.results.plain_text import aligned
from sim.studies.calibrate.posterior import Marginal
from sim.studies.calibrate.predictive_check import PredictedPattern

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


def pattern_rows(predictions: Mapping[str, Sequence[PredictedPattern]]) -> list[dict[str, Any]]:
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
    return aligned([HEAD, *(_cells(one) for one in marginals)])


def _cells(one: Marginal) -> tuple[str, ...]:
    return (
        one.prior.path,
        f"{one.prior.value:.3g} {one.prior.unit}".rstrip(),
        f"{one.before[0]:.3g} to {one.before[-1]:.3g}",
        f"{one.after[0]:.3g} to {one.after[-1]:.3g}",
        f"{one.after[2]:.3g}",
        one.verdict,
    )
