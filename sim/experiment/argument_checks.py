"""What every study is asked alike, checked at the door: how many runs, which seed, which words."""

import inspect
from collections.abc import Callable, Mapping
from numbers import Integral
from typing import Any, Final

from sim.experiment.execution import ExecutionOptions
from sim.scenario.mistakes import show, suggest

MOST_RUNS: Final = 1_000_000
LAST_SEED: Final = 2**63 - 1
MOST_WORKERS: Final = 1024


def number_mistakes(name: str, value: object, low: int, high: int) -> list[str]:
    """What is wrong with a whole number that is asked for; nothing is wrong with None.

    Args:
        name: what it is called.
        value: what was given.
        low: least that it may be.
        high: most that it may be.
    """
    if value is None:
        return []
    if isinstance(value, Integral) and not isinstance(value, bool) and low <= int(value) <= high:
        return []
    return [f"{name} = {show(value)}: is not a whole number from {low} to {high}"]


def size_mistakes(runs: object, seed: object, *, least: int = 1) -> list[str]:
    """What is wrong with the number of runs and the seed.

    Args:
        runs: number of runs that is asked for; None for the usual one.
        seed: the seed; None for the scenario's own.
        least: fewest runs that make sense.
    """
    wrong = number_mistakes("runs", runs, least, MOST_RUNS)
    return wrong + number_mistakes("seed", seed, 0, LAST_SEED)


def keyword_mistakes(study: Callable[..., object], execution: Mapping[str, Any]) -> list[str]:
    """What is wrong with the keywords that say how runs are made.

    Args:
        study: the function that was called; the names of its own arguments are suggested as well.
        execution: keywords that it does not know by name; those of :class:`ExecutionOptions` are
            right.
    """
    known = list(ExecutionOptions.__annotations__)
    arguments = inspect.signature(study).parameters.values()
    own = [one.name for one in arguments if one.kind is not inspect.Parameter.VAR_KEYWORD]
    wrong = [
        f"{name}: is no argument of {study.__name__}{suggest(name, [*known, *own])}"
        for name in execution
        if name not in known
    ]
    return wrong + number_mistakes("workers", execution.get("workers"), 1, MOST_WORKERS)
