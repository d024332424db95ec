"""What came of a comparison with what was observed, in words and tables for a terminal."""

import math
from collections.abc import Sequence
from typing import Final

from sim.results.plain_text import aligned
from sim.scenario.observed import Pattern
from sim.studies.validate.chance import judged
from sim.studies.validate.contrasts import ContrastResult
from sim.studies.validate.episode import EpisodeSet, EpisodeTest
from sim.studies.validate.forecasts import FORECASTS, USUAL, Score
from sim.studies.validate.patterns import PatternResult
from sim.terms.words import ENGLISH, SEPARATORS, said, words

_HEAD: Final = ("", "pattern", "observed", "accepted", "model ± error", "null", "met")
_WIDEST: Final = (4, 46, 20, 14, 16, 13, 13)
"""Widest columns in characters; longer words are cut."""
_NOT_OBSERVED: Final = "-"
SCORE_HEAD: Final = ("episode", "forecast", "score", "days", *FORECASTS, f"skill over {USUAL}")
_MEASURES: Final = {
    "rung": "highest rung", "injured": "people injured", "killed": "people killed",
    "shots": "shooting incidents",
}  # fmt: skip
"""What is forecast, where its column does not say it."""
SMALLEST: Final = 1e-4
"""Numbers closer to zero than this are shown as zero."""


def validate_table(model: Sequence[PatternResult], null: Sequence[PatternResult]) -> str:
    """A table of every pattern with the model's and the null model's value.

    Args:
        model: findings of the model.
        null: findings of the null model, of the same patterns in the same order.

    Returns:
        Lines without a final line break; the last one counts what is met.

    Raises:
        ValueError: when the two are not of the same patterns.
    """
    if [f.pattern.pattern for f in model] != [f.pattern.pattern for f in null]:
        message = "model and null model must be tested on the same patterns"
        raise ValueError(message)
    cells = [_HEAD, *(_cells(*pair) for pair in zip(model, null, strict=True))]
    cut = [[_cut(cell, most) for cell, most in zip(row, _WIDEST, strict=True)] for row in cells]
    return f"{aligned(cut)}\n\n{_count(model, null)}"


def _count(model: Sequence[PatternResult], null: Sequence[PatternResult]) -> str:
    """How many of the required patterns are met."""
    told = [_told(findings) for findings in (model, null)]
    return f"model: {told[0]}; null model: {told[1]} (* missed)"


def _told(findings: Sequence[PatternResult]) -> str:
    """How many of the required patterns are met and missed beyond chance."""
    verdicts = [judged(one) for one in findings if is_required(one)]
    met, missed = verdicts.count("met"), verdicts.count("missed")
    unsure = len(verdicts) - met - missed
    return f"{met} met beyond chance, {unsure} within chance, {missed} missed"


def episode_text(episode: EpisodeTest) -> str:
    """Every pattern of one episode, its daily forecasts, and what is assumed without a source.

    Returns:
        Lines without a final line break.
    """
    assumed = f"assumed without a source: {episode.assumed} statements"
    parts = [validate_table(episode.model, episode.null), score_table([episode])]
    parts += lost([episode]) if episode.scores else []
    return "\n".join([part for part in parts if part] + [assumed])


def whole_table(whole: EpisodeSet) -> str:
    """Every pattern and contrast, the scores of daily forecasts, and the degrees of freedom.

    Returns:
        Lines without a final line break.
    """
    model, null = whole_findings(whole)
    parts = [
        validate_table(model, null),
        score_table(whole.episodes),
        *lost(whole.episodes),
        freedom(whole),
    ]
    return "\n".join(parts)


def whole_met(whole: EpisodeSet) -> str:
    """How many patterns and contrasts are met and missed beyond chance, in words."""
    return _count(*whole_findings(whole)).replace(" (* missed)", "").capitalize()


def whole_findings(whole: EpisodeSet) -> tuple[list[PatternResult], list[PatternResult]]:
    """Patterns of all episodes, then the contrasts; of the model and of the null model."""
    model = [f for episode in whole.episodes for f in episode.model]
    null = [f for episode in whole.episodes for f in episode.null]
    model += [_of_contrast(d, whole.pairs, null=False) for d in whole.differences]
    return model, null + [_of_contrast(d, whole.pairs, null=True) for d in whole.differences]


def _of_contrast(difference: ContrastResult, pairs: int, *, null: bool) -> PatternResult:
    """A contrast as a line of the same table; nothing of it was observed."""
    c = difference.contrast
    pattern = Pattern(
        c.contrast, c.text, _NOT_OBSERVED, c.statistic, c.column, "", "", c.accept_low,
        c.accept_high, c.source, c.where,
    )  # fmt: skip
    if null:
        return PatternResult(pattern, difference.null, 0.0, difference.null_met, pairs)
    effect = difference.effect
    return PatternResult(pattern, effect.value, effect.error, difference.is_met, pairs)


