"""The arms of the contrasts with each of several parameter sets, loaded when they are asked for."""

from collections.abc import Sequence
from pathlib import Path
from typing import overload

from sim.analysis.paired import PairedEffect, paired_effect
from sim.experiment.arms import Arm, Vector, overrides_of
from sim.results.tables import Row
from sim.scenario.load import load
from sim.studies.validate.contrasts import Contrast


class ContrastArms(Sequence[Arm]):
    """With each vector an arm of the base and one of every variant; loaded when asked for.

    Attributes:
        vectors: the parameter sets.
    """

    def __init__(
        self, vectors: Sequence[Vector], files: Sequence[Path], settings: Sequence[str]
    ) -> None:
        """Note what the arms are made of.

        Args:
            vectors: parameter sets, by path.
            files: scenario of the base, then those of the variants.
            settings: what is set in all arms to make runs cheap, as ``path=value``.
        """
        self.vectors, self._files, self._settings = vectors, files, settings

    def __len__(self) -> int:
        return len(self.vectors) * len(self._files)

    @overload
    def __getitem__(self, index: int) -> Arm: ...
    @overload
    def __getitem__(self, index: slice) -> list[Arm]: ...
    def __getitem__(self, index: int | slice) -> Arm | list[Arm]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        vector, file = divmod(index, len(self._files))
        sets = [*self._settings, *overrides_of(self.vectors[vector])]
        return Arm(f"{file} {vector}", (load(self._files[file], sets),))

    @property
    def each(self) -> int:
        """Number of arms with one vector."""
        return len(self._files)


def effects_of_each(
    of_arms: Sequence[Sequence[Row]], each: int, contrasts: Sequence[Contrast]
) -> list[list[PairedEffect]]:
    """Effect of each contrast with each vector, over pairs of runs.

    Args:
        of_arms: outcomes of the runs of each of :class:`ContrastArms`.
        each: number of arms with one vector.
        contrasts: what to compare; the variants are in the order in which they name them.
    """
    return [
        _effects(of_arms[first : first + each], contrasts) for first in range(0, len(of_arms), each)
    ]


def _effects(of_arms: Sequence[Sequence[Row]], contrasts: Sequence[Contrast]) -> list[PairedEffect]:
    """Effect of each contrast, of the outcomes of the base and of each variant."""
    base, *others = of_arms
    rows = dict(zip(variants_of(contrasts), others, strict=True))
    return [paired_effect(base, rows[c.variant], c.statistic, c.column) for c in contrasts]


def variants_of(contrasts: Sequence[Contrast]) -> list[str]:
    """Names of the variants, each once, in the order in which contrasts name them."""
    return list(dict.fromkeys(contrast.variant for contrast in contrasts))
