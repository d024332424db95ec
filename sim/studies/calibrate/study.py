"""``calibrate``: fit named parameters to what was observed of one or several episodes at once."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Unpack

import numpy as np

from sim.experiment.argument_checks import public
from sim.experiment.arms import Vector
from sim.experiment.build_identity import build_identity
from sim.experiment.engines import open_engine
from sim.experiment.execution import ExecutionOptions, notify
from sim.experiment.output_folder import working_folder
from sim.experiment.process_count import process_count
from sim.experiment.runner import ExecutionResult
from sim.experiment.simulate import escalation_model, never_stop
from sim.experiment.study_result import write_result
from sim.experiment.workers import usable_cores
from sim.results.run import Run
from sim.studies.calibrate.discrepancy import pattern_misses
from sim.studies.calibrate.generations import Method, SearchResult, SearchStep
from sim.studies.calibrate.kept_search import kept_search
from sim.studies.calibrate.posterior import resampled
from sim.studies.calibrate.predictive_check import PredictedPattern
from sim.studies.calibrate.predictive_runs import fresh_predictions
from sim.studies.calibrate.request import CalibrateRequest, Settings, calibrate_request
from sim.studies.calibrate.result import FRESH, CalibrateResult
from sim.studies.calibrate.sampling import Candidate, candidates
from sim.studies.calibrate.search import search
from sim.studies.calibrate.stages import Scenarios
from sim.studies.calibrate.trial import TrialResult, run_trial
from sim.studies.calibrate.trial_runs import Stopped, run_maker
from sim.terms.errors import Interrupted


class Options(Settings, ExecutionOptions, total=False):
    """What can be said of a calibration, and of how its runs are made."""


@public(calibrate_request)
def calibrate(
    scenarios: Scenarios | None = None,
    fit: Sequence[str] = (),
    method: Method = "abc",
    *,
    out: Path | str | None = None,
    **options: Unpack[Options],
) -> CalibrateResult:
    """Fit parameters to what was observed, by approximate Bayesian computation.

    Args:
        scenarios: one or several, each with a table of what was observed; a sample may leave them
            to its table of stages.
        fit: paths of quantities with a range, or patterns such as ``parameters.rumour.*``; a
            sample takes all parameters whose source says "fit" when none is named.
        method: ``abc`` learns from one generation of vectors where to look next; ``sample`` tries
            the first so many of a Latin hypercube, and adds them to the tables of ``out``.
        out: folder to write; a search that was stopped there before goes on.
        options: see :class:`sim.studies.calibrate.request.Settings` and
            :class:`sim.experiment.execution.ExecutionOptions`.

    Raises:
        ScenarioError: listing every mistake in a scenario.
        Refused: with every mistake in what is asked.
        Interrupted: when a stop was asked for; what was tried is kept in ``out``.
    """
    execution: Any = {
        name: options[name] for name in ExecutionOptions.__annotations__ if name in options
    }
    settings: Any = {name: options[name] for name in Settings.__annotations__ if name in options}
    request = calibrate_request(scenarios, fit, method, **settings)
    return execute_calibrate(request, out=out, **execution)


def execute_calibrate(
    request: CalibrateRequest,
    *,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> CalibrateResult:
    """The same for what has been checked; see :func:`calibrate`."""
    with working_folder(out, request.study, execution.get("command")) as folder:
        found = _searched(request, folder, execution)
        predictions, executed = _predictions(request, found, folder, execution)
        return write_result(CalibrateResult(request, found, predictions, executed), folder)


def _searched(
    request: CalibrateRequest, folder: Path | None, execution: ExecutionOptions
) -> SearchResult:
    kept = None if folder is None else kept_search(request, folder, execution)
    before = 0 if kept is None else len(kept)
    is_sample = request.search.method == "sample"
    n = before if is_sample else before - 1  # of a sample the shipped vector is the first
    if n > 0:
        notify(execution, f"going on after the {n} parameter sets that were tried")
    steps: list[SearchStep] = []
    tell = _told_of_sample(before, execution) if is_sample else _told_of_generations(execution)

    def told(step: SearchStep) -> None:
        steps.append(step)
        done = len(steps) if is_sample else len(steps) - 1
        progress = execution.get("progress")
        if progress is not None and done:
            progress(done, request.n_sets)
        tell(step)

    stop = execution.get("stop", never_stop)
    build = execution.get("build", escalation_model)
    workers, why = process_count(execution, build)
    if why:
        notify(execution, why)
    with open_engine(workers or usable_cores(), execution.get("cluster")) as engine:
        make = run_maker(engine, build, stop)

        def evaluate(candidate: Candidate, epsilon: float) -> TrialResult:
            if stop():
                raise Stopped
            return run_trial(candidate, request.stages, pattern_misses, make, epsilon)

        try:
            return search(request.search, evaluate, kept=kept, told=told)
        except Stopped:
            done = len(steps) if is_sample else max(len(steps) - 1, 0)
            raise SearchInterrupted(done, request) from None


def _told_of_generations(execution: ExecutionOptions) -> Callable[[SearchStep], None]:
    """Says when a generation begins, the first left out."""
    generation = 0

    def tell(step: SearchStep) -> None:
        nonlocal generation
        if step.generation != generation:
            generation = step.generation
            notify(
                execution, f"generation {generation}: within {step.epsilon:.3g} Monte Carlo errors"
            )

    return tell


def _told_of_sample(before: int, execution: ExecutionOptions) -> Callable[[SearchStep], None]:
    """Says what became of each vector that had not been tried, those `before` left out."""
    n = accepted = 0

    def tell(step: SearchStep) -> None:
        nonlocal n, accepted
        tried = step.tried
        if tried.candidate.id < before:
            return
        n, accepted = n + 1, accepted + tried.is_accepted
        words = f"misses {' '.join(tried.patterns)} ({tried.stage})" if tried.stage else "accepted"
        notify(execution, f"{tried.candidate.id}: {words}; {accepted} of {n}")

    return tell


class SearchInterrupted(Interrupted):
    """A stop was asked for while vectors were tried."""

    def __init__(self, done: int, request: CalibrateRequest) -> None:
        """Args: number of vectors that are done, and what was asked."""
        super().__init__(done, request.n_sets)
        self._most = "" if request.search.method == "sample" else "at most "

    def __str__(self) -> str:
        """How far it came."""
        return f"interrupted after {self.done} of {self._most}{self.requested} parameter sets"


def _predictions(
    request: CalibrateRequest, found: SearchResult, folder: Path | None, execution: ExecutionOptions
) -> tuple[dict[str, list[PredictedPattern]], ExecutionResult[Run] | None]:
    """The patterns with fresh runs of shipped, prior and posterior vectors; none without any."""
    particles = found.posterior.particles
    if not request.batches or not particles:
        built = build_identity(execution.get("build", escalation_model))
        return {}, ExecutionResult((), 0, interrupted=False, workers=1, seconds=0.0, build=built)
    weights = np.array([particle.weight for particle in particles])
    tries = candidates(request.search.priors, request.search.seed)
    sets: dict[str, Sequence[Vector]] = {
        "shipped": [next(tries).vector] * request.batches,
        "prior": [next(tries).vector for _ in range(request.batches)],
        "posterior": [
            particles[i].tried.candidate.vector for i in resampled(weights, request.batches)
        ],
    }
    return fresh_predictions(
        request.scenarios, sets, runs=request.most_runs,
        seed=request.search.seed + FRESH, folder=folder, **execution,
    )  # fmt: skip
