"""``sweep``: one or two things varied over a grid, every point with the same chance."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Unpack

from sim.analysis.axes import Axis, axes_of, points_of, reference_of
from sim.analysis.sweep import Swept, swept
from sim.analysis.wanted import Wanted, every_outcome, wanted
from sim.experiment.arms import Vector
from sim.experiment.designs import Factor, at, factors, label_of
from sim.experiment.manifest import manifest
from sim.experiment.runner import Executed
from sim.report.style import save_figure
from sim.report.sweep import PICTURE, SweepPicture, draw_sweep
from sim.report.sweep_table import sweep_csv, sweep_lines, sweep_records, sweep_runs_csv
from sim.results.folder import MANIFEST, RUNS, write_file
from sim.results.plain_text import json_text
from sim.results.tables import Row
from sim.scenario.loaded import Loaded
from sim.scenario.mistakes import ScenarioError
from sim.scenario.quantity import Quantity
from sim.studies.designing import horizon_of, identity_of, run_points, written
from sim.studies.running import Running, loaded_of, vectors_of
from sim.studies.working import working_folder
from sim.terms.errors import Refused

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

OUTCOMES: Final = (
    "peak_rung>=5", "barricades_peak", "injured", "blocked_hours", "crisis_end_time",
)  # fmt: skip
"""What is shown unless something else is asked for."""
TABLE, DOCUMENT = "sweep.csv", "sweep.json"


@dataclass(frozen=True)
class SweepResult:
    """Outcomes over a grid.

    Attributes:
        loaded: the scenario itself.
        axes: what was varied, one or two.
        shown: outcomes that picture and text show; the tables hold all.
        rows: outcomes of each run of each point, the last axis fastest.
        executed: how the runs were made.
        seed: seed of the runs.
    """

    loaded: Loaded
    axes: tuple[Axis, ...]
    shown: tuple[Wanted, ...]
    rows: list[list[Row]]
    executed: Executed[Any]
    seed: int

    @property
    def reference(self) -> int:
        """Number of the point with the scenario's own values, or nearest to them."""
        return reference_of(self.axes)

    @cached_property
    def points(self) -> list[Swept]:
        """Every outcome at every point: those that are shown first."""
        rest = [o for o in every_outcome() if o not in self.shown]
        return swept(self.rows, [*self.shown, *rest], horizon_of(self.loaded), self.reference)

    @property
    def shown_points(self) -> list[list[Swept]]:
        """For each outcome that is shown its points, in order."""
        n = len(self.rows)
        return [self.points[i * n : (i + 1) * n] for i in range(len(self.shown))]

    def table(self) -> "DataFrame":
        """One row for each point and outcome; times are hours since the start of the clock."""
        from pandas import DataFrame

        return DataFrame(sweep_records(self.axes, self.points))

    def sentences(self) -> list[str]:
        """A short table of what is shown, and what is to be known about it."""
        clock = self.loaded.scenario.clock
        beyond = [
            f"{axis.path} is varied beyond its declared range [{axis.declared[0]:g}, "
            f"{axis.declared[1]:g}]"
            for axis in self.axes
            if axis.declared is not None and axis.numbers and (
                axis.numbers[0] < axis.declared[0] or axis.numbers[-1] > axis.declared[1]
            )
        ]  # fmt: skip
        drawn = [
            f"runs of the scenario draw {axis.path}; here each point fixes it"
            for axis in self.axes
            if axis.is_drawn
        ]
        lines = sweep_lines(self.axes, self.shown_points, clock, self.reference)
        return [*lines, *beyond, *drawn]

    def plot(self) -> "Figure":
        """A panel of lines for each outcome, or a heat map."""
        scenario = self.loaded.scenario
        return draw_sweep(
            SweepPicture(
                scenario.title,
                self.axes,
                self.shown_points,
                scenario.clock,
                len(self.rows[0]),
                self.seed,
                self.reference,
            )
        )

    def write(self, folder: Path | str) -> None:
        """Write picture, tables, ``sweep.json`` and the manifest into a folder."""
        folder = Path(folder)
        save_figure(self.plot(), folder, PICTURE)
        write_file(folder / TABLE, sweep_csv(self.axes, self.points))
        write_file(folder / RUNS, sweep_runs_csv(self.axes, self.rows))
        write_file(folder / DOCUMENT, json_text(self._content()))
        asked = {"vary": [f"{axis.path}={','.join(axis.texts)}" for axis in self.axes]}
        content = manifest(self.loaded, self.executed, seed=self.seed, **asked)
        write_file(folder / MANIFEST, json_text(content))

    def _content(self) -> dict[str, Any]:
        scenario = self.loaded.scenario
        return {
            "scenario": scenario.name,
            "digest": self.loaded.digest,
            "set": list(self.loaded.overrides),
            "seed": self.seed,
            "runs": len(self.rows[0]),
            "start": scenario.clock.start.strftime("%Y-%m-%d %H:%M"),
            "vary": [axis._asdict() for axis in self.axes],
            "reference": self.reference,
            "shown": [outcome.text for outcome in self.shown],
            "points": sweep_records(self.axes, self.points),
        }


