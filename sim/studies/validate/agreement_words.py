"""What accepted parameter sets agree on, as a table for a terminal or a document."""

import math
from collections.abc import Sequence
from typing import Any, Final

from sim.report.markdown_table import table
from sim.studies.validate.agreement import Agreement
from sim.terms.words import ENGLISH, SEPARATORS, said, words

HEAD: Final = ("agree_contrast", "agree_shipped", "agree_median", "agree_same", "agree_against")
"""Columns of the table behind the first, by the keys of their words."""
TEN: Final = 10
"""Size from which a value is told without decimals."""


def agreement_table(
    found: Sequence[Agreement], runs: int, settings: Sequence[str] = (), language: str = ENGLISH
) -> str:
    """One line for each contrast, and below how many sets and runs stand behind it.

    Args:
        found: the contrasts.
        runs: pairs of runs behind each value.
        settings: what was set in all arms to make runs cheap.
        language: of the words; contrasts are told as their table says them.
    """
    sets = max((one.sets for one in found), default=0)
    behind = words("agree_behind", language, sets=sets, runs=runs)
    cheap = "".join(f", `{setting}`" for setting in settings)
    head = ["", *(words(key, language) for key in HEAD)]
    cells = table(head, [_cells(one, language) for one in found])
    return f"{cells}\n\n{behind}{cheap}. {words('agree_note', language)}"


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


def search_words(
    tried: int, accepted: int, rejections: Sequence[tuple[str, int]], language: str = ENGLISH
) -> str:
    """What came of the search, in words.

    Args:
        tried: sampled sets tried.
        accepted: those that missed no pattern beyond chance.
        rejections: patterns and how many sets each rejected, most first.
        language: of the words.
    """
    most = ", ".join(f"{name} ({count})" for name, count in rejections)
    told = words("agree_search", language, tried=tried, accepted=accepted)
    return f"{told} {words('agree_rejected', language, names=most)}" if most else told


def _cells(one: Agreement, language: str) -> tuple[str, ...]:
    same = words("count_of", language, count=one.agree, n=one.telling)
    if one.telling:
        same += f" ({one.share:.0%})"
    contrast, shipped = one.contrast, _number(one.shipped, language)
    shipped = shipped if one.is_clear else words("agree_unclear", language, value=shipped)
    median = _number(one.median, language)
    return (contrast.contrast, contrast.text, shipped, median, same, str(one.against))


def _number(value: float, language: str) -> str:
    if not math.isfinite(value):
        return said("nothing to compare", language)
    text = f"{value:.2g}" if abs(value) < TEN else f"{value:.0f}"
    return text.replace(".", SEPARATORS[language][1])
