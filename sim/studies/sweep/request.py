"""What a sweep is asked, checked at the door: what is varied, what is shown, and by which runs."""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.analysis.outcome_queries import OutcomeQuery, parse_queries
from sim.experiment.arms import Vector
from sim.experiment.design_runs import identity_of
from sim.experiment.designs import Factor, factors, label_of, override_at
from sim.experiment.execution import ensure_loaded, load_vectors
from sim.experiment.recording import (
    Recorder,
    record_asked,
    record_clashes,
    record_digest,
    record_mistakes,
)
from sim.experiment.study_identity import study_of
from sim.results.ownership import Study
from sim.scenario.installed import InstalledPart
from sim.scenario.loaded import Loaded
from sim.scenario.measured import outcomes_named
from sim.scenario.mistakes import ScenarioError
from sim.scenario.quantity import Quantity
from sim.studies.sweep.axes import Axis, grid_points, parse_axes
from sim.terms.errors import Refused
from sim.terms.outcomes import Outcome
from sim.terms.recorded import recorded_outcomes
from sim.terms.refusals import Refusals
from sim.terms.words import ENGLISH, language_mistakes

OUTCOMES: Final = (
    "peak_rung>=6", "barricades_peak", "injured", "blocked_hours", "crisis_end_time",
)  # fmt: skip
"""What is shown unless something else is asked for."""


class SweepRequest(NamedTuple):
    """What a sweep is asked.

    Attributes:
        loaded: the scenario.
        axes: what is varied, one or two.
        shown: outcomes that picture and text show.
        runs: number of runs of each point.
        seed: seed of all runs.
        vectors: parameter sets that the runs take in turn; empty where there is only one.
        record: measures of the user's own by name; None where there are none.
        language: of the page.
    """

    loaded: Loaded
    axes: tuple[Axis, ...]
    shown: tuple[OutcomeQuery, ...]
    runs: int
    seed: int
    vectors: Sequence[Vector]
    record: Mapping[str, Recorder] | None = None
    language: str = ENGLISH

    @property
    def digest(self) -> str:
        """SHA-256, hexadecimal, of the scenario, its points, parameter sets and what is shown."""
        words = "".join(outcome.text for outcome in self.shown)
        text = (
            identity_of(self.loaded, grid_points(self.axes), self.vectors)
            + words
            + record_digest(self.record)
        )
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def study(self) -> Study:
        """Which study it is."""
        return study_of(
            "sweep", [self.loaded], seed=self.seed, vectors=self.vectors, runs=self.runs,
            vary=[f"{axis.path}={','.join(axis.texts)}" for axis in self.axes],
            shown=[outcome.text for outcome in self.shown], **record_asked(self.record),
            named_in=[f"{axis.path}={text}" for axis in self.axes for text in axis.texts],
        )  # fmt: skip


def sweep_request(
    scenario: Loaded | Path | str,
    vary: Sequence[str],
    *,
    outcomes: Sequence[str] = OUTCOMES,
    runs: int | None = None,
    seed: int | None = None,
    vectors: Path | str | Sequence[Vector] | None = None,
    record: Mapping[str, Recorder] | None = None,
    language: str = ENGLISH,
    first: int = 1,
) -> SweepRequest:
    """Check what is asked; see :func:`sim.studies.sweep.study.sweep`.

    ``first`` is which ``--vary`` of a command the first one is, for what is said of it.

    Raises:
        Refused: listing every mistake.
    """
    refusals = Refusals([*record_mistakes(record or {}), *language_mistakes(language)])
    loaded, axes, shown = None, (), ()
    with refusals.gathered():
        loaded = ensure_loaded(scenario)
        refusals.add(record_clashes(record or {}, loaded.scenario))
        axes, shown = _asked(
            loaded,
            vary,
            outcomes,
            (*outcomes_named(loaded.scenario), *recorded_outcomes(record or ())),
            first=first,
        )
    refusals.say()
    assert loaded is not None, "it was loaded, or refused"
    own = loaded.scenario.ensemble
    runs, seed = own.runs if runs is None else runs, own.seed if seed is None else seed
    return SweepRequest(loaded, axes, shown, runs, seed, load_vectors(vectors), record, language)


def _asked(
    loaded: Loaded,
    vary: Sequence[str],
    outcomes: Sequence[str],
    more: Sequence[Outcome],
    *,
    first: int,
) -> tuple[tuple[Axis, ...], tuple[OutcomeQuery, ...]]:
    """What is varied and shown.

    Raises:
        Refused: listing every mistake.
    """
    wrong: list[str] = []
    axes: tuple[Axis, ...] = ()
    shown: tuple[OutcomeQuery, ...] = ()
    try:
        axes = parse_axes(vary)
    except ValueError as error:
        wrong.append(str(error))
    try:
        shown = parse_queries(outcomes, more)
    except ValueError as error:
        wrong.append(str(error))
    for number, text in enumerate(vary, start=first):
        with suppress(ValueError):  # told above
            wrong += _refused(loaded, parse_axes([text])[0], number)
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
            override_at(loaded, (f"{axis.path}={text}",))
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
    if isinstance(own, InstalledPart):
        own = own.name
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
