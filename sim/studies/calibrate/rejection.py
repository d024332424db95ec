"""Rejection sampling: vectors of the priors are tried, and those that miss too much are rejected.

The plainest form of approximate Bayesian computation (Beaumont 2010,
doi:10.1146/annurev-ecolsys-102209-144621).
"""

from itertools import islice

from sim.studies.calibrate.generations import Generation, Particle, Reason, Search
from sim.studies.calibrate.memory import AllTried, Memory
from sim.studies.calibrate.sampling import candidates
from sim.studies.calibrate.trial import TrialResult


def rejection_sample(settings: Search, memory: Memory) -> tuple[tuple[Generation, ...], Reason]:
    """Vectors of the priors until enough are accepted, alike in weight."""
    accepted: list[TrialResult] = []
    tries = candidates(settings.priors, settings.seed)
    reason: Reason = "enough are accepted"
    for candidate in islice(tries, 1, None):
        try:
            tried = memory(dict(candidate.vector), settings.goal)
        except AllTried:
            reason = "all tried"
            break
        accepted += [tried] if tried.is_accepted else []
        if len(accepted) == settings.particles:
            break
    weight = 1 / max(len(accepted), 1)
    particles = tuple(Particle(tried, weight) for tried in accepted)
    return (Generation(settings.goal, len(memory.steps) - 1, particles),), reason
