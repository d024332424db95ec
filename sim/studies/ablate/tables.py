"""What each mechanism is needed for: a table for a terminal, and plain data."""

import math
from collections.abc import Sequence
from typing import Any, Final

from sim.analysis.paired import Ablated
from sim.results.plain_text import aligned

_HEAD: Final = ("off", "what must change", "least", "effect", "95 % interval", "verdict")


def ablation_table(ablated: Sequence[Ablated]) -> str:
    """One line for each claim, and how many hold.

    Returns:
        Lines without a final line break.
    """
    rows = [_HEAD, *(_cells(one) for one in ablated)]
    return f"{aligned(rows)}\n\n{needed(ablated)}"


def needed(ablated: Sequence[Ablated]) -> str:
    """How many claims hold, over how many pairs."""
    hold = sum(one.verdict == "needed" for one in ablated)
    pairs = max((one.pairs for one in ablated), default=0)
    return f"needed: {hold} of {len(ablated)}, over {pairs} pairs of runs with the same chance"


def _cells(one: Ablated) -> tuple[str, ...]:
    effect = one.effect
    return (
        one.mechanism,
        _words(one),
        number_words(one.least),
        number_words(effect.value),
        interval_words(one),
        one.verdict,
    )


def _words(one: Ablated) -> str:
    return f"{one.text} ({one.condition})" if one.condition else one.text


def interval_words(one: Ablated) -> str:
    """The 95 % interval of an effect with its unit."""
    words = f"[{number_words(one.effect.low)}, {number_words(one.effect.high)}]"
    return f"{words} {one.unit}".rstrip()


def number_words(value: float) -> str:
    """A number to three digits; "-" when there is none."""
    if math.isnan(value):
        return "-"
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def ablation_content(ablated: Sequence[Ablated], scenario: str, seed: int) -> dict[str, Any]:
    """Content of ``ablation.json``."""
    return {
        "scenario": scenario,
        "seed": seed,
        "pairs": max((one.pairs for one in ablated), default=0),
        "effects": [
            {
                "mechanism": one.mechanism,
                "text": one.text,
                "condition": one.condition,
                "unit": one.unit,
                "least": one.least,
                "neutral": one.neutral,
                "effect": one.effect.value,
                "error": one.effect.error,
                "interval": [one.effect.low, one.effect.high],
                "telling_pairs": one.effect.n,
                "verdict": one.verdict,
            }
            for one in ablated
        ],
    }


def ablation_records(ablated: Sequence[Ablated]) -> list[dict[str, Any]]:
    """One record for each claim, for a table."""
    return [
        {
            "mechanism": one.mechanism,
            "text": one.text,
            "condition": one.condition,
            "unit": one.unit,
            "least": one.least,
            "neutral": one.neutral,
            "effect": one.effect.value,
            "error": one.effect.error,
            "low": one.effect.low,
            "high": one.effect.high,
            "telling_pairs": one.effect.n,
            "pairs": one.pairs,
            "verdict": one.verdict,
        }
        for one in ablated
    ]
