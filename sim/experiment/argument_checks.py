"""What every study is asked alike, checked at the door: how many runs, which seed, which words.

Calls from Python are checked by :mod:`sim.scenario.calls`, which ``load`` shares.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from sim.experiment.progress import with_progress
from sim.scenario import calls
from sim.scenario.calls import LAST_SEED, MOST_RUNS, number_mistakes

P = ParamSpec("P")
R = TypeVar("R")

__all__ = ["number_mistakes", "public", "size_mistakes"]


def public(asked: Callable[..., object] | None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A study as users call it: checked at the door, with a bar where it is wanted.

    Args:
        asked: see :func:`sim.scenario.calls.public`.
    """
    door = calls.public(asked)
    return lambda study: door(with_progress(study))


def size_mistakes(runs: object, seed: object, *, least: int = 1) -> list[str]:
    """What is wrong with the number of runs and the seed.

    Args:
        runs: number of runs that is asked for; None for the usual one.
        seed: the seed; None for the scenario's own.
        least: fewest runs that make sense.
    """
    wrong = number_mistakes("runs", runs, least, MOST_RUNS)
    return wrong + number_mistakes("seed", seed, 0, LAST_SEED)