def score_table(episodes: Sequence[EpisodeTest], language: str = ENGLISH) -> str:
    """Mean score of each daily forecast, and the model's skill over what was so elsewhere."""
    rows = score_rows(episodes, language)
    if not rows:
        return ""
    cells = aligned([[said(name, language) for name in SCORE_HEAD], *rows])
    lines = [words("scores_head", language), cells, words("scores_one_draw", language)]
    return "\n".join(["", *lines, *_outside(episodes, language)])


def score_rows(episodes: Sequence[EpisodeTest], language: str = ENGLISH) -> list[tuple[str, ...]]:
    """Cells of each score, under :data:`SCORE_HEAD`."""
    return [
        (e.name, _column(score, language), score.score, str(score.days), *_scored(score, language))
        for e in episodes
        for score in e.scores
    ]


def measure_words(column: str, language: str) -> str:
    """What is forecast day by day, in words."""
    return said(_MEASURES.get(column, column.replace("_", " ")), language)


def _column(score: Score, language: str) -> str:
    """What is forecast: in English as ``scores.csv`` has it."""
    return score.column if language == ENGLISH else measure_words(score.column, language)


def _outside(episodes: Sequence[EpisodeTest], language: str) -> list[str]:
    """Days that could not be scored."""
    return [
        words("scores_outside", language, name=e.name, n=e.days_outside)
        for e in episodes
        if e.days_outside
    ]


def _scored(score: Score, language: str) -> list[str]:
    """Mean score of every forecast, then the skill with its interval over days."""
    skill, (low, high) = score.skills[USUAL], score.interval(USUAL)
    told = "-" if math.isnan(skill) else f"{skill:+.2f}"
    told += "" if math.isnan(low) else f" [{low:+.2f}, {high:+.2f}]"
    cells = [*(_number(score.means[name]) for name in FORECASTS), told]
    point = SEPARATORS[language][1]
    return [cell.replace(".", point) for cell in cells]


def lost(episodes: Sequence[EpisodeTest], language: str = ENGLISH) -> list[str]:
    """Where something simpler forecasts better than the model, in plain words."""
    losses = [
        f"  {e.name}, {_column(score, language)} ({score.score}): "
        + ", ".join(said(name, language) for name in score.better)
        for e in episodes
        for score in e.scores
        if score.better
    ]
    n = sum(len(e.scores) for e in episodes)
    if not losses:
        return [words("scores_none_lost", language, n=n)]
    return [words("scores_where_lost", language, lost=len(losses), n=n), *losses]


def freedom(whole: EpisodeSet) -> str:
    """What could have been tuned to meet the patterns."""
    assumed = ", ".join(f"{e.name} {e.assumed}" for e in whole.episodes)
    return (
        f"degrees of freedom: {whole.fitted} of {whole.parameters} parameters are fitted; "
        f"facts assumed without a source: {assumed}"
    )


def _cells(model: PatternResult, null: PatternResult) -> tuple[str, ...]:
    pattern = model.pattern
    return (
        pattern.pattern,
        pattern.text,
        pattern.observed,
        accepted(pattern.accept_low, pattern.accept_high),
        valued(model),
        _number(null.value) + (" *" if is_required(null) and judged(null) == "missed" else ""),
        verdict(model),
    )


def is_required(finding: PatternResult) -> bool:
    """Whether anything is asked of it."""
    return finding.pattern.accept_low is not None or finding.pattern.accept_high is not None


def verdict(finding: PatternResult) -> str:
    """Whether a pattern is "met" or "MISSED" beyond chance, "within chance", or nothing ("-")."""
    if not is_required(finding):
        return "-"
    told = judged(finding)
    return "MISSED" if told == "missed" else told


def accepted(low: float | None, high: float | None) -> str:
    """What is accepted, in words: "0.6 - 0.97", "at least 6", "at most 0.1" or "anything"."""
    if low is None and high is None:
        return "anything"
    if low is None:
        return f"at most {high:g}"
    if high is None:
        return f"at least {low:g}"
    if low == high:
        return f"{low:g}"
    return f"{low:g} to {high:g}" if low < 0 else f"{low:g} - {high:g}"


def valued(finding: PatternResult) -> str:
    """A value with its Monte Carlo error, such as "0.87 ± 0.024"; "-" when there is none."""
    if math.isnan(finding.value):
        return "-"
    return f"{_number(finding.value)} ± {_number(finding.error, digits=2)}"


def _number(value: float, digits: int = 3) -> str:
    """A number to some significant digits, without exponent; "-" when there is none."""
    if math.isnan(value):
        return "-"
    if abs(value) >= 10**digits:
        return f"{value:.0f}"
    return f"{value:.{digits}g}" if abs(value) >= SMALLEST else "0"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
