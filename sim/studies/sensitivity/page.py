"""The page of a sensitivity study: which numbers move the outcomes, and how much is chance."""

from collections.abc import Mapping, Sequence

from sim.analysis.event_words import Names
from sim.report.page.outcome_words import query_words
from sim.report.page.setting_words import path_words
from sim.report.page.study_page import Table
from sim.studies.sensitivity.indices import MorrisEffect, SobolIndices
from sim.studies.sensitivity.picture import OutcomeSensitivity
from sim.terms.words import Number, number_words, words

MOST_NAMED = 3
"""Numbers that are named of each outcome: those that move it most."""
_WAYS: Mapping[int, str] = {1: "moves_up", -1: "moves_down", 0: "moves_both"}


def moved_words(told: Sequence[OutcomeSensitivity], names: Names) -> list[str]:
    """Of each outcome what moves it most, among what can be told apart from chance."""
    return [text for one in told for text in _of_outcome(one, names)]


def _of_outcome(one: OutcomeSensitivity, names: Names) -> list[str]:
    language = names.language
    label = query_words(one.outcome, language)
    outcome = label[:1].upper() + label[1:]
    if one.noise is None:
        return [words("moves_not_at_all", language, outcome=outcome)]
    clear = [found for found in one.found if found.is_clear][:MOST_NAMED]
    told = {"outcome": outcome, "n": len(one.found)}
    named = ", ".join(_named(found, names) for found in clear)
    first = words("moves_most" if clear else "moves_nothing", language, names=named, **told)
    return [first, words("moves_chance", language, outcome=outcome, share=one.noise.share)]


def _named(found: MorrisEffect | SobolIndices, names: Names) -> str:
    name = path_words(found.name, names)
    if isinstance(found, SobolIndices):
        return name
    return words(_WAYS[found.sign], names.language, name=name)


def moved_tables(told: Sequence[OutcomeSensitivity], names: Names) -> list[Table]:
    """Of each outcome every number, the strongest first, and whether it is clear."""
    language = names.language
    return [
        Table(
            query_words(one.outcome, language),
            _heads(one, language),
            [
                (
                    path_words(found.name, names),
                    *_cells(found, language),
                    words("yes" if found.is_clear else "no", language),
                )
                for found in one.found
            ],
            bars=_bars(one),
        )
        for one in told
        if one.found
    ]


def _bars(one: OutcomeSensitivity) -> list[list[float]]:
    """Each effect as a part of the strongest; shares as they are."""
    effects = [found.mu_star for found in one.found if isinstance(found, MorrisEffect)]
    if effects:
        most = max(effects)
        return [[effect / most] if most > 0 else [] for effect in effects]
    return [[f.first, f.total] for f in one.found if isinstance(f, SobolIndices)]


def _heads(one: OutcomeSensitivity, language: str) -> list[str]:
    is_morris = isinstance(one.found[0], MorrisEffect)
    middle = ("moves_by", "difference") if is_morris else ("moves_share", "moves_total")
    return [words(key, language) for key in ("setting", *middle, "is_clear")]


def _cells(found: MorrisEffect | SobolIndices, language: str) -> tuple[str, str]:
    if isinstance(found, MorrisEffect):
        low, high = (number_words(end, language) for end in (found.low, found.high))
        return number_words(found.mu_star, language), words("to", language, low=low, high=high)
    parts = ((found.first, found.first_error), (found.total, found.total_error))
    alone, both = (
        f"{Number(value, language):.0%} ± {Number(error, language):.0%}" for value, error in parts
    )
    return alone, both
