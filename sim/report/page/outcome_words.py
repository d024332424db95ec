"""What is asked of runs, in the words of a reader: no signs, and no number of a rung."""

from sim.analysis.outcome_queries import OutcomeQuery
from sim.terms.ladder import READINESS, RUNGS
from sim.terms.outcomes import BY_NAME
from sim.terms.words import ENGLISH, number_words, said, words

_LADDERS = {
    "peak_rung": ("or_worse", RUNGS),
    "peak_rung_with_given": ("or_worse", RUNGS),
    "peak_readiness": ("or_readier", READINESS),
}
"""Outcomes on a ladder: the words for a level or higher, and what is seen on each."""


def level_words(column: str, level: float, language: str) -> str:
    """An outcome on a ladder that reaches a level; empty for other outcomes and levels."""
    key, seen = _LADDERS.get(column, ("", ()))
    if not key or not level.is_integer() or not 0 < level < len(seen):
        return ""
    return words(key, language, seen=said(seen[int(level)], language))


def amount_words(column: str, value: float, language: str) -> str:
    """A number of an outcome; on a ladder what is seen there."""
    seen = _LADDERS.get(column, ("", ()))[1]
    if value.is_integer() and 0 <= value < len(seen):
        return said(seen[int(value)], language)
    return number_words(value, language)


def query_words(asked: OutcomeQuery, language: str = ENGLISH) -> str:
    """An outcome, or runs on one side of a number."""
    if not asked.relation:
        return said(asked.label, language)
    reached = level_words(asked.column, asked.level, language) if asked.relation == ">=" else ""
    if not reached:
        known = BY_NAME.get(asked.column)
        label = said(known.label, language) if known else asked.column.replace("_", " ")
        key = "level_or_more" if asked.relation == ">=" else "below"
        reached = words(key, language, label=label, level=number_words(asked.level, language))
    return words("runs_with", language, label=reached)
