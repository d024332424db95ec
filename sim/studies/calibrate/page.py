"""The page of a calibration: what is still missed first, then what was learnt of each value."""

from collections.abc import Mapping, Sequence

from sim.analysis.event_words import Names
from sim.report.page.setting_words import path_words
from sim.report.page.study_page import Table
from sim.studies.calibrate.generations import SearchResult
from sim.studies.calibrate.posterior import Marginal, Pair
from sim.studies.calibrate.predictive_check import PredictedPattern, check_patterns
from sim.studies.validate.page import accepted_words, value_words
from sim.terms.words import number_words, words

Predictions = Mapping[str, Sequence[PredictedPattern]]
"""Patterns with fresh runs, by name of the scenario."""
_TOLD: Mapping[str, str] = {
    "identified": "yes",
    "weakly identified": "a_little",
    "not identified": "no",
}
"""Key of the words for what is known of a value."""
_LEARNT: Mapping[str, str] = {
    "not identified": "fitted_unknown",
    "weakly identified": "fitted_weakly",
    "identified": "fitted_known",
}
"""Key of the sentence of values of each kind, in the order in which they are told."""


def found_words(found: SearchResult, accepted: int, language: str) -> list[str]:
    """How many sets were kept, and how much they and the case's own still miss.

    Args:
        found: what came of the search.
        accepted: sets kept that miss nothing beyond chance.
        language: of the sentences.
    """
    n = len(found.posterior.particles)
    first = words("fitted_kept" if n else "fitted_none", language, n=n, missing=n - accepted)
    return [first, words("fitted_own", language, missed=len(found.shipped.patterns))]


def fresh_words(predictions: Predictions, language: str) -> list[str]:
    """How many patterns fresh runs meet, with whose values; nothing without such runs."""
    checks = check_patterns(predictions)
    met = {one.arm: one.met for one in checks}
    return [words("fitted_fresh", language, n=checks[0].of, **met)] if checks else []


def learnt_words(
    marginals: Sequence[Marginal], together: Sequence[Pair], names: Names
) -> list[str]:
    """What was observed does not tell of the values, tells a little, tells, or tells of pairs.

    Args:
        marginals: of each value.
        together: pairs that are known only together.
        names: what ids are called.
    """
    language, told = names.language, list[str]()
    for verdict, key in _LEARNT.items():
        own = [path_words(m.prior.path, names) for m in marginals if m.verdict == verdict]
        told += [words(key, language, names=", ".join(own))] if own else []
    both = (tuple(path_words(path, names) for path in pair[:2]) for pair in together)
    return [*told, *(words("fitted_together", language, first=a, second=b) for a, b in both)]


def values_table(marginals: Sequence[Marginal], names: Names) -> Table:
    """Each value: what the case says, what was tried, what was kept, and whether it is told."""
    language = names.language
    heads = ("setting", "own", "tried_values", "kept_values", "is_told")
    rows = [
        (
            path_words(one.prior.path, names),
            f"{number_words(one.prior.value, language)} {one.prior.unit}".rstrip(),
            _range(one.before, language),
            _range(one.after, language),
            words(_TOLD[one.verdict], language),
        )
        for one in marginals
    ]
    title, note = (words(key, language) for key in ("fitted_values", "fitted_range"))
    return Table(title, [words(key, language) for key in heads], rows, note)


def _range(ends: Sequence[float], language: str) -> str:
    low, high = (number_words(end, language) for end in (ends[0], ends[-1]))
    return words("to", language, low=low, high=high)


def patterns_table(
    predictions: Predictions, titles: Mapping[str, str], language: str
) -> list[Table]:
    """What was observed beside the kept values with fresh runs, the misses first; none unchecked.

    Args:
        predictions: what fresh runs say.
        titles: of the scenarios by name.
        language: of the words; what was observed is told as its table says it.
    """
    if not predictions:
        return []
    keys = ("what", "case", "accepted", "kept_values", "met_by_kept", "met_by_own")
    of = [(titles[name], one) for name, found in predictions.items() for one in found]
    own = {(title, one.pattern.pattern): one for title, one in of if one.arm == "shipped"}
    kept = [(title, one) for title, one in of if one.arm == "posterior"]
    rows = [
        (
            one.pattern.text, title,
            accepted_words(one.pattern.accept_low, one.pattern.accept_high, language),
            value_words(one.whole.value, language),
            *(words("yes" if arm.whole.is_met else "no", language)
              for arm in (one, own[title, one.pattern.pattern])),
        )
        for title, one in sorted(kept, key=lambda told: told[1].whole.is_met)
    ]  # fmt: skip
    heads = [words(key, language) for key in keys]
    note = words("patterns_written", language)
    return [Table(words("fitted_patterns", language), heads, rows, note)]
