"""What conditions of ablations are made of: hours of the first day, and where a group lives."""

from datetime import datetime
from typing import Final

from sim.scenario.actors import Organisers, Residents
from sim.scenario.clock import TIME_FORMAT
from sim.scenario.types import Scenario

ORDER_HOUR: Final = 12
"""Hour of the first day at which the patron orders restraint, in the arms that have an order."""


def noon(scenario: Scenario) -> str:
    """Noon of the first day; the start of a clock that starts later."""
    start = scenario.clock.start
    return written(max(start, start.replace(hour=ORDER_HOUR, minute=0)))


def written(time: datetime) -> str:
    """A time as a scenario has it."""
    return time.strftime(TIME_FORMAT)


def towns_of(group: str, scenario: Scenario) -> frozenset[str]:
    """Municipalities of a group; of one that lives everywhere those where somebody calls it."""
    own = getattr(scenario.actors[group], "municipalities", None)
    callers = (
        a for a in scenario.actors.values() if isinstance(a, Organisers) and group in a.calls
    )
    return frozenset(own or (town for one in callers for town in one.municipalities))


def minding(scenario: Scenario, nobody: str) -> list[tuple[str, str, frozenset[str]]]:
    """Each group that minds the entry of forces, the first of these, and where the group lives.

    Args:
        scenario: the scenario.
        nobody: what is said where there is no such group.

    Raises:
        ValueError: when there is none.
    """
    found = [
        (group, min(actor.minds.entry_of), towns)
        for group, actor in sorted(scenario.actors.items())
        if isinstance(actor, Residents) and actor.minds.entry_of
        if (towns := towns_of(group, scenario))
    ]
    if not found:
        message = f"{scenario.name}: {nobody}"
        raise ValueError(message)
    return found
