"""What came of a cross-validation, as records, as a table of a document, and in sentences."""

import math
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sim.report.markdown_table import table
from sim.studies.calibrate.sampling import Candidate
from sim.studies.validate.chance import judged
from sim.studies.validate.episode import EpisodeTest
from sim.studies.validate.forecasts import USUAL, Score
from sim.studies.validate.words import measure_words
from sim.terms.words import ENGLISH, words

TOLD: Final = (("rung", "RPS"), ("barricades", "CRPS"), ("injured", "CRPS"), ("people_out", "CRPS"))
"""Scores that are told of each episode."""
_VERDICTS: Final = ("met", "within chance", "missed")


class Predicted(NamedTuple):
    """An episode as sets predict it that were fitted to all the others.

    Attributes:
        test: patterns and scores of their runs.
        kept: numbers of the sets, the nearest first.
        misfit: their mean misfit here, where they were not fitted [0..1].
        rank_of_shipped: rank of the shipped set among all by the other episodes, 1 the nearest.
        misfit_of_shipped: its misfit here, which it was set with in sight [0..1].
    """

    test: EpisodeTest
    kept: tuple[int, ...]
    misfit: float
    rank_of_shipped: int
    misfit_of_shipped: float


def named(score: Score) -> tuple[str, str]:
    """What is scored, and by which score."""
    return score.column, score.score


def skill_of(test: EpisodeTest, name: tuple[str, str]) -> float:
    """Skill over climatology of a score of an episode; NaN where it is not known."""
    return next((s.skills[USUAL] for s in test.scores if named(s) == name), math.nan)


def counts(test: EpisodeTest) -> tuple[int, ...]:
    """Patterns met beyond chance, within chance, and missed."""
    verdicts = [judged(one) for one in test.model]
    return tuple(verdicts.count(one) for one in _VERDICTS)


def held_out_table(predicted: Sequence[Predicted]) -> str:
    """A line for each episode: skill over climatology, and its patterns."""
    skills = (f"{column}, {score}" for column, score in TOLD)
    head = ("left out", "days", *skills, "met", "within chance", "missed", "misfit", "shipped")
    rows = [
        (
            one.test.name,
            str(max((score.days for score in one.test.scores), default=0)),
            *(_skill(skill_of(one.test, name)) for name in TOLD),
            *map(str, counts(one.test)),
            f"{one.misfit:.2f}",
            f"{one.misfit_of_shipped:.2f} (rank {one.rank_of_shipped})",
        )
        for one in predicted
    ]
    return table(head, rows)


def _skill(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:+.2f}"


def found_lines(predicted: Sequence[Predicted], language: str = ENGLISH) -> list[str]:
    """In how many episodes each score is better than climatology, and patterns in all."""
    lines = [_better(predicted, name, language) for name in TOLD]
    met, within, missed = (sum(n) for n in zip(*(counts(p.test) for p in predicted), strict=True))
    told = {"met": met, "unsure": within, "missed": missed, "n": met + within + missed}
    return [*lines, words("cross_patterns", language, **told)]


def _better(predicted: Sequence[Predicted], name: tuple[str, str], language: str) -> str:
    found = [skill for p in predicted if not math.isnan(skill := skill_of(p.test, name))]
    told = {"better": sum(skill > 0.0 for skill in found), "n": len(found)}
    return words("cross_better", language, label=measure_words(name[0], language), **told)


def set_records(
    sets: Sequence[Candidate], misfits: Any, predicted: Sequence[Predicted]
) -> list[dict[str, Any]]:
    """One record for each set: its misfit in each episode, what it was kept for, its values."""
    names = [one.test.name for one in predicted]
    return [
        {
            "id": one.id,
            **{f"misfit_{name}": row[n] for n, name in enumerate(names)},
            "kept_for": " ".join(p.test.name for p in predicted if number in p.kept),
            **one.vector,
        }
        for number, (one, row) in enumerate(zip(sets, misfits.tolist(), strict=True))
    ]


def identified_line(records: Sequence[dict[str, Any]], language: str = ENGLISH) -> str:
    """Of how many parameters the observations tell anything."""
    known = sum(one["identified"] for one in records)
    return words("cross_identified", language, known=known, drawn=len(records))
