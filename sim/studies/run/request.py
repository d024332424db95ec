"""What many runs of a scenario are asked for, checked at the door."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.experiment.arms import Vector
from sim.experiment.execution import ensure_loaded, load_vectors
from sim.experiment.output_folder import check_disk_space
from sim.experiment.recording import Recorder, record_clashes, record_mistakes, with_record
from sim.experiment.simulate import Build, escalation_model
from sim.results.codecs import bytes_of_run
from sim.results.events_parquet import check_large
from sim.results.observed_case import load_observed
from sim.scenario.loaded import Loaded
from sim.scenario.measured import measures_of
from sim.terms.refusals import Refusals
from sim.terms.words import ENGLISH, language_mistakes


class RunRequest(NamedTuple):
    """What is run.

    Attributes:
        loaded: the scenario.
        vectors: parameter sets that the runs take in turn; none for the scenario's own.
        runs: number of runs.
        seed: seed of all runs.
        build: makes the model, which tells measures of the user's own where there are any.
        language: of picture, page and sentences.
    """

    loaded: Loaded
    vectors: Sequence[Vector]
    runs: int
    seed: int
    build: Build
    language: str = ENGLISH


def run_request(
    scenario: Loaded | Path | str,
    *,
    runs: int | None = None,
    seed: int | None = None,
    vectors: Any = None,
    record: Mapping[str, Recorder] | None = None,
    build: Build = escalation_model,
    language: str = ENGLISH,
) -> RunRequest:
    """What is run, with every mistake in it at once; see :func:`sim.studies.run.study.run`.

    Raises:
        Refused: listing every mistake.
    """
    refusals = Refusals([*language_mistakes(language), *record_mistakes(record or {})])
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
    return RunRequest(loaded, taken, runs, seed, with_record(build, record), language)


def check_size(folder: Path | None, loaded: Loaded, runs: int) -> None:
    """Refuse as many runs as a folder cannot hold; anything goes without one."""
    if folder is not None:
        check_large(runs)
        n_ticks, n_measures = loaded.scenario.clock.n_ticks, len(measures_of(loaded.scenario))
        check_disk_space(folder, runs * bytes_of_run(n_ticks, n_measures))
