"""Whether fighting is sustained: deaths by arms and two-sided fire within a window."""

from collections import deque
from typing import Final

from sim.terms.events import Event
from sim.terms.ladder import WINDOW_HOURS, is_sustained

ARMED: Final = frozenset({"shots", "attack", "killing", "explosion"})
"""Kinds of events whose dead were killed by arms."""
_FIRE: Final = frozenset({"shots", "attack"})
_DAY: Final = 24


class Fighting:
    """Deaths by arms and hours of two-sided fire within the window."""

    def __init__(self) -> None:
        self._killed: deque[tuple[float, int]] = deque()
        self._exchanges: deque[tuple[float, tuple[int, int, str]]] = deque()
        self._shooting: dict[tuple[int, str], set[tuple[str, str]]] = {}

    def note(self, event: Event, hours: float, hour: float) -> None:
        """Take an event into account.

        Args:
            event: what happened.
            hours: hours since the start.
            hour: the same since midnight of the first day, for the day it belongs to.
        """
        if event.kind not in ARMED:
            return
        if event.killed:
            self._killed.append((hours, event.killed))
        if event.kind not in _FIRE:
            return
        key = (int(hour), event.place)
        at = self._shooting.setdefault(key, set())
        at.add((event.source, event.target))
        if (event.target, event.source) in at:
            day = int(hour // _DAY)
            self._exchanges.append((hours, (day, int(hour), event.place)))

    def is_sustained(self, hours: float) -> bool:
        """Whether it is sustained at an hour."""
        for memory in (self._killed, self._exchanges):
            while memory and memory[0][0] <= hours - WINDOW_HOURS:
                memory.popleft()
        if not self._killed:
            return False
        killed = sum(n for _, n in self._killed)
        return is_sustained(killed, {what for _, what in self._exchanges})
