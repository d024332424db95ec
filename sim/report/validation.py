"""The table of observed patterns for a terminal: observed, accepted, model, null model, met."""

import math
from collections.abc import Sequence
from typing import Final

from sim.analysis.patterns import Finding

_HEAD: Final = ("", "pattern", "observed", "accepted", "model ± error", "null", "met")
_WIDEST: Final = (4, 46, 22, 14, 18, 14, 3)
"""Widest columns in characters; longer words are cut."""


SMALLEST: Final = 1e-4
"""Numbers closer to zero than this are shown as zero."""


def validate_table(model: Sequence[Finding], null: Sequence[Finding]) -> str:
    """A table of every pattern with the model's and the null model's value.

    Args:
        model: findings of the model.
        null: findings of the null model, of the same patterns in the same order.

    Returns:
        Lines without a final line break; the last one counts what is met.

    Raises:
        ValueError: when the two are not of the same patterns.
    """
    if [f.pattern.pattern for f in model] != [f.pattern.pattern for f in null]:
        message = "model and null model must be tested on the same patterns"
        raise ValueError(message)
    cells = [_HEAD, *(_cells(*pair) for pair in zip(model, null, strict=True))]
    cut = [[_cut(cell, most) for cell, most in zip(row, _WIDEST, strict=True)] for row in cells]
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in cut]
    lines.insert(1, "  ".join("-" * width for width in widths))
    met, by_null = (sum(f.is_met for f in findings) for findings in (model, null))
    lines += [
        "",
        f"met: model {met} of {len(model)}, null model {by_null} of {len(null)} (* not met)",
    ]
    return "\n".join(lines)


def _cells(model: Finding, null: Finding) -> tuple[str, ...]:
    pattern = model.pattern
    return (
        pattern.pattern,
        pattern.text,
        pattern.observed,
        accepted(pattern.accept_low, pattern.accept_high),
        valued(model),
        _number(null.value) + ("" if null.is_met else " *"),
        "yes" if model.is_met else "NO",
    )


def accepted(low: float | None, high: float | None) -> str:
    """What is accepted, in words: "0.6 - 0.97", "at least 6", "at most 0.1" or "anything"."""
    if low is None and high is None:
        return "anything"
    if low is None:
        return f"at most {high:g}"
    if high is None:
        return f"at least {low:g}"
    return f"{low:g}" if low == high else f"{low:g} - {high:g}"


def valued(finding: Finding) -> str:
    """A value with its Monte Carlo error, such as "0.87 ± 0.024"; "-" when there is none."""
    if math.isnan(finding.value):
        return "-"
    return f"{_number(finding.value)} ± {_number(finding.error, digits=2)}"


def _number(value: float, digits: int = 3) -> str:
    """A number to some significant digits, without exponent; "-" when there is none."""
    if math.isnan(value):
        return "-"
    if abs(value) >= 10**digits:
        return f"{value:.0f}"
    return f"{value:.{digits}g}" if abs(value) >= SMALLEST else "0"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
