"""What a calibration is asked: what is fitted, to which scenarios, and how a vector is tried."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypedDict, Unpack

from sim.experiment.execution import loaded_of
from sim.results.observed_case import observed_of, observed_path
from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from sim.scenario.mistakes import shown_path
from sim.studies.calibrate.candidates import Shape, Spread, Stage
from sim.studies.calibrate.priors import priors
from sim.studies.calibrate.search import check
from sim.studies.calibrate.search_types import Search
from sim.studies.validate.chance import ERRORS
from sim.terms.errors import Refused

RUNS: Final = 16
"""Runs of each scenario for a vector, unless said otherwise."""
LEAST_TWICE: Final = 16
"""Runs from which half of them are looked at first."""


@dataclass(frozen=True)
class CalibrateRequest:
    """What a calibration was asked.

    Attributes:
        scenarios: those fitted to.
        search: what is searched for.
        stages: how a vector is tried.
        runs: runs of each scenario for a vector.
        spread: part of each side of the ranges that is searched.
        batches: vectors of each arm of the check with fresh runs; 0 for no check.
    """

    scenarios: tuple[Loaded, ...]
    search: Search
    stages: tuple[Stage, ...]
    runs: int
    spread: float
    batches: int

    @cached_property
    def content(self) -> dict[str, Any]:
        """Everything a search depends on but how far it goes: what two of one folder must share."""
        tables = [p.read_bytes() for p in map(observed_path, self.scenarios) if p is not None]
        return {
            "scenarios": {one.scenario.name: one.digest for one in self.scenarios},
            "observed": hashlib.sha256(b"\0".join(tables)).hexdigest(),
            "stages": [[s.name, s.path.name, s.runs, *s.settings] for s in self.stages],
            "priors": [list(spread) for spread in self.search.ranges],
            "seed": self.search.seed,
            "goal": self.search.goal,
            "particles": self.search.particles,
            "quantile": self.search.quantile,
            "sequential": self.search.generations > 1,
        }

    @property
    def name(self) -> str:
        """Names of the scenarios, and a digest of all that was asked."""
        names = "+".join(one.scenario.name for one in self.scenarios)
        limits = (self.search.generations, self.search.tried, self.batches)
        text = json.dumps([self.content, limits], sort_keys=True)
        return f"{names}/{hashlib.sha256(text.encode()).hexdigest()[:12]}"


class Settings(TypedDict, total=False):
    """What can be said of a calibration beside what is fitted to what.

    Attributes:
        runs: runs of each scenario for a vector (16).
        seed: of the runs and of the search (that of the first scenario).
        particles: vectors of a generation (50).
        generations: most generations (6); 1 is rejection from the prior.
        tried: most vectors to try (1000).
        prior: over the ranges: triangular around the shipped value, or uniform (triangular).
        spread: part of each side of the ranges that is searched (1).
        batches: vectors of each arm of the check with fresh runs; 0 for no check (10).
    """

    runs: int
    seed: int | None
    particles: int
    generations: int
    tried: int
    prior: Shape
    spread: float
    batches: int


Scenarios = Loaded | Path | str | Sequence[Loaded | Path | str]
"""One or several scenarios, or their files."""


def calibrate_request(
    scenarios: Scenarios, *, fit: Sequence[str], **settings: Unpack[Settings]
) -> CalibrateRequest:
    """Look up what is to be fitted, and to what; see :func:`sim.studies.calibrate.study.calibrate`.

    Raises:
        ScenarioError: listing every mistake in a scenario.
        Refused: with every mistake in what is asked.
    """
    several = [scenarios] if isinstance(scenarios, Loaded | Path | str) else scenarios
    seed, spread = settings.get("seed"), settings.get("spread", 1.0)
    loaded = [_with_seed(loaded_of(one), seed) for one in several]
    wrong = _unobserved(loaded)
    ranges: tuple[Spread, ...] = ()
    try:
        ranges = priors(loaded, fit, settings.get("prior", "triangular"), spread) if loaded else ()
    except Refused as error:
        wrong.append(str(error))
    wanted = Search(
        ranges,
        loaded[0].scenario.ensemble.seed if loaded else 0,
        ERRORS,
        settings.get("particles", 50),
        settings.get("generations", 6),
        settings.get("tried", 1000),
    )
    try:
        check(wanted)
    except Refused as error:
        wrong.append(str(error))
    if wrong:
        raise Refused("\n".join(wrong))
    runs, batches = settings.get("runs", RUNS), settings.get("batches", 10)
    return CalibrateRequest(tuple(loaded), wanted, stages_of(loaded, runs), runs, spread, batches)


def _with_seed(loaded: Loaded, seed: int | None) -> Loaded:
    if seed is None:
        return loaded
    return load(loaded.path, [*loaded.overrides, f"ensemble.seed={seed}"])


def _unobserved(loaded: Sequence[Loaded]) -> list[str]:
    """What is wrong with a list of scenarios."""
    wrong = [] if loaded else ["name at least one scenario"]
    seen: set[Path] = set()
    for one in loaded:
        where = shown_path(one.path)
        if one.path in seen:
            wrong.append(f"{where}: named twice")
        seen.add(one.path)
        try:
            if observed_of(one) is None:
                wrong.append(f"{where}: names no table of what was observed (observed: ...)")
        except Refused as error:
            wrong.append(str(error))
    return wrong


def stages_of(loaded: Sequence[Loaded], runs: int) -> tuple[Stage, ...]:
    """A look at half of the runs of every scenario, where there are enough, and then at all."""
    numbers = [runs // 2, runs] if runs >= LEAST_TWICE else [runs]
    return tuple(
        Stage(f"{one.scenario.name}, {number} runs", one.path, number, one.overrides)
        for number in numbers
        for one in loaded
    )
