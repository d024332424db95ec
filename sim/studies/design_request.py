"""What a study over a design is asked, checked at the door: quantities, outcomes, and its size."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sim.analysis.wanted import Wanted, wanted
from sim.experiment.designs import Factor, chosen, factors
from sim.scenario.loaded import Loaded
from sim.terms.errors import Refused

LEAST_TRAJECTORIES: Final = 4
"""Fewer say nothing about how sure an effect is."""


class DesignRequest(NamedTuple):
    """What a study over a design is asked: quantities to vary, and outcomes to look at."""

    over: list[Factor]
    shown: tuple[Wanted, ...]


def design_request(
    loaded: Loaded, parameters: Sequence[str], outcomes: Sequence[str], wrong: Sequence[str] = ()
) -> DesignRequest:
    """The quantities to vary and the outcomes to look at.

    Args:
        loaded: the scenario.
        parameters: paths with ``*``; none takes what actors keep to themselves.
        outcomes: columns of ``runs.csv``, or conditions on them.
        wrong: mistakes that were found before.

    Raises:
        Refused: listing every mistake.
    """
    mistakes = list(wrong)
    over: list[Factor] = []
    shown: tuple[Wanted, ...] = ()
    try:
        over = chosen(factors(loaded.scenario), parameters)
        if len(over) < 2:
            mistakes.append(
                f"{len(over)} quantity to vary: pick at least two that have a range, such as "
                "--parameters 'actors.*.posture.*'"
            )
    except ValueError as error:
        mistakes.append(str(error))
    try:
        shown = wanted(outcomes)
    except ValueError as error:
        mistakes.append(str(error))
    if mistakes:
        raise Refused("\n".join(mistakes))
    return DesignRequest(over, shown)


def design_mistakes(method: str, samples: int, replicates: int) -> list[str]:
    """What is wrong with the size of a design."""
    wrong: list[str] = []
    if method == "morris" and samples < LEAST_TRAJECTORIES:
        wrong.append(
            f"samples = {samples}: Morris needs at least {LEAST_TRAJECTORIES} trajectories, "
            "better 10"
        )
    if method == "sobol" and (samples < 4 or samples & (samples - 1)):
        below = 1 << max(2, samples.bit_length() - 1)
        wrong.append(
            f"samples = {samples}: Sobol' needs a power of two, such as {below} or {2 * below}"
        )
    if replicates < 2:
        wrong.append(
            f"replicates = {replicates}: needs at least 2, or chance cannot be told from effects"
        )
    return wrong
