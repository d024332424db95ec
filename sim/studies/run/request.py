"""What many runs of a scenario are asked for, checked at the door."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.experiment.arms import Vector
from sim.experiment.execution import ensure_loaded, load_vectors
from sim.experiment.recording import Recorder, record_clashes, record_mistakes, with_record
from sim.experiment.simulate import Build, escalation_model
from sim.results.observed_case import load_observed
from sim.scenario.loaded import Loaded
from sim.terms.refusals import Refusals


class RunRequest(NamedTuple):
    """What is run.

    Attributes:
        loaded: the scenario.
        vectors: parameter sets that the runs take in turn; none for the scenario's own.
        runs: number of runs.
        seed: seed of all runs.
        build: makes the model, which tells measures of the user's own where there are any.
    """

    loaded: Loaded
    vectors: Sequence[Vector]
    runs: int
    seed: int
    build: Build


def run_request(
    scenario: Loaded | Path | str,
    *,
    runs: int | None = None,
    seed: int | None = None,
    vectors: Any = None,
    record: Mapping[str, Recorder] | None = None,
    build: Build = escalation_model,
) -> RunRequest:
    """What is run, with every mistake in it at once; see :func:`sim.studies.run.study.run`.

    Raises:
        Refused: listing every mistake.
    """
    refusals = Refusals(record_mistakes(record or {}))
    loaded, taken = None, ()
    with refusals.gathered():
        loaded = ensure_loaded(scenario)
        refusals.add(record_clashes(record or {}, loaded.scenario))
        load_observed(loaded)
    with refusals.gathered():
        taken = load_vectors(vectors)
    refusals.say()
    assert loaded is not None, "it was loaded, or refused"
    own = loaded.scenario.ensemble
    runs, seed = own.runs if runs is None else runs, own.seed if seed is None else seed
    return RunRequest(loaded, taken, runs, seed, with_record(build, record))
