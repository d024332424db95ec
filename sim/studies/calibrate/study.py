"""``calibrate``: fit named parameters to what was observed of one or several episodes at once."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Unpack

import numpy as np

from sim.experiment.arms import Vector
from sim.experiment.engines import open_engine
from sim.experiment.execution import Running, say
from sim.experiment.output_folder import working_folder
from sim.experiment.runner import Executed, Kept
from sim.experiment.simulate import escalation_model, never
from sim.experiment.study_result import written
from sim.experiment.versions import code_digest, versions
from sim.experiment.workers import usable_cores
from sim.results.codecs import JSON
from sim.results.folder import write_file
from sim.results.journal import Journal
from sim.results.run import Run
from sim.studies.calibrate.candidates import Candidate, Tried, attempt, candidates
from sim.studies.calibrate.discrepancy import fresh_predictions, judge
from sim.studies.calibrate.posterior import resampled
from sim.studies.calibrate.predictive_check import Predicted
from sim.studies.calibrate.request import (
    CalibrateRequest,
    Scenarios,
    Settings,
    calibrate_request,
)
from sim.studies.calibrate.result import FRESH, Calibrated
from sim.studies.calibrate.search import Stopped, maker, search
from sim.studies.calibrate.search_types import Found, Step
from sim.terms.errors import Interrupted, Refused

JOURNAL: Final = "search.journal"
ASKED: Final = "search.json"
WORDS: Final = {"code": "code of the program", "versions": "versions of libraries"}


class Options(Settings, Running, total=False):
    """What can be said of a calibration, and of how its runs are made."""


def calibrate(
    scenarios: Scenarios,
    *,
    fit: Sequence[str],
    out: Path | str | None = None,
    **options: Unpack[Options],
) -> Calibrated:
    """Fit parameters to what was observed, by approximate Bayesian computation.

    Args:
        scenarios: one or several, each with a table of what was observed.
        fit: paths of quantities with a range, or patterns such as ``parameters.rumour.*``.
        out: folder to write; a search that was stopped there before goes on.
        options: see :class:`sim.studies.calibrate.request.Settings` and
            :class:`sim.experiment.execution.Running`.

    Raises:
        ScenarioError: listing every mistake in a scenario.
        Refused: with every mistake in what is asked.
        Interrupted: when a stop was asked for; what was tried is kept in ``out``.
    """
    running: Any = {name: options[name] for name in Running.__annotations__ if name in options}
    settings: Any = {name: options[name] for name in Settings.__annotations__ if name in options}
    unknown = [name for name in options if name not in running | settings]
    if unknown:
        message = f"calibrate takes no {', '.join(unknown)}"
        raise TypeError(message)
    request = calibrate_request(scenarios, fit=fit, **settings)
    return execute_calibrate(request, out=out, **running)


def execute_calibrate(
    request: CalibrateRequest, *, out: Path | str | None = None, **running: Unpack[Running]
) -> Calibrated:
    """The same for what has been checked; see :func:`calibrate`."""
    with working_folder(out) as folder:
        found = _searched(request, folder, running)
        predictions, executed = _predictions(request, found, folder, running)
        result = Calibrated(request.scenarios, request.search, found, request.runs, request.spread,
                            predictions, executed)  # fmt: skip
        return written(result, folder)


def _searched(request: CalibrateRequest, folder: Path | None, running: Running) -> Found:
    kept = None if folder is None else _kept(request, folder)
    stop, progress = running.get("stop", never), running.get("progress")
    steps: list[Step] = []
    if kept is not None and len(kept) > 1:
        say(running, f"going on after the {len(kept) - 1} parameter sets that were tried")

    def told(step: Step) -> None:
        if progress is not None:
            progress(step.tried.candidate.id, request.search.tried)
        if steps and step.generation != steps[-1].generation:
            say(
                running,
                f"generation {step.generation}: within {step.epsilon:.3g} Monte Carlo errors",
            )
        steps.append(step)

    workers = running.get("workers") or usable_cores()
    with open_engine(workers, running.get("cluster")) as engine:
        make = maker(engine, running.get("build", escalation_model), stop)

        def evaluate(candidate: Candidate, epsilon: float) -> Tried:
            if stop():
                raise Stopped
            return attempt(candidate, request.stages, judge, make, epsilon)

        try:
            return search(request.search, evaluate, kept=kept, told=told)
        except Stopped:
            raise SearchInterrupted(len(steps), request.search.tried) from None


class SearchInterrupted(Interrupted):
    """A stop was asked for while vectors were tried."""

    def __str__(self) -> str:
        """How far it came."""
        return f"interrupted after {self.done} of at most {self.asked} parameter sets"


def _kept(request: CalibrateRequest, folder: Path) -> Kept[Any]:
    """What a folder remembers of a search.

    Raises:
        Refused: when it is of another search.
    """
    own: dict[str, Any] = request.content | {"versions": versions(), "code": code_digest()}
    own = json.loads(json.dumps(own))
    path = folder / ASKED
    if path.exists():
        try:
            there = json.loads(path.read_text("utf-8"))
        except ValueError:
            there = {}
        there = there if isinstance(there, dict) else {}
        differ = [WORDS.get(name, name) for name in own if there.get(name) != own[name]]
        if differ:
            message = (
                f"{folder}: holds another search ({', '.join(differ)} differ); remove it, or "
                "choose another folder with --out"
            )
            raise Refused(message)
    write_file(path, json.dumps(own, indent=2, ensure_ascii=False) + "\n")
    return Journal(folder / JOURNAL, json.dumps(own, sort_keys=True), JSON)


def _predictions(
    request: CalibrateRequest, found: Found, folder: Path | None, running: Running
) -> tuple[dict[str, list[Predicted]], Executed[Run] | None]:
    """The patterns with fresh runs of shipped, prior and posterior vectors; none without any."""
    particles = found.posterior.particles
    if not request.batches or not particles:
        return {}, None
    weights = np.array([particle.weight for particle in particles])
    tries = candidates(request.search.ranges, request.search.seed)
    sets: dict[str, Sequence[Vector]] = {
        "shipped": [next(tries).vector] * request.batches,
        "prior": [next(tries).vector for _ in range(request.batches)],
        "posterior": [
            particles[i].tried.candidate.vector for i in resampled(weights, request.batches)
        ],
    }
    return fresh_predictions(
        request.scenarios, sets, runs=request.runs, seed=request.search.seed + FRESH, folder=folder,
        **running,
    )  # fmt: skip
