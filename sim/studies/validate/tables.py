"""What came of a comparison with observed episodes, as plain data and as a tidy table."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from sim.report.records import records_csv
from sim.results.files import write_file
from sim.studies.validate.contrasts import ContrastResult
from sim.studies.validate.episode import EpisodeSet, EpisodeTest
from sim.studies.validate.forecasts import FORECASTS, USUAL, Score
from sim.studies.validate.patterns import PatternResult

DOCUMENT: Final = "validation.json"
SCORES_TABLE: Final = "scores.csv"


def whole_content(whole: EpisodeSet) -> dict[str, Any]:
    """Content of ``validation.json`` of all episodes and contrasts."""
    return {
        "episodes": [episode_content(episode) for episode in whole.episodes],
        "contrasts": [_contrast(difference) for difference in whole.differences],
        "pairs": whole.pairs,
        "degrees_of_freedom": {
            "parameters": whole.parameters,
            "fitted_parameters": whole.fitted,
            "assumed_facts": {episode.name: episode.assumed for episode in whole.episodes},
        },
    }


def episode_content(episode: EpisodeTest) -> dict[str, Any]:
    """One episode as plain data."""
    return {
        "scenario": episode.name,
        "runs": episode.runs,
        "seed": episode.seed,
        "assumed": episode.assumed,
        "patterns": _patterns(episode.model, episode.null),
        "probabilities": {
            name: {"p": p.value, "error": p.error, "interior": p.is_interior}
            for name, p in episode.probabilities.items()
        },
        "scores": [_score(score) for score in episode.scores],
        "days_outside_the_clock": episode.days_outside,
    }


def _patterns(
    model: Sequence[PatternResult], null: Sequence[PatternResult]
) -> list[dict[str, Any]]:
    return [
        {
            "pattern": mine.pattern.pattern,
            "text": mine.pattern.text,
            "observed": mine.pattern.observed,
            "accept": [mine.pattern.accept_low, mine.pattern.accept_high],
            "model": mine.value,
            "error": mine.error,
            "met": mine.is_met,
            "null": its.value,
            "null_met": its.is_met,
            "source": mine.pattern.source,
        }
        for mine, its in zip(model, null, strict=True)
    ]


def _score(score: Score) -> dict[str, Any]:
    return {
        "column": score.column,
        "score": score.score,
        "days": score.days,
        "mean": score.means,
        "skill_over": score.skills,
        "interval_over": {name: score.interval(name) for name in FORECASTS[1:]},
    }


def _contrast(difference: ContrastResult) -> dict[str, Any]:
    contrast, effect = difference.contrast, difference.effect
    return {
        "contrast": contrast.contrast,
        "text": contrast.text,
        "variant": contrast.variant,
        "statistic": contrast.statistic,
        "column": contrast.column,
        "accept": [contrast.accept_low, contrast.accept_high],
        "required": contrast.is_required,
        "model": effect.value,
        "error": effect.error,
        "interval": [effect.low, effect.high],
        "met": difference.is_met,
        "null": difference.null,
        "null_met": difference.null_met,
        "source": contrast.source,
    }


def write_scores(folder: Path, episodes: Sequence[EpisodeTest]) -> None:
    """Write ``scores.csv``, one row for each score of each episode; nothing without days."""
    records = score_records(episodes)
    if records:
        write_file(folder / SCORES_TABLE, records_csv(records))


def score_records(episodes: Sequence[EpisodeTest]) -> list[dict[str, Any]]:
    """One record for each score: the mean of every forecast, and the skill over climatology."""
    return [
        {
            "episode": episode.name,
            "measure": score.column,
            "score": score.score,
            "days": score.days,
            **score.means,
            "skill": score.skills[USUAL],
            **dict(zip(("skill_low", "skill_high"), score.interval(USUAL), strict=True)),
        }
        for episode in episodes
        for score in episode.scores
    ]


def pattern_records(episodes: Sequence[EpisodeTest]) -> list[dict[str, Any]]:
    """One record for each observed pattern of some episodes."""
    return [
        {
            "scenario": episode.name,
            "name": mine.pattern.pattern,
            "text": mine.pattern.text,
            "observed": mine.pattern.observed,
            "accept_low": mine.pattern.accept_low,
            "accept_high": mine.pattern.accept_high,
            "model": mine.value,
            "error": mine.error,
            "met": mine.is_met,
            "null": its.value,
            "null_met": its.is_met,
        }
        for episode in episodes
        for mine, its in zip(episode.model, episode.null, strict=True)
    ]


def contrast_records(differences: Sequence[ContrastResult]) -> list[dict[str, Any]]:
    """One record of the same keys for each contrast; nothing of it was observed."""
    return [
        {
            "scenario": contrast.variant,
            "name": contrast.contrast,
            "text": contrast.text,
            "observed": None,
            "accept_low": contrast.accept_low,
            "accept_high": contrast.accept_high,
            "model": effect.value,
            "error": effect.error,
            "met": is_met,
            "null": null,
            "null_met": null_met,
        }
        for contrast, effect, null, is_met, null_met in differences
    ]
