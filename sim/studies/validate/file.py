"""What a comparison with observed episodes leaves behind: ``validation.json``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.results.folder import write_file
from sim.results.observed import Observed
from sim.results.plain_text import json_text
from sim.results.run import Ensemble
from sim.studies.validate.contrasts import Difference
from sim.studies.validate.episode_test import Episode, Whole, episode_tested
from sim.studies.validate.episodes import Score
from sim.studies.validate.patterns import Finding
from sim.studies.validate.words import validate_table

FILE: Final = "validation.json"


class Validation(NamedTuple):
    """What came of a comparison with the observed patterns.

    Attributes:
        table: lines for a terminal, without a final line break.
        content: the same as plain data, the content of ``validation.json``.
    """

    table: str
    content: dict[str, Any]


def validate(ensemble: Ensemble, observed: Observed) -> Validation:
    """Test every observed pattern on an ensemble and on the null model.

    Args:
        ensemble: the runs; not empty.
        observed: patterns and dated events of the episode.

    Raises:
        ValueError: naming file and line of a pattern that makes no sense.
    """
    one = episode_tested(ensemble, observed)
    words = f"assumed without a source: {one.assumed} statements"
    return Validation(f"{validate_table(one.model, one.null)}\n{words}", episode_content(one))


def write_validation(folder: Path, content: dict[str, Any]) -> None:
    """Write ``validation.json`` into an output folder."""
    write_file(folder / FILE, json_text(content))


def whole_content(whole: Whole) -> dict[str, Any]:
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


def episode_content(episode: Episode) -> dict[str, Any]:
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
    }


def _patterns(model: Sequence[Finding], null: Sequence[Finding]) -> list[dict[str, Any]]:
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
    }


def _contrast(difference: Difference) -> dict[str, Any]:
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
