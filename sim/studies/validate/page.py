"""The page of a validation: how much is met, every miss in a sentence, then all that was tested."""

from collections.abc import Mapping, Sequence
from typing import Any

from sim.report.page.study_page import Table
from sim.studies.validate.chance import judged
from sim.studies.validate.episode import EpisodeSet
from sim.studies.validate.patterns import PatternResult
from sim.studies.validate.words import is_required, whole_findings
from sim.terms.words import number_words, words

Record = Mapping[str, Any]
"""A pattern or contrast, as the tables hold it."""


def met_words(whole: EpisodeSet, language: str) -> str:
    """How much is met beyond chance, and how much by a model without mechanisms."""
    model, null = whole_findings(whole)
    told = (("met_model", model), ("met_null", null))
    return " ".join(words(key, language, **_counts(findings)) for key, findings in told)


def _counts(findings: Sequence[PatternResult]) -> dict[str, int]:
    verdicts = [judged(one) for one in findings if is_required(one)]
    met, missed = verdicts.count("met"), verdicts.count("missed")
    n = len(verdicts)
    return {"n": n, "met": met, "missed": missed, "unsure": n - met - missed}


def missed_words(records: Sequence[Record], titles: Mapping[str, str], language: str) -> list[str]:
    """A sentence for each pattern that the model misses; one where it misses none.

    Args:
        records: patterns and contrasts.
        titles: of the scenarios by name.
        language: of the sentences; what was observed is told as its table says it.
    """
    missed = [one for one in records if not one["met"]]
    if not missed:
        return [words("missed_none", language)]
    return [_missed(one, titles, language) for one in missed]


def weight_words(whole: EpisodeSet, language: str) -> list[str]:
    """What the agreement weighs: whether something simpler forecasts better, and what was tuned."""
    scores = [score for episode in whole.episodes for score in episode.scores]
    lost = sum(bool(score.better) for score in scores)
    told = [words("scores_lost", language, n=len(scores), lost=lost)] if scores else []
    tuned = {"fitted": whole.fitted, "parameters": whole.parameters}
    assumed = sum(episode.assumed for episode in whole.episodes)
    return [*told, words("fitted_freedom", language, assumed=assumed, **tuned)]


def _missed(one: Record, titles: Mapping[str, str], language: str) -> str:
    told = {
        "case": titles.get(one["scenario"], one["scenario"]), "text": one["text"],
        "accepted": accepted_words(one["accept_low"], one["accept_high"], language),
        "value": value_words(one["model"], language),
    }  # fmt: skip
    if one["observed"] is None:
        return words("missed_contrast", language, **told)
    return words("missed", language, seen=value_words(one["observed"], language), **told)


def records_table(records: Sequence[Record], titles: Mapping[str, str], language: str) -> Table:
    """Patterns and contrasts for a page, those that are not met first."""
    keys = ("what", "case", "seen", "accepted", "model", "met", "without_mechanisms")
    rows = [
        (
            one["text"], titles.get(one["scenario"], one["scenario"]),
            value_words(one["observed"], language),
            accepted_words(one["accept_low"], one["accept_high"], language),
            value_words(one["model"], language),
            *(words("yes" if one[key] else "no", language) for key in ("met", "null_met")),
        )
        for one in sorted(records, key=lambda one: bool(one["met"]))
    ]  # fmt: skip
    heads = [words(key, language) for key in keys]
    note = words("patterns_written", language)
    return Table(words("patterns_table", language), heads, rows, note)


def accepted_words(low: float | None, high: float | None, language: str) -> str:
    """What is accepted."""
    if low is None or high is None:
        ends = {"at_least": low, "at_most": high}
        known = ((key, end) for key, end in ends.items() if end is not None)
        told = [words(key, language, value=number_words(end, language)) for key, end in known]
        return told[0] if told else words("anything", language)
    if low == high:
        return number_words(low, language)
    return words("to", language, low=number_words(low, language), high=number_words(high, language))


def value_words(value: object, language: str) -> str:
    """A value for a reader; empty where there is none."""
    if value is None or value != value:
        return ""
    return number_words(value, language) if isinstance(value, int | float) else str(value)
