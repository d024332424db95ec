"""The contrasts with each of several parameter sets, so that it can be told what the sets share."""

import argparse
import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from sim.cli.execution_options import load_file, running, usual_folder

if TYPE_CHECKING:
    from sim.analysis.paired import Effect
    from sim.experiment.arms import Arm, Vector
    from sim.experiment.stages import Stage
    from sim.results.tables import Row
    from sim.studies.validate.contrasts import Contrast


class ContrastArms(Sequence["Arm"]):
    """With each vector an arm of the base and one of every variant; loaded when asked for."""

    def __init__(self, vectors: "Sequence[Vector]", names: Sequence[str], first: "Stage") -> None:
        """Args: the vectors; names of the variants; the base with what makes its runs cheap."""
        self._vectors, self._settings = vectors, first.settings
        variants = first.path.parent / "variants"
        self._files = [first.path, *(variants / f"{name}.yaml" for name in names)]

    def __len__(self) -> int:
        return len(self._vectors) * len(self._files)

    @overload
    def __getitem__(self, index: int) -> "Arm": ...
    @overload
    def __getitem__(self, index: slice) -> "list[Arm]": ...
    def __getitem__(self, index: "int | slice") -> "Arm | list[Arm]":
        from sim.experiment.arms import Arm, overrides_of

        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        vector, file = divmod(index, len(self._files))
        sets = [*self._settings, *overrides_of(self._vectors[vector])]
        return Arm(f"{file} {vector}", (load_file(self._files[file], sets),))

    @property
    def each(self) -> int:
        """Number of arms with one vector."""
        return len(self._files)


def effects_of_each(
    vectors: "Sequence[Vector]",
    contrasts: "Sequence[Contrast]",
    first: "Stage",
    options: argparse.Namespace,
) -> "list[list[Effect]]":
    """Effect of each contrast with each vector, over pairs of runs; what was stopped goes on.

    Args:
        vectors: sets of values.
        contrasts: what to compare.
        first: the base of the contrasts, with what is set to make runs cheap.
        options: with ``runs``, the number of pairs, and how they are made.

    Raises:
        Interrupted: when a stop was asked for.
    """
    from sim.analysis.outcomes import outcomes_of
    from sim.experiment.execution import execute_arms
    from sim.experiment.output_folder import working_folder
    from sim.results.codecs import JSON

    names = list(dict.fromkeys(contrast.variant for contrast in contrasts))
    arms, runs = ContrastArms(vectors, names, first), options.runs
    shipped = arms[0 : arms.each]  # what is wrong with a variant is said before any time is spent
    asked = [[arm.loaded[0].digest for arm in shipped], [dict(v) for v in vectors]]
    identity = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
    folder = usual_folder("contrasts", identity[:12])
    with running(options, "contrasts") as how, working_folder(folder) as kept:
        executed = execute_arms(
            arms, runs=runs, seed=shipped[0].loaded[0].scenario.ensemble.seed,
            summarise=outcomes_of, codec=JSON, folder=kept, identity=identity, **how,
        )  # fmt: skip
        rows = list(executed.results)
    of = [rows[i : i + runs] for i in range(0, len(rows), runs)]
    return [_effects(of[k : k + arms.each], names, contrasts) for k in range(0, len(of), arms.each)]


def _effects(
    of: "Sequence[Sequence[Row]]", names: Sequence[str], contrasts: "Sequence[Contrast]"
) -> "list[Effect]":
    """Effect of each contrast, of the outcomes of the base and of each variant."""
    from sim.analysis.paired import paired_effect

    arms = dict(zip(names, of[1:], strict=True))
    return [paired_effect(of[0], arms[c.variant], c.statistic, c.column) for c in contrasts]
