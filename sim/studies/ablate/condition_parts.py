"""What conditions of ablations are made of: hours of the first day, and where a group lives."""

from datetime import datetime
from typing import Final

from sim.scenario.actors import Organisers
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
