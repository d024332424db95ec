"""The page of a discovery: whether there is a region, its limits, and what runs say of it."""

import math
from collections.abc import Mapping, Sequence

from sim.analysis.event_words import Names
from sim.report.page.setting_words import path_words
from sim.report.page.study_page import Table
from sim.studies.discovery.boxes import BoxFit, BoxLimit, DiscoveredBox
from sim.studies.discovery.picture import Range
from sim.terms.words import number_words, words


def found_words(found: DiscoveredBox, names: Names) -> list[str]:
    """Whether a region is found, its limits, and how much of what was looked for lies in it."""
    language, fit = names.language, found.test
    if not found.sides:
        both = {"cases": fit.cases + found.training.cases, "n": fit.points + found.training.points}
        return [words("discover_none", language, **both)]
    first = words(
        "discover_found" if found.is_found else "discover_unsure", language,
        hits=fit.hits, inside=fit.inside, others=fit.cases - fit.hits,
        outside=fit.points - fit.inside,
    )  # fmt: skip
    limits = words(
        "discover_limits", language, limits="; ".join(_limit(s, names) for s in found.sides)
    )
    return [first, limits, words("discover_covers", language, cases=fit.cases, hits=fit.hits)]


def _limit(side: BoxLimit, names: Names) -> str:
    low, high = (number_words(end, names.language) for end in (side.low, side.high))
    label = path_words(side.name, names)
    return words("discover_limit", names.language, label=label, low=low, high=high)


def found_tables(found: DiscoveredBox, ranges: Mapping[str, Range], names: Names) -> list[Table]:
    """The limits of the region, and how many of the runs that tried it came to it."""
    language = names.language
    if not found.sides:
        return []
    sides = [
        [path_words(side.name, names), _range(side.low, side.high, language),
         _range(ranges[side.name].low, ranges[side.name].high, language)]
        for side in found.sides
    ]  # fmt: skip
    heads = [words(key, language) for key in ("setting", "in_region", "believed")]
    return [Table(words("region", language), heads, sides), _counts(found.test, language)]


def _range(low: float, high: float, language: str) -> str:
    return words("to", language, low=number_words(low, language), high=number_words(high, language))


def _counts(fit: BoxFit, language: str) -> Table:
    """Of the runs that tried the region, how many came to it inside and outside."""
    rows: Sequence[tuple[str, int, int]] = (
        ("inside", fit.hits, fit.inside),
        ("outside", fit.cases - fit.hits, fit.points - fit.inside),
        ("altogether", fit.cases, fit.points),
    )
    return Table(
        words("discover_tried", language),
        [words(key, language) for key in ("where", "came_to_it")],
        [(words(key, language), words("of_runs", language, count=count, n=n))
         for key, count, n in rows],
        bars=[[count / n if n else math.nan] for _, count, n in rows],
    )  # fmt: skip
