"""A sensitivity study as text: the strongest for a terminal, and the tidy tables."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.analysis.outcome_queries import order_words
from sim.studies.sensitivity.indices import MonteCarloNoise, MorrisEffect, SobolIndices
from sim.studies.sensitivity.picture import OutcomeSensitivity

SHOWN: Final = 5
"""Factors told of each outcome."""
WIDE: Final = 0.5
"""Half an interval of a share beyond which it says little."""
MORRIS: Final = ("mu", "mu_star", "low", "high", "sigma", "chance", "is_clear")
SOBOL: Final = ("first", "first_error", "total", "total_error", "chance", "is_clear")
NOISE: Final = ("noise_share", "noise_low", "noise_high", "noise_left", "noise_spread")


def sensitivity_lines(told: Sequence[OutcomeSensitivity], labels: Mapping[str, str]) -> list[str]:
    """For each outcome the strongest factors and how much is chance."""
    lines: list[str] = []
    for one in told:
        lines.append(one.outcome.label)
        if one.noise is None:
            lines.append(f"  {one.why}")
            continue
        width = max(len(labels[f.name]) for f in one.found)
        clear = sum(f.is_clear for f in one.found)
        lines += [f"  {labels[f.name]:{width}}  {_words(f)}" for f in one.found[:SHOWN]]
        rest = len(one.found) - SHOWN
        if rest > 0:
            lines.append(f"  ... and {rest} more; {clear} of {len(one.found)} are clear")
        lines.append(f"  {_chance(one.noise)}")
        if one.outcome.is_mean_of_order:
            lines.append(f"  {order_words(one.outcome)}")
        if any(isinstance(f, SobolIndices) and f.total_error > WIDE for f in one.found):
            lines.append("  the intervals are too wide to tell much: ask for more samples")
    return lines


def _words(found: MorrisEffect | SobolIndices) -> str:
    doubt = "" if found.is_clear else "  not clear"
    if isinstance(found, MorrisEffect):
        sign = {1: "+", -1: "-", 0: "±"}[found.sign] if found.mu_star else " "
        return f"{sign}{found.mu_star:.3g} [{found.low:.3g}, {found.high:.3g}]{doubt}"
    return (
        f"alone {found.first:.2f} ±{found.first_error:.2f}, with others {found.total:.2f} "
        f"±{found.total_error:.2f} (by chance {found.chance:.2f}){doubt}"
    )


def _chance(noise: MonteCarloNoise) -> str:
    return (
        f"chance: {100 * noise.share:.0f} % [{100 * noise.low:.0f}, {100 * noise.high:.0f}] of the "
        f"variance of a run; {100 * noise.left:.0f} % of that of the means is left"
    )


def sensitivity_records(
    told: Sequence[OutcomeSensitivity], labels: Mapping[str, str]
) -> list[dict[str, Any]]:
    """One record for each outcome and factor; what is known of chance stands in each."""
    records: list[dict[str, Any]] = []
    for one in told:
        noise = dict(zip(NOISE, one.noise, strict=True)) if one.noise is not None else {}
        for factor in one.found:
            names = MORRIS if isinstance(factor, MorrisEffect) else SOBOL
            values = {name: getattr(factor, name) for name in names}
            records.append(
                {"outcome": one.outcome.text, "unit": one.outcome.unit, "parameter": factor.name,
                 "label": labels[factor.name], **values, **noise}
            )  # fmt: skip
    return records
