"""``calibrate``: fit named parameters to what was observed of one or several episodes at once."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Unpack

import numpy as np

from sim.analysis.calibration import resampled
from sim.analysis.predictive import Predicted
from sim.experiment.accepted import Candidate, Tried, attempt, candidates
from sim.experiment.arms import Vector
from sim.experiment.calibration import Found, Step, Stopped, maker, search
from sim.experiment.engines import open_engine
from sim.experiment.runner import Executed, Kept
from sim.experiment.simulate import escalation_model, never
from sim.experiment.versions import code_digest, versions
from sim.experiment.workers import usable_cores
from sim.results.codecs import JSON
from sim.results.folder import write_file
from sim.results.journal import Journal
from sim.results.run import Run
from sim.studies.calibrated import FRESH, Calibrated
from sim.studies.calibration_request import Asked, Scenarios, Settings, prepare
from sim.studies.judging import fresh_predictions, judge
from sim.studies.running import Running
from sim.studies.working import working_folder
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
        options: see :class:`sim.studies.calibration_request.Settings` and
            :class:`sim.studies.running.Running`.

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
    return carry_out(prepare(scenarios, fit=fit, **settings), out, **running)


def carry_out(
    asked: Asked, out: Path | str | None = None, **running: Unpack[Running]
) -> Calibrated:
    """Search, check the fit with fresh runs, and write; see :func:`calibrate`."""
    with working_folder(out) as folder:
        found = _searched(asked, folder, running)
        predictions, executed = _predictions(asked, found, folder, running)
        result = Calibrated(asked.scenarios, asked.search, found, asked.runs, asked.spread,
                            predictions, executed)  # fmt: skip
        if folder is not None:
            result.write(folder)
    return result


def _searched(asked: Asked, folder: Path | None, running: Running) -> Found:
    kept = None if folder is None else _kept(asked, folder)
    stop, notice = running.get("stop", never), running.get("notice", str)
    progress = running.get("progress")
    steps: list[Step] = []
    if kept is not None and len(kept) > 1:
        notice(f"going on after the {len(kept) - 1} parameter sets that were tried")

    def told(step: Step) -> None:
        if progress is not None:
            progress(step.tried.candidate.id, asked.search.tried)
        if steps and step.generation != steps[-1].generation:
            notice(f"generation {step.generation}: within {step.epsilon:.3g} Monte Carlo errors")
        steps.append(step)

    workers = running.get("workers") or usable_cores()
    with open_engine(workers, running.get("cluster")) as engine:
        make = maker(engine, running.get("build", escalation_model), stop)

        def evaluate(candidate: Candidate, epsilon: float) -> Tried:
            if stop():
                raise Stopped
            return attempt(candidate, asked.stages, judge, make, epsilon)

        try:
            return search(asked.search, evaluate, kept=kept, told=told)
        except Stopped:
            raise SearchInterrupted(len(steps), asked.search.tried) from None


class SearchInterrupted(Interrupted):
    """A stop was asked for while vectors were tried."""

    def __str__(self) -> str:
        """How far it came."""
        return f"interrupted after {self.done} of at most {self.asked} parameter sets"


def _kept(asked: Asked, folder: Path) -> Kept[Any]:
    """What a folder remembers of a search.

    Raises:
        Refused: when it is of another search.
    """
    own: dict[str, Any] = asked.content | {"versions": versions(), "code": code_digest()}
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
    asked: Asked, found: Found, folder: Path | None, running: Running
) -> tuple[dict[str, list[Predicted]], Executed[Run] | None]:
    """The patterns with fresh runs of shipped, prior and posterior vectors; none without any."""
    particles = found.posterior.particles
    if not asked.batches or not particles:
        return {}, None
    weights = np.array([particle.weight for particle in particles])
    tries = candidates(asked.search.ranges, asked.search.seed)
    sets: dict[str, Sequence[Vector]] = {
        "shipped": [next(tries).vector] * asked.batches,
        "prior": [next(tries).vector for _ in range(asked.batches)],
        "posterior": [
            particles[i].tried.candidate.vector for i in resampled(weights, asked.batches)
        ],
    }
    return fresh_predictions(
        asked.scenarios, sets, runs=asked.runs, seed=asked.search.seed + FRESH, folder=folder,
        **running,
    )  # fmt: skip
