"""How far a scenario's runs are from what was observed of it, pattern by pattern."""

from collections.abc import Sequence

from sim.analysis.outcomes import outcomes_of
from sim.results.observed_case import load_observed
from sim.results.run import Run
from sim.scenario.loaded import Loaded
from sim.scenario.observed import Pattern
from sim.studies.calibrate.trial import PatternMiss
from sim.studies.validate.chance import errors_missed, is_beyond_chance
from sim.studies.validate.patterns import evaluate
from sim.studies.validate.statistics import evidence_of
from sim.terms.errors import Refused


def pattern_misses(loaded: Loaded, runs: Sequence[Run]) -> list[PatternMiss]:
    """How far some runs miss each pattern of their scenario's episode.

    Raises:
        Refused: when nothing was observed of it, or a pattern asks for what there is not.
    """
    rows = [outcomes_of(run, loaded.scenario) for run in runs]
    evidence = evidence_of(rows, loaded.scenario, runs)
    try:
        found = evaluate(patterns_of(loaded), evidence)
    except ValueError as error:
        raise Refused(str(error)) from error
    n = len(runs)
    return [
        PatternMiss(f.pattern.pattern, errors_missed(f, n), is_beyond_chance(f, n)) for f in found
    ]


def patterns_of(loaded: Loaded) -> tuple[Pattern, ...]:
    """The patterns of a scenario's episode.

    Raises:
        Refused: when nothing was observed of it.
    """
    observed = load_observed(loaded)
    if observed is None:
        message = f"{loaded.path}: names no table of what was observed"
        raise Refused(message)
    return observed.patterns
