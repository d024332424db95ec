"""The public record of a run: events with their causes, and what is remembered of them."""

import math
from collections import deque
from collections.abc import Callable
from typing import Final, TypedDict, Unpack

from sim.model.fighting import Fighting
from sim.terms import cameo as codebook
from sim.terms.events import Event
from sim.terms.kinds import KINDS, TROUBLE
from sim.terms.ladder import RUNG_WEIGHTS, SUSTAINED

_MEMORY_HOURS: Final = 24.0
_INTENSITY_HOURS: Final = 48.0
"""Time constant of the intensity curve: an incident is half forgotten in about 33 hours."""


class What(TypedDict, total=False):
    """Fields of an event that its kind does not settle; see :class:`sim.terms.events.Event`."""

    place: str
    source: str
    target: str
    people: int
    injured: int
    killed: int
    given: bool
    causes: tuple[int, ...]
    terms: tuple[tuple[str, float], ...]
    says: str
    issue: str


class Rungs:
    """Rungs of what happened lately, but for those that a later one reached or passed."""

    def __init__(self) -> None:
        self._at: deque[tuple[float, int]] = deque()

    def __repr__(self) -> str:
        """What it remembers, so that two that remember the same look the same."""
        return f"Rungs({list(self._at)})"

    def add(self, hours: float, rung: int) -> None:
        """Remember a rung that was reached at an hour."""
        while self._at and self._at[-1][1] <= rung:
            self._at.pop()
        self._at.append((hours, rung))

    def forget(self, until: float) -> None:
        """Forget what happened until an hour."""
        while self._at and self._at[0][0] <= until:
            self._at.popleft()

    @property
    def highest(self) -> int:
        """The highest of them; 0 when nothing happened."""
        return self._at[0][1] if self._at else 0


class EventLog:
    """Events of one run in order, and the memory that actors and measures draw on.

    Attributes:
        events: all events, ids ascending.
        happened: hours since the start at which a kind or a named entry last happened.
        trouble: hours since the start at which trouble last did; minus infinite before.
        first: hours since the start at which it first did.
        counts: how often each kind has happened.
        harm: events in which somebody was injured or killed.
        killed_at: hours since the start at which people of each group or force were last killed.
        named: first event of each named entry that has happened.
        midnight: hours from midnight of the first local day to the start of the clock.
        intensity: sum of convex rung weights, decaying with a time constant of two days.
    """

    def __init__(self, adversaries: Callable[[str, str], bool]) -> None:
        """An empty record.

        Args:
            adversaries: whether two actors are of sides that oppose each other.
        """
        self.events: list[Event] = []
        self.happened: dict[str, float] = {}
        self.trouble = -math.inf
        self.first: dict[str, float] = {}
        self.counts: dict[str, int] = {}
        self.harm: list[Event] = []
        self.killed_at: dict[str, float] = {}
        self.named: dict[str, int] = {}
        self.intensity = 0.0
        self._of_kind: dict[str, list[Event]] = {}
        self._latest: dict[tuple[str, str], int] = {}
        self._adversaries = adversaries
        self._emergent, self._all = Rungs(), Rungs()
        self._fighting, self._all_fighting = Fighting(), Fighting()
        self.midnight = 0.0
        self._conflict_seen: set[tuple[str, str, str, str]] = set()
        self.conflict_today = 0.0
        self._day = -1
        self.tick = 0
        self.hours = 0.0

    def begin_tick(self, tick: int, hours: float, step: float, day: int) -> None:
        """Move to a new tick: forget what is older than a day, let intensity decay.

        Args:
            tick: number of the tick.
            hours: hours since the start.
            step: length of a tick, h.
            day: local calendar day as a number.
        """
        self.tick, self.hours = tick, hours
        self.intensity *= math.exp(-step / _INTENSITY_HOURS)
        for memory in (self._emergent, self._all):
            memory.forget(hours - _MEMORY_HOURS)
        if day != self._day:
            self._day = day
            self.conflict_today = 0.0
            self._conflict_seen.clear()

    def add(
        self,
        kind: str,
        *,
        cameo: str | None = None,
        rung: int | None = None,
        silent: bool = False,
        **what: Unpack[What],
    ) -> int:
        """Log an event and return its id.

        Args:
            kind: what happened.
            cameo: its code; None for the usual one of its kind.
            rung: rung it shows before harm is counted; None for that of its code. A peacekeeper's
                act is protection, not coercion: callers pass 0 for it.
            silent: True for what was known before the clock started and moves no memory.
            what: the other fields of an event that are not empty.
        """
        code = KINDS[kind].cameo if cameo is None else cameo
        injured, killed = what.get("injured", 0), what.get("killed", 0)
        base = (codebook.rung_of(code) if code else 0) if rung is None else rung
        event = Event(
            id=len(self.events),
            tick=self.tick,
            kind=kind,
            cameo=code,
            goldstein=codebook.goldstein(code) if code else 0.0,
            rung=codebook.rung_with_harm(base, injured, killed),
            **what,
        )
        self.events.append(event)
        self._remember(event, silent)
        return event.id

    def mark(self, name: str) -> None:
        """Note that a kind, or a named entry, happens now."""
        self.happened[name] = self.hours
        if name in TROUBLE:
            self.trouble = self.hours
        self.first.setdefault(name, self.hours)

    def _remember(self, event: Event, silent: bool) -> None:
        self.mark(event.kind)
        self.counts[event.kind] = self.counts.get(event.kind, 0) + 1
        self._latest[event.kind, event.place] = event.id
        self._latest[event.kind, ""] = event.id
        for harm in ("injured", "killed"):
            if getattr(event, harm):
                self._latest[harm, ""] = event.id
        if event.injured or event.killed:
            self.harm.append(event)
        if event.killed:
            self.killed_at[event.target] = self.hours
        self._of_kind.setdefault(event.kind, []).append(event)
        if silent:
            return
        since_midnight = self.hours + self.midnight
        self._all.add(self.hours, event.rung)
        self._all_fighting.note(event, self.hours, since_midnight)
        if not event.given:
            self._emergent.add(self.hours, event.rung)
            self._fighting.note(event, self.hours, since_midnight)
        self.intensity += RUNG_WEIGHTS[event.rung]
        if event.goldstein < 0 and self._adversaries(event.source, event.target):
            dyad = (event.source, event.target, event.cameo, event.place)
            if dyad not in self._conflict_seen:
                self._conflict_seen.add(dyad)
                self.conflict_today -= event.goldstein

    def of_kind(self, kind: str) -> list[Event]:
        """Events of a kind so far, in order."""
        return self._of_kind.get(kind, [])

    def latest(self, kind: str, place: str = "") -> tuple[int, ...]:
        """Id of the latest event of a kind (at a place), as a tuple of causes; empty if none."""
        found = self._latest.get((kind, place))
        return () if found is None else (found,)

    def rung(self, standing: int) -> int:
        """Highest emergent rung of the last 24 h or of the standing state [0..8]."""
        if self._fighting.is_sustained(self.hours):
            return SUSTAINED
        return max(standing, self._emergent.highest)

    def rung_with_given(self, standing: int) -> int:
        """The same with the given events [0..8]."""
        if self._all_fighting.is_sustained(self.hours):
            return SUSTAINED
        return max(standing, self._all.highest)
