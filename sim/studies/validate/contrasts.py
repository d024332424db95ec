"""Contrasts: what must change when one thing is different, tested on pairs of runs."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.analysis.paired import Outcomes, PairedEffect, paired_effect
from sim.scenario.csv_reader import Row, read_rows
from sim.scenario.mistakes import Mistake, ScenarioError

COLUMNS: Final = (
    "contrast", "text", "variant", "statistic", "column", "accept_low", "accept_high", "source",
)  # fmt: skip
MAY_LACK: Final = ("base",)
"""Columns that are read where they are there."""
_TINY: Final = 1e-9
"""Slack for values that meet a bound exactly but for the last digit."""


class Contrast(NamedTuple):
    """One required difference between a variant and its base.

    A contrast that names its base is asked of a case of its own, beside the observed episodes.

    Attributes:
        contrast: short name, such as "C1a"; rows of one name are alternatives, one is enough.
        text: the difference in words.
        variant: name of the variant's file, without ending.
        statistic: one of :data:`sim.analysis.paired.PAIRED`.
        column: what it is taken of.
        accept_low: lowest accepted value, None when open.
        accept_high: highest accepted value, None when open; both open: reported only.
        source: why it is required.
        base: file of the base from the folder of scenarios, without ending; empty for the episode
            that the variants share their clock with.
        where: file and line, for messages.
    """

    contrast: str
    text: str
    variant: str
    statistic: str
    column: str
    accept_low: float | None
    accept_high: float | None
    source: str
    base: str
    where: str

    @property
    def is_required(self) -> bool:
        """False when the value is only reported."""
        return self.accept_low is not None or self.accept_high is not None


class ContrastResult(NamedTuple):
    """One contrast, tested.

    Attributes:
        contrast: the contrast.
        effect: of the model, with its error and interval.
        null: the same of the null model, to which all arms are one.
        is_met: whether it, or an alternative of the same name, is within what is accepted.
        null_met: the same of the null model.
    """

    contrast: Contrast
    effect: PairedEffect
    null: float
    is_met: bool
    null_met: bool


def read_contrasts(path: Path) -> tuple[Contrast, ...]:
    """Read a table of contrasts.

    Raises:
        ScenarioError: listing every mistake in it.
    """
    mistakes: list[Mistake] = []
    contrasts = tuple(_contrast(row) for row in read_rows(path, COLUMNS, mistakes, MAY_LACK) or [])
    if mistakes:
        raise ScenarioError(mistakes)
    return contrasts


def _contrast(row: Row) -> Contrast:
    low, high = row.span("accept_low", "accept_high")
    return Contrast(
        contrast=row.text("contrast"),
        text=row.cells["text"],
        variant=row.text("variant"),
        statistic=row.text("statistic"),
        column=row.text("column"),
        accept_low=low,
        accept_high=high,
        source=row.cells["source"],
        base=row.cells.get("base", ""),
        where=f"{row.mark.file}:{row.mark.line}",
    )


def evaluate_contrasts(
    contrasts: Sequence[Contrast],
    base: Sequence[Outcomes],
    variants: Mapping[str, Sequence[Outcomes]],
    null: Sequence[Outcomes],
    bases: Mapping[str, Sequence[Outcomes]] | None = None,
) -> list[ContrastResult]:
    """Test every contrast on pairs of runs.

    Args:
        contrasts: what is required.
        base: outcomes of the base's runs, at least as many as those of any variant.
        variants: outcomes of each variant's runs, the first runs of the base with the same chance.
        null: rows of the null model; it repeats its script whatever the variant, so that it is
            compared with itself.
        bases: outcomes of the bases that contrasts name; to a null model of them all arms are one.

    Raises:
        ValueError: naming file and line of a contrast that makes no sense.
    """
    own = bases or {}
    of_base = [own[contrast.base] if contrast.base else base for contrast in contrasts]
    of_null = [own[contrast.base] if contrast.base else null for contrast in contrasts]
    effects = [
        _effect(contrast, rows, variants[contrast.variant])
        for contrast, rows in zip(contrasts, of_base, strict=True)
    ]
    nulls = [_effect(c, rows, rows).value for c, rows in zip(contrasts, of_null, strict=True)]
    met = {c.contrast for c, e in zip(contrasts, effects, strict=True) if _accepts(c, e.value)}
    by_null = {c.contrast for c, value in zip(contrasts, nulls, strict=True) if _accepts(c, value)}
    return [
        ContrastResult(c, effect, value, c.contrast in met, c.contrast in by_null)
        for c, effect, value in zip(contrasts, effects, nulls, strict=True)
    ]


def _effect(
    contrast: Contrast, base: Sequence[Outcomes], variant: Sequence[Outcomes]
) -> PairedEffect:
    try:
        return paired_effect(base[: len(variant)], variant, contrast.statistic, contrast.column)
    except ValueError as wrong:
        message = f"{contrast.where}: {wrong}"
        raise ValueError(message) from wrong


def _accepts(contrast: Contrast, value: float) -> bool:
    low = -math.inf if contrast.accept_low is None else contrast.accept_low
    high = math.inf if contrast.accept_high is None else contrast.accept_high
    return low - _TINY <= value <= high + _TINY
