"""What a calibration is asked: what is fitted, to which scenarios, and how a vector is tried."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypedDict, Unpack, get_args

from sim.experiment.stages import Stage
from sim.experiment.study_identity import study_of
from sim.results.observed_case import observed_path
from sim.results.ownership import Study
from sim.scenario.loaded import Loaded
from sim.scenario.mistakes import suggest
from sim.studies.calibrate.fitted import fitted_paths, priors
from sim.studies.calibrate.generations import Method, Search
from sim.studies.calibrate.priors import Prior, Shape
from sim.studies.calibrate.search import check
from sim.studies.calibrate.stages import (
    RUNS,
    Scenarios,
    named_scenarios,
    scenarios_of_table,
    unobserved,
)
from sim.studies.calibrate.vector_tables import Sample
from sim.studies.validate.chance import ERRORS
from sim.terms.errors import Refused
from sim.terms.words import ENGLISH, language_mistakes

TRIED: Final[dict[Method, int]] = {"abc": 1000, "sample": 500}
"""Most vectors to try, unless said otherwise."""
OF_METHOD: Final[dict[Method, tuple[str, ...]]] = {
    "abc": ("particles", "generations", "check", "language"),
    "sample": ("stages",),
}
"""What can be said of one method only."""


@dataclass(frozen=True)
class CalibrateRequest:
    """What a calibration was asked.

    Attributes:
        scenarios: those fitted to.
        search: what is searched for.
        stages: how a vector is tried.
        spread: part of each side of the ranges that is searched.
        batches: vectors of each arm of the check with fresh runs; 0 for no check.
        language: of the page.
    """

    scenarios: tuple[Loaded, ...]
    search: Search
    stages: tuple[Stage, ...]
    spread: float
    batches: int
    language: str = ENGLISH

    @cached_property
    def content(self) -> dict[str, Any]:
        """Everything a search depends on but how far it goes: what two of one folder must share.

        A folder may hold several samples, so that the seed of one and its part of the ranges are
        not among it.
        """
        search = self.search
        tables = [p.read_bytes() for p in map(observed_path, self.scenarios) if p is not None]
        shared = {
            "scenarios": {one.scenario.name: one.digest for one in self.scenarios},
            "observed": hashlib.sha256(b"\0".join(tables)).hexdigest(),
            "stages": [[s.name, s.path.name, s.runs, *s.settings] for s in self.stages],
        }
        if search.method == "sample":
            paths = [prior.path for prior in search.priors]
            return {"method": "sample", **shared, "fit": paths, "prior": search.priors[0].shape}
        return shared | {
            "priors": [list(prior) for prior in search.priors],
            "seed": search.seed,
            "goal": search.goal,
            "particles": search.particles,
            "quantile": search.quantile,
            "sequential": search.generations > 1,
        }

    @property
    def study(self) -> Study:
        """Which study it is; how far it goes is no part of it, since it can go on."""
        shared = {k: v for k, v in self.content.items() if k not in {"seed", "method", "scenarios"}}
        method = self.search.method
        made = study_of("calibrate", self.scenarios, seed=self.search.seed, method=method, **shared)
        return made._replace(adds=method == "sample")

    @property
    def name(self) -> str:
        """Names of the scenarios, and a digest of all that was asked."""
        names = "+".join(one.scenario.name for one in self.scenarios)
        limits = (self.search.generations, self.search.tried, self.batches)
        asked = self.content if self.search.method == "sample" else [self.content, limits]
        text = json.dumps(asked, sort_keys=True)
        return f"{names}/{hashlib.sha256(text.encode()).hexdigest()[:12]}"

    @property
    def runs(self) -> dict[str, int]:
        """Runs of each scenario for a vector that no stage rejects, by name of the scenario."""
        most = {stage.path: stage.runs for stage in self.stages}
        return {one.scenario.name: most[one.path] for one in self.scenarios}

    @property
    def titles(self) -> dict[str, str]:
        """Title of each scenario, by its name."""
        return {one.scenario.name: one.scenario.title for one in self.scenarios}

    @property
    def most_runs(self) -> int:
        """Runs of the scenario that has most."""
        return max(self.runs.values())

    @property
    def sample(self) -> Sample:
        """What tables say of a vector beside its number."""
        return Sample(self.search.seed, self.spread)

    @property
    def n_sets(self) -> int:
        """Most vectors to try as they are counted: of a sample the shipped one is the first."""
        return self.search.tried + (self.search.method == "sample")


class Settings(TypedDict, total=False):
    """What can be said of a calibration beside what is fitted to what.

    Attributes:
        runs: runs of each scenario for a vector (16); stages of a table have their own.
        seed: with abc of the runs and of the search (that of the first scenario); of a sample its
            own (1), where runs have the seed of their scenario.
        tried: most vectors to try (1000); of a sample its size, the shipped vector the first (500).
        prior: over the ranges: triangular around the shipped value, or uniform (triangular).
        spread: part of each side of the ranges that is searched (1).
        sets: what is changed in all scenarios, as ``path=value``.
        particles: with abc, vectors of a generation (50).
        generations: with abc, most generations (6); 1 is rejection from the prior.
        check: with abc, vectors of each arm of the check with fresh runs; 0 for no check (10).
        stages: with sample, a table of stages instead of scenarios
            (``scenarios/accepted/stages.csv``).
        language: with abc, of the page: ``en``, ``sr`` or ``sq`` (``en``); all else is in English.
    """

    runs: int
    seed: int | None
    tried: int
    prior: Shape
    spread: float
    sets: Sequence[str]
    particles: int
    generations: int
    check: int
    stages: Path | str
    language: str


def calibrate_request(
    scenarios: Scenarios | None = None,
    fit: Sequence[str] = (),
    method: Method = "abc",
    **settings: Unpack[Settings],
) -> CalibrateRequest:
    """Look up what is to be fitted, and to what; see :func:`sim.studies.calibrate.study.calibrate`.

    Raises:
        ScenarioError: listing every mistake in a scenario.
        Refused: with every mistake in what is asked.
    """
    said: dict[str, Any] = {name: one for name, one in settings.items() if one is not None}
    wrong = _misplaced(method, scenarios, said)
    loaded, stages = _tried_on(scenarios, method, said, wrong)
    language = said.get("language", ENGLISH)
    wrong += [*unobserved(loaded), *language_mistakes(language)]
    spread = float(said.get("spread", 1.0))
    found: tuple[Prior, ...] = ()
    try:
        if loaded:
            wanted = fit if fit or method == "abc" else fitted_paths(loaded[0])
            found = priors(loaded, wanted, said.get("prior", "triangular"), spread)
    except Refused as error:
        wrong.append(str(error))
    search = _search(found, loaded, method, said)
    try:
        check(search)
    except Refused as error:
        wrong.append(str(error))
    if wrong:
        raise Refused("\n".join(wrong))
    batches = said.get("check", 10) if method == "abc" else 0
    return CalibrateRequest(tuple(loaded), search, stages, spread, batches, language)


def _misplaced(method: Method, scenarios: Scenarios | None, said: Mapping[str, Any]) -> list[str]:
    """What is said that the method has no use for.

    Raises:
        Refused: when there is no such method.
    """
    methods = get_args(Method)
    if method not in methods:
        message = f'method "{method}" is not one of {", ".join(methods)}{suggest(method, methods)}'
        raise Refused(message)
    other: Method = "sample" if method == "abc" else "abc"
    given = [name for name in OF_METHOD[other] if name in said]
    wrong: list[str] = []
    if given:
        wrong.append(
            f"{', '.join(given)}: of use with method {other} only, not with {method}; leave out "
            f"what is named, or choose method {other}"
        )
    if method == "sample" and said.get("tried", 1) < 1:
        wrong.append(f"tried {said['tried']}: at least 1, the shipped vector")
    if method == "sample" and scenarios is not None and "stages" in said:
        wrong.append("stages: such a table names the scenarios; leave out one of the two")
    if method == "sample" and scenarios is None and "runs" in said:
        wrong.append("runs: the table of stages says how many; leave it out, or name scenarios")
    return wrong


def _search(
    found: tuple[Prior, ...], loaded: Sequence[Loaded], method: Method, said: Mapping[str, Any]
) -> Search:
    """What is searched for; of a sample, every vector may be accepted."""
    seed, tried = said.get("seed"), said.get("tried", TRIED[method])
    if method == "sample":
        seed = 1 if seed is None else seed
        return Search(found, seed, ERRORS, tried - 1, 1, tried - 1, method="sample")
    seed = loaded[0].scenario.ensemble.seed if loaded else 0
    particles, generations = said.get("particles", 50), said.get("generations", 6)
    return Search(found, seed, ERRORS, particles, generations, tried)


def _tried_on(
    scenarios: Scenarios | None, method: Method, said: Mapping[str, Any], wrong: Sequence[str]
) -> tuple[list[Loaded], tuple[Stage, ...]]:
    """The scenarios that vectors are tried on, and the stages of a trial.

    Raises:
        ScenarioError: listing every mistake in a scenario.
        Refused: when a table of stages is wrong, or anything else is beside the scenario.
    """
    sets, seed = list(said.get("sets", ())), said.get("seed")
    try:
        if scenarios is None and method == "sample":
            return scenarios_of_table(said.get("stages"), sets)
        if method == "abc" and seed is not None:
            sets.append(f"ensemble.seed={seed}")
        return named_scenarios(scenarios or (), sets, said.get("runs", RUNS))
    except Refused as error:
        if not wrong:
            raise
        raise Refused("\n".join([*wrong, str(error)])) from error
