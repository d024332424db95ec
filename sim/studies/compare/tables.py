"""Comparisons as tables: tidy rows, the differences over time, and lines for a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.analysis.hourly import ticks_of_hour
from sim.results.plain_text import csv_text, number_text, time_text
from sim.scenario.clock import Clock
from sim.studies.compare.difference_curves import CurveDifference
from sim.studies.compare.differences import EndpointDifference
from sim.studies.compare.endpoints import SHARES
from sim.studies.compare.forest_plot import difference_words, lane_words
from sim.studies.compare.plain_words import better_pairs, level_pair
from sim.terms.words import ENGLISH, words

CURVE_COLUMNS: Final = (
    "variant", "measure", "tick", "time", "base", "base_q05", "base_q95", "value", "value_q05",
    "value_q95", "difference", "low", "high", "q05", "q95",
)  # fmt: skip
HEAD: Final = (
    "", "as_it_is", "changed", "difference", "better", "worse", "compare_sets", "is_clear",
)  # fmt: skip
_TO_THE_LEFT: Final = frozenset({0, 3, 7})
_CLEAR: Final = {"all": "yes", "alone": "clear_alone", "no": ""}


def record_of(one: EndpointDifference) -> dict[str, Any]:
    """One difference as plain values; shares lie in [0..1], times are hours since the start."""
    endpoint, effect, sign_agreement = one.endpoint, one.effect, one.sign_agreement
    unit = "h since the start" if endpoint.statistic == "hours" else endpoint.unit
    return {
        "variant": one.variant,
        "outcome": endpoint.outcome,
        "statistic": endpoint.statistic,
        "label": endpoint.label,
        "unit": "share of runs" if endpoint.statistic in SHARES else unit,
        "better_way": endpoint.better,
        "base": one.base,
        "value": one.value,
        "difference": effect.value,
        "low": effect.low,
        "high": effect.high,
        "error": effect.error,
        "n": effect.n,
        "differ": one.differ,
        "helps": one.shares.helps,
        "harms": one.shares.harms,
        "same": one.shares.same,
        "clear": one.clear,
        "p": one.p,
        "p_adjusted": one.p_adjusted,
        "agree": sign_agreement.share if sign_agreement else float("nan"),
        "sets_agree": sign_agreement.agree if sign_agreement else None,
        "sets_other": sign_agreement.other if sign_agreement else None,
        "sets_clearly_other": sign_agreement.clearly if sign_agreement else None,
        "sets": sign_agreement.telling if sign_agreement else None,
        "smallest_effect_of_interest": endpoint.smallest_effect,
        "minimum_detectable_effect": one.minimum_detectable_effect,
        "runs": one.runs,
        "runs_needed": one.required_runs,
        "base_censored": one.censored[0],
        "value_censored": one.censored[1],
        "pairing_efficiency": one.pairing_efficiency,
    }


def curves_csv(curves: Mapping[str, Mapping[str, CurveDifference]], clock: Clock) -> str:
    """Text of ``curves_difference.csv``: one row for each hour of each measure and variant.

    Args:
        curves: by name of the variant, and by measure.
        clock: tells local times.
    """
    step = ticks_of_hour(clock)
    return csv_text(
        CURVE_COLUMNS,
        (
            [variant, measure, str(hour * step), time_text(clock, hour), *map(number_text, values)]
            for variant, measures in curves.items()
            for measure, curve in measures.items()
            for hour, values in enumerate(_by_hour(curve))
        ),
    )


def _by_hour(curve: CurveDifference) -> list[tuple[float, ...]]:
    parts = (
        curve.base, *curve.base_band, curve.variant, *curve.variant_band, curve.difference,
        curve.low, curve.high, *curve.band,
    )  # fmt: skip
    return list(zip(*(part.tolist() for part in parts), strict=True))


def lanes_table(
    lanes: Sequence[EndpointDifference], clock: Clock, language: str = ENGLISH
) -> list[str]:
    """The key differences of one variant as lines for a terminal."""
    head = tuple(words(key, language) if key else "" for key in HEAD)
    columns = list(zip(head, *(cells_of(one, clock, language) for one in lanes), strict=True))
    lines = [""] * (len(lanes) + 1)
    rules = ""
    for place, column in enumerate(columns):
        if not any(column[1:]):
            continue
        width = max(map(len, column))
        is_left = place in _TO_THE_LEFT
        cells = [cell.ljust(width) if is_left else cell.rjust(width) for cell in column]
        lines = [f"{line}{cell}  " for line, cell in zip(lines, cells, strict=True)]
        rules += "-" * width + "  "
    first, *others = (line.rstrip() for line in lines)
    return [first, rules.rstrip(), *others]


def cells_of(one: EndpointDifference, clock: Clock, language: str) -> tuple[str, ...]:
    """One difference as the cells of a row below :data:`HEAD`."""
    levels = level_pair(one, clock, language, is_short=True)
    pairs = better_pairs(one) or ("", "")
    agree = f"{one.sign_agreement.agree} : {one.sign_agreement.other}" if one.sign_agreement else ""
    clear = words(_CLEAR[one.clear], language) if _CLEAR[one.clear] else ""
    told = difference_words(one, language)
    return (lane_words(one, language), *levels, told, *map(str, pairs), agree, clear)
