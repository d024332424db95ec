"""How studies have their runs made: by which engine, kept where, and stopped how."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypedDict, TypeVar

from sim.experiment.arms import Arm, Vector, systematic_resample
from sim.experiment.build_identity import build_identity, name_of
from sim.experiment.engines import open_engine
from sim.experiment.output_folder import JOURNAL
from sim.experiment.parameter_sets import read_vectors
from sim.experiment.process_count import process_count
from sim.experiment.runner import ExecutionResult, Progress, run_arms
from sim.experiment.simulate import Build, escalation_model, never_stop
from sim.experiment.vector_forms import plain_vectors
from sim.experiment.versions import code_digest, versions
from sim.experiment.workers import Task
from sim.results.journal import Codec, Journal
from sim.results.run import Run
from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from sim.scenario.names import table_file
from sim.scenario.types import Scenario
from sim.terms.errors import Interrupted, Refused

T = TypeVar("T")


class ExecutionOptions(TypedDict, total=False):
    """What any study can be told about how to make its runs; nothing of it changes the results.

    Attributes:
        workers: number of processes; None or left out measures the first run and decides.
        cluster: address of a Dask scheduler that hands runs to its workers.
        progress: told (runs done, runs asked for) now and then; from Python also True for a bar or
            False for none. Where nothing is said there is one in a notebook only.
        stop: asked often whether to stop.
        notice: told in a sentence what a user should know, such as that earlier runs were found.
        build: makes the model of a run; another model can be put in its place. Its code is part of
            what was asked: runs of another one are not taken over.
        command: the words of a command line that asked for the study, kept in its folder.
    """

    workers: int | None
    cluster: str | None
    progress: Progress | None
    stop: Callable[[], bool]
    notice: Callable[[str], object]
    build: Build
    command: Sequence[str]


def ensure_loaded(scenario: Loaded | Path | str, overrides: Sequence[str] = ()) -> Loaded:
    """A scenario that may be given as its file, with values set over it.

    Args:
        scenario: the scenario, or its file.
        overrides: texts of the form ``path.of.keys=value``, over those it was loaded with.

    Raises:
        ScenarioError: listing every mistake in it.
    """
    if not isinstance(scenario, Loaded):
        return load(scenario, overrides)
    return load(scenario.path, [*scenario.overrides, *overrides]) if overrides else scenario


def load_vectors(vectors: Path | str | Sequence[Vector] | None) -> Sequence[Vector]:
    """Parameter vectors that may be given as their table; none for None.

    Other forms are those of :func:`sim.experiment.vector_forms.plain_vectors`.

    A table such as ``accepted/vectors.csv`` is looked up as scenarios are. Those of a table with
    weights come as often as they weigh.

    Raises:
        Refused: when the table is missing or wrong, or holds none.
    """
    if vectors is None:
        return ()
    if not isinstance(vectors, Path | str):
        return plain_vectors(vectors)
    kept = read_vectors(table_file(Path(vectors)))
    found = systematic_resample([one.vector for one in kept], [one.weight for one in kept])
    if not found:
        message = f"{vectors}: holds no parameter vector"
        raise Refused(message)
    return found


def vectors_digest(vectors: Sequence[Vector]) -> str:
    """SHA-256, hexadecimal, of parameter vectors in their order."""
    return hashlib.sha256(json.dumps([dict(vector) for vector in vectors]).encode()).hexdigest()


def execute_arms(
    arms: Sequence[Arm],
    *,
    runs: int,
    seed: int,
    summarise: Callable[[Run, Scenario], T],
    codec: Codec[T],
    folder: Path | None = None,
    journal: str = JOURNAL,
    identity: str | None = None,
    partial: bool = False,
    before: Callable[[str], Sequence[T]] | None = None,
    **execution: Any,
) -> ExecutionResult[T]:
    """Run every arm with the same chance; with a folder, go on where an earlier process ended.

    Args:
        arms: what to run; results come by arm, and within an arm by run.
        runs: number of runs of each arm, all of one seed.
        seed: the seed.
        summarise: what to keep of a run, a function of a module.
        codec: how it is written.
        folder: where finished runs are kept, None for memory.
        journal: name of the file in it.
        identity: what the arms are made of, where loading all takes long.
        partial: return what is done when stopped, instead of raising Interrupted.
        before: gives results of a finished folder that depend on what has this digest.
        execution: see :class:`ExecutionOptions`.
    """
    task = Task(seed, execution.get("build", escalation_model), summarise)
    is_named = folder is not None or identity is not None  # else every arm would be loaded
    key = f"{codec.name}\n{journal_key(arms, runs, task, identity)}" if is_named else ""
    kept = None if folder is None else _opened(folder / journal, key, codec, execution)
    if kept is not None:
        _go_on(kept, len(arms) * runs, digest_of_key(key), before, execution)
    executed = _made(arms, runs, task, kept, execution)
    if executed.interrupted and not partial:
        raise Interrupted(len(executed.results), executed.requested)
    return replace(executed, key=digest_of_key(key))


def digest_of_key(key: str) -> str:
    """SHA-256, hexadecimal, of what results depend on; nothing of nothing."""
    return hashlib.sha256(key.encode()).hexdigest() if key else ""


def _made(
    arms: Sequence[Arm],
    runs: int,
    task: Task[T],
    kept: Journal[T] | None,
    execution: Mapping[str, Any],
) -> ExecutionResult[T]:
    functions = getattr(task.build, "made_of", (task.build,))
    workers, why = process_count(execution, *functions, task.summarise)
    if why:
        notify(execution, why)
    try:
        with open_engine(workers, execution.get("cluster")) as engine:
            made = run_arms(
                arms,
                runs=runs,
                task=task,
                engine=engine,
                kept=kept,
                progress=execution.get("progress"),
                stop=execution.get("stop", never_stop),
            )
            return replace(made, build=build_identity(getattr(task.build, "build", task.build)))
    finally:
        if kept is not None and not len(kept):
            kept.discard()  # nothing to go on from


def _opened(path: Path, key: str, codec: Codec[T], execution: Mapping[str, Any]) -> Journal[T]:
    """The journal of a study, saying what was found in it."""
    journal = Journal(path, key, codec)
    if journal.distrusted and not len(journal):
        notify(execution, f"{path}: is of another study or version, or damaged; beginning anew")
    elif journal.distrusted:
        notify(
            execution,
            f"{path}: the end of it is damaged; run {len(journal)} and later are made again",
        )
    return journal


def _go_on(
    kept: Journal[T],
    requested: int,
    digest: str,
    before: Callable[[str], Sequence[T]] | None,
    execution: Mapping[str, Any],
) -> None:
    """Take over the results of a finished folder where the journal holds none, and say how many.

    Raises:
        Refused: when more are held than are asked for: none are thrown away.
    """
    if before is not None and not len(kept):
        for result in before(digest):
            kept.append(result)
    if len(kept) > requested:
        message = (
            f"{kept.path}: holds {len(kept)} finished runs, and {requested} are asked for; ask for "
            f"at least {len(kept)}, or choose another folder with --out"
        )
        raise Refused(message)
    if len(kept):
        notify(execution, f"going on after the {len(kept)} runs that are done")


def notify(execution: Mapping[str, Any], sentence: str) -> None:
    """Tell a sentence to whoever wants to know."""
    notice = execution.get("notice")
    if notice is not None:
        notice(sentence)


def journal_key(arms: Sequence[Arm], runs: int, task: Task[Any], identity: str | None) -> str:
    """Everything the results of a study depend on, so that no other study's runs are taken over.

    Those of a single arm lie in the order of their numbers: how many there are to be is no part of
    it, so that more can be made after them.
    """
    if identity is None:
        digests = [[arm.name, *(loaded.digest for loaded in arm.loaded)] for arm in arms]
        identity = hashlib.sha256(json.dumps(digests).encode()).hexdigest()
    names = [name_of(function) for function in (task.build, task.summarise)]
    parts = {
        "arms": identity,
        "number": len(arms),
        "runs": runs if len(arms) > 1 else None,
        "seed": task.seed,
        "functions": names,
        "build": build_identity(task.build),
        "versions": versions(),
        "code": code_digest(),
    }
    return json.dumps(parts, sort_keys=True)