def sweep(
    scenario: Loaded | Path | str,
    vary: Sequence[str],
    *,
    outcomes: Sequence[str] = OUTCOMES,
    runs: int | None = None,
    seed: int | None = None,
    vectors: Path | str | Sequence[Vector] | None = None,
    out: Path | str | None = None,
    **running: Unpack[Running],
) -> SweepResult:
    """Vary one or two things over a grid; every point has the same runs with the same chance.

    Args:
        scenario: a scenario, or its file.
        vary: one or two of ``path=low:high:n``, which fixes what is drawn, or ``path=a,b,c``.
        outcomes: what to show: columns of ``runs.csv``, or conditions such as ``peak_rung>=6``.
        runs: number of runs of each point, None for the scenario's own; likewise the seed.
        seed: seed of all runs.
        vectors: parameter vectors, or a table of them; what is varied wins over them.
        out: folder to write; a sweep that was stopped there before goes on. None writes nothing.
        running: how runs are made, see :class:`sim.studies.running.Running`.

    Raises:
        Refused: listing every mistake in what was asked.
        Interrupted: when a stop was asked for.
    """
    loaded = loaded_of(scenario)
    own = loaded.scenario.ensemble
    runs, seed = own.runs if runs is None else runs, own.seed if seed is None else seed
    axes, shown = _asked(loaded, vary, outcomes)
    points, under = points_of(axes), vectors_of(vectors)
    with working_folder(out) as folder:
        how = {"runs": runs, "seed": seed, "folder": folder, **running}
        executed, rows = run_points(loaded, points, under, **how)
        return written(SweepResult(loaded, axes, shown, rows, executed, seed), folder)


def sweep_digest(
    loaded: Loaded,
    vary: Sequence[str],
    outcomes: Sequence[str] = OUTCOMES,
    vectors: Path | str | Sequence[Vector] | None = None,
) -> str:
    """SHA-256, hexadecimal, of all that a sweep is asked; the name of its folder.

    Raises:
        Refused: listing every mistake in what was asked.
    """
    axes, shown = _asked(loaded, vary, outcomes)
    words = "".join(outcome.text for outcome in shown)
    text = identity_of(loaded, points_of(axes), vectors_of(vectors)) + words
    return hashlib.sha256(text.encode()).hexdigest()


def _asked(
    loaded: Loaded, vary: Sequence[str], outcomes: Sequence[str]
) -> tuple[tuple[Axis, ...], tuple[Wanted, ...]]:
    """What is varied and shown.

    Raises:
        Refused: listing every mistake.
    """
    wrong: list[str] = []
    axes: tuple[Axis, ...] = ()
    shown: tuple[Wanted, ...] = ()
    try:
        axes = axes_of(vary)
    except ValueError as error:
        wrong.append(str(error))
    try:
        shown = wanted(outcomes)
    except ValueError as error:
        wrong.append(str(error))
    for number, text in enumerate(vary, start=1):
        with suppress(ValueError):  # told above
            wrong += _refused(loaded, axes_of([text])[0], number)
    if wrong:
        raise Refused("\n".join(wrong))
    found = {factor.path: factor for factor in factors(loaded.scenario)}
    return tuple(_placed(axis, loaded, found.get(axis.path)) for axis in axes), shown


def _refused(loaded: Loaded, axis: Axis, number: int) -> list[str]:
    """What the scenario says against the values of an axis: numbers by their ends."""
    texts = (axis.texts[0], axis.texts[-1]) if axis.numbers else axis.texts
    wrong: dict[tuple[str, str], str] = {}
    for text in texts:
        try:
            at(loaded, (f"{axis.path}={text}",))
        except ScenarioError as error:
            for mistake in error.mistakes:
                placed = mistake._replace(file="--vary", line=number)
                wrong.setdefault((mistake.key, mistake.message), str(placed))
    return list(wrong.values())


def _placed(axis: Axis, loaded: Loaded, factor: Factor | None) -> Axis:
    """An axis with its words, the scenario's own value, and the declared range."""
    own: Any = loaded.scenario
    for key in axis.path.split("."):
        own = own.get(key) if isinstance(own, dict) else getattr(own, key, None)
    if isinstance(own, Quantity):
        own = own.value
    known = isinstance(own, int | float | str)
    text = (
        str(own).lower() if isinstance(own, bool) else f"{own:g}" if isinstance(own, float) else own
    )
    declared = (factor.low, factor.high) if factor is not None else None
    is_drawn = factor is not None and factor.is_private
    return axis._replace(
        label=label_of(axis.path),
        own=str(text) if known else "",
        declared=declared,
        is_drawn=is_drawn and loaded.scenario.ensemble.posture == "drawn",
    )
