"""How one parameter set is tried: stage by stage, against the patterns of every episode.

One vector that meets the patterns may be luck. Here whole vectors are tried against every observed
episode in stages, the cheap ones first. The *distance* of a vector is how far it misses the pattern
that it misses most, in Monte Carlo errors; a vector is accepted when no pattern is missed by more
than chance allows, with the patterns of pattern-oriented modelling (Grimm et al. 2005,
doi:10.1126/science.1116681).

How patterns are judged is handed in, since judging is analysis.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sim.experiment.arms import overrides_of
from sim.experiment.stages import Stage
from sim.results.run import Run
from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from sim.studies.calibrate.sampling import Candidate


class PatternMiss(NamedTuple):
    """A pattern on some runs: how far it is missed in Monte Carlo errors, 0 when it is met."""

    pattern: str
    errors: float
    is_beyond_chance: bool

    @property
    def is_met(self) -> bool:
        """Whether the value lies within what is accepted."""
        return self.errors == 0


Judge = Callable[[Loaded, Sequence[Run]], Sequence[PatternMiss]]
Make = Callable[[Loaded, int, Sequence[Run]], Sequence[Run]]
"""Makes the first so many runs of a scenario, given those of them that there are."""


class TrialResult(NamedTuple):
    """What became of a candidate.

    Attributes:
        candidate: what was tried.
        stage: stage that rejected it; empty when accepted.
        patterns: patterns missed beyond chance at that stage, or at the last of every scenario.
        met: number of patterns met exactly, of those looked at; None where a table does not say.
        of: number of patterns looked at; None likewise.
        distance: Monte Carlo errors by which the worst pattern of any stage was missed; where a
            stage rejected it, at least that much; NaN where a table does not say.
    """

    candidate: Candidate
    stage: str
    patterns: tuple[str, ...]
    met: int | None
    of: int | None
    distance: float

    @property
    def is_accepted(self) -> bool:
        """Whether no stage rejected it."""
        return not self.stage


def run_trial(
    candidate: Candidate, stages: Sequence[Stage], judge: Judge, make: Make, epsilon: float
) -> TrialResult:
    """Try a candidate stage by stage until one rejects it.

    Args:
        candidate: the vector.
        stages: in order; those of one file follow each other with rising numbers of runs.
        judge: tells of each pattern of a scenario's episode how far some runs miss it.
        make: makes runs.
        epsilon: largest distance that is not rejected, in Monte Carlo errors.
    """
    made: dict[Path, Sequence[Run]] = {}
    last: dict[Path, Sequence[PatternMiss]] = {}
    read: dict[tuple[Path, tuple[str, ...]], Loaded] = {}
    distance = 0.0
    for stage in stages:
        which = (stage.path, stage.settings)
        if which not in read:
            read[which] = load(stage.path, [*stage.settings, *overrides_of(candidate.vector)])
        loaded = read[which]
        made[stage.path] = make(loaded, stage.runs, made.get(stage.path, ()))
        last[stage.path] = judge(loaded, made[stage.path])
        distance = max(distance, *(miss.errors for miss in last[stage.path]), 0.0)
        if distance > epsilon:
            return _tried(candidate, stage.name, last[stage.path], last, distance)
    everything = [miss for found in last.values() for miss in found]
    return _tried(candidate, "", everything, last, distance)


def _tried(
    candidate: Candidate,
    stage: str,
    told: Sequence[PatternMiss],
    judged: Mapping[Path, Sequence[PatternMiss]],
    distance: float,
) -> TrialResult:
    beyond = tuple(miss.pattern for miss in told if miss.is_beyond_chance)
    misses = [miss for found in judged.values() for miss in found]
    met = sum(miss.is_met for miss in misses)
    return TrialResult(candidate, stage, beyond, met, len(misses), float(f"{distance:.6g}"))
