"""What accepted parameter sets agree on, as a table for a terminal or a document."""

import math
from collections.abc import Sequence
from typing import Any, Final

from sim.report.markdown_table import table
from sim.studies.validate.agreement import Agreement

HEAD: Final = ("", "contrast", "shipped", "median of the sets", "same sign", "clearly against")

NOTE: Final = (
    "*Not clear*: the 95 % interval allows no change. *Clearly against*: the other sign, with an "
    "interval that does not. Signs of ratios are taken from 1; where nothing changes, or nothing "
    "happens, the sign is 0."
)


def agreement_table(found: Sequence[Agreement], runs: int, settings: Sequence[str] = ()) -> str:
    """One line for each contrast, and below how many sets and runs stand behind it.

    Args:
        found: the contrasts.
        runs: pairs of runs behind each value.
        settings: what was set in all arms to make runs cheap.
    """
    sets = max((one.sets for one in found), default=0)
    behind = f"{sets} sets beside the shipped one, {runs} pairs of runs for each contrast."
    cheap = "".join(f", `{setting}`" for setting in settings)
    return f"{table(HEAD, map(_cells, found))}\n\n{behind[:-1]}{cheap}. {NOTE}"


def agreement_records(found: Sequence[Agreement]) -> list[dict[str, Any]]:
    """One record for each contrast."""
    return [
        {
            "contrast": one.contrast.contrast,
            "text": one.contrast.text,
            "variant": one.contrast.variant,
            "shipped": one.shipped,
            "clear": one.is_clear,
            "median": one.median,
            "agree": one.agree,
            "against": one.against,
            "telling": one.telling,
            "sets": one.sets,
        }
        for one in found
    ]


def search_words(tried: int, accepted: int, rejections: Sequence[tuple[str, int]]) -> str:
    """What came of the search, in words.

    Args:
        tried: sampled sets tried.
        accepted: those that missed no pattern beyond chance.
        rejections: patterns and how many sets each rejected, most first.
    """
    most = ", ".join(f"{name} ({count})" for name, count in rejections)
    told = f"Of {tried} sampled sets {accepted} met all patterns within chance."
    return f"{told} Patterns that rejected most: {most}." if most else told


def _cells(one: Agreement) -> tuple[str, ...]:
    same = f"{one.agree} of {one.telling}"
    if one.telling:
        same += f" ({one.share:.0%})"
    contrast = one.contrast
    shipped = _number(one.shipped) + ("" if one.is_clear else ", not clear")
    median = _number(one.median)
    return (contrast.contrast, contrast.text, shipped, median, same, str(one.against))


def _number(value: float) -> str:
    return f"{value:.2g}" if math.isfinite(value) and abs(value) < 10 else _long(value)


def _long(value: float) -> str:
    return f"{value:.0f}" if math.isfinite(value) else "nothing to compare"
