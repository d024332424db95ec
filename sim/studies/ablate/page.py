"""The page of an ablation: what does not change as it must first, then all that was tried."""

import math
from collections.abc import Sequence

from sim.analysis.paired import LEAST_PAIRS, Ablated
from sim.report.page.study_page import Table
from sim.terms.words import Number, said, words

MANY = 100
"""Amount from which no decimals are shown."""


def found_words(effects: Sequence[Ablated], left_out: int, language: str) -> list[str]:
    """How much is not as it must be, how much is, and how much could not be tried.

    Args:
        effects: of each claim.
        left_out: claims that the case cannot show.
        language: of the sentences.
    """
    needed = [one for one in effects if one.verdict == "needed"]
    others = [one for one in effects if one.verdict != "needed"]
    told: list[str] = []
    for key, part in (("needed_not", others), ("needed_some", needed)):
        names = dict.fromkeys(mechanism_words(one.mechanism, language) for one in part)
        sizes = {"count": len(part), "all": len(effects), "names": ", ".join(names)}
        told += [words(key, language, **sizes)] if part else []
    if not others:
        told[0] = words("needed_all", language, all=len(effects))
    few = max((one.effect.n for one in effects), default=0) < LEAST_PAIRS
    told += [words("needed_few", language, least=LEAST_PAIRS)] if few else []
    return [*told, words("needed_left", language, count=left_out)] if left_out else told


def mechanism_words(mechanism: str, language: str) -> str:
    """A mechanism by its name."""
    return said(mechanism.replace("_", " "), language)


def effects_table(effects: Sequence[Ablated], language: str) -> Table:
    """Every claim with its effect; a bar reaches its middle where the change is just enough."""
    heads = ("mechanism", "needed_change", "needed_least", "needed_effect", "needed_is")
    ordered = sorted(effects, key=lambda one: one.verdict == "needed")
    rows = [
        (
            mechanism_words(one.mechanism, language), claim_words(one, language),
            _amount(one.least, one, language), effect_words(one, language), _verdict(one, language),
        )
        for one in ordered
    ]  # fmt: skip
    return Table(
        words("needed_table", language),
        [words(key, language) for key in heads],
        rows,
        bars=[[math.nan, math.nan, one.relative(one.effect.value) / 2] for one in ordered],
    )


def claim_words(one: Ablated, language: str) -> str:
    """What must change, and what is otherwise than the case in both."""
    text = said(one.text, language)
    return f"{text} ({said(one.condition, language)})" if one.condition else text


def amount_words(value: float, language: str) -> str:
    """A number to two digits, with a true minus: no more is known of it."""
    form = ",.0f" if abs(value) >= MANY else ".2g"
    return f"{Number(value, language):{form}}".replace("-", "−")


def _amount(value: float, one: Ablated, language: str) -> str:
    """A change with its unit; a share as so many of a hundred runs."""
    if one.unit == "share":
        return f"{amount_words(100 * value, language)} {words('of_hundred', language)}"
    return f"{amount_words(value, language)} {said(one.unit, language)}".rstrip()


def effect_words(one: Ablated, language: str) -> str:
    """The change with its interval and unit."""
    if math.isnan(one.effect.value):
        return words("none", language)
    scale = 100 if one.unit == "share" else 1
    low, high = (amount_words(scale * end, language) for end in (one.effect.low, one.effect.high))
    between = words("to", language, low=low, high=high)
    return f"{_amount(one.effect.value, one, language)} ({between})"


def _verdict(one: Ablated, language: str) -> str:
    if one.verdict == "needed":
        return words("yes", language)
    return said(one.verdict, language)
