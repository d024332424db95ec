"""Which part of the day it is, in each municipality."""

from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.model.geography import Geography
from sim.scenario.types import Scenario


class DayParts:
    """The parts of the day of a scenario."""

    def __init__(self, plan: Scenario, where: Geography) -> None:
        self._parts = plan.hours
        self._towns = [town.id for town in where.municipalities]
        self._lasts = lru_cache(maxsize=1000)(self._worked_out)

    def lasts(self, name: str, hour: float) -> NDArray[np.bool_]:
        """Whether a part of the day lasts at a local hour, shape (municipality,)."""
        return self._lasts(name, hour)

    def _worked_out(self, name: str, hour: float) -> NDArray[np.bool_]:
        part = self._parts[name]
        spans = [part.elsewhere.get(town, part.span) for town in self._towns]
        return np.array([is_within(hour, *span) for span in spans])

    @cached_property
    def day_begins(self) -> float:
        """Local hour at which the day of work begins, outside of what differs elsewhere."""
        return self._parts["work"].span[0]


def is_within(hour: float, start: float, end: float) -> bool:
    """Whether a local hour lies in [start, end), over midnight if start > end."""
    if start <= end:
        return start <= hour < end
    return hour >= start or hour < end
