"""Trial runs: a model that notes what it reads and which rules act.

A trial run is never a result. Its chance can be made generous, so that what is rare in a run is
met in a few of them.
"""

import math
from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np

from sim.model.build import Parts
from sim.model.hazard_clocks import ClockRow, HazardClock
from sim.model.mechanisms import Rules, choose
from sim.model.model import EscalationModel
from sim.model.streams import RandomLine, Streams
from sim.scenario.loaded import Loaded
from sim.scenario.tracked import Reads, tracked
from sim.scenario.types import Mechanisms

HASTE: Final = 10.0
"""How many times faster everything comes that has a rate, where chance is generous."""
FIRST: Final = 100.0
"""How many times sooner the first incident of each kind comes."""
NO_DEAL: Final = frozenset({"offer", "concede"})
NOT_KEPT: Final = frozenset({"remove", "clear", "call_off"})
"""Decisions without which there is no deal, or none that is kept, so that a crisis goes on."""
HARM: Final = frozenset({"hit", "siege_harm", "clash_harm", "police_harm", "motorist_harm"})
"""Draws of who is hurt."""


class Chance(NamedTuple):
    """How the chance of a trial run differs from that of a run.

    Attributes:
        haste: factor on every rate of a decision.
        never: decisions that never come.
        unhurried: decisions that come as slowly as in a run.
        harmful: whether everybody is hurt who can be hurt.
        stubborn: whether nobody obeys an order at once who might not.
    """

    haste: float = 1.0
    never: frozenset[str] = frozenset()
    unhurried: frozenset[str] = frozenset()
    harmful: bool = False
    stubborn: bool = False


class Noted:
    """What trial runs of one scenario have shown so far.

    Attributes:
        reads: settings that were read.
        acting: mechanisms whose rule has made a difference to its neutral form.
    """

    def __init__(self) -> None:
        self.reads = Reads()
        self.acting: set[str] = set()


class _HastyClock(HazardClock):
    """A clock of a decision that runs faster, or never rings."""

    __slots__ = ("haste",)
    haste: float

    def rings(self, hazard: float) -> bool:
        """As of any clock."""
        return super().rings(hazard * self.haste)


class _OneSidedLine(RandomLine):
    """Draws that all go one way: by 0 all that has a chance comes true, by 1 nothing does."""

    __slots__ = ("draw",)
    draw: float

    def uniform(self) -> float:
        """The same draw again."""
        return self.draw

    def poisson(self, mean: float) -> int:
        """A high count; none where none is possible."""
        return math.ceil(mean + 3.0 * math.sqrt(mean))


class _HastyStreams(Streams):
    """Chance under which everything possible comes soon."""

    def __init__(self, seed: int, run: int, chance: Chance) -> None:
        super().__init__(seed, run)
        self._chance = chance

    def clock(self, decision: str, who: str) -> HazardClock:
        """The clock of a decision; the same object at every call."""
        key = (decision, who)
        if key not in self._clocks:
            clock = _HastyClock(self.generator(decision, who))
            if decision in self._chance.never:
                clock.haste = 0.0
            elif decision in self._chance.unhurried:
                clock.haste = 1.0
            else:
                clock.haste = self._chance.haste
                clock.threshold /= FIRST
            self._clocks[key] = clock
        return self._clocks[key]

    def _clock_row(self, decision: str, who: tuple[str, ...]) -> ClockRow:
        generators = [self.generator(decision, name) for name in who]
        if decision in self._chance.never:
            return ClockRow(generators, haste=0.0)
        if decision in self._chance.unhurried:
            return ClockRow(generators)
        return ClockRow(generators, haste=self._chance.haste, first=1.0 / FIRST)

    def line(self, decision: str, who: str) -> RandomLine:
        """The line of draws of a decision; the same object at every call."""
        key = (decision, who)
        harms = self._chance.harmful and decision in HARM
        if key not in self._lines and (harms or (self._chance.stubborn and decision == "obey")):
            line = _OneSidedLine(self.generator(decision, who))
            line.draw = 0.0 if harms else math.nextafter(1.0, 0.0)
            self._lines[key] = line
        return super().line(decision, who)

    def uniform(self, decision: str, who: str) -> float:
        """As of any streams, but what may be said or done is."""
        return 0.0 if decision == "reaction" else super().uniform(decision, who)


def trial(loaded: Loaded, noted: Noted, run: int, chance: Chance | None = None) -> EscalationModel:
    """The model of a trial run.

    Args:
        loaded: the scenario, which may have been changed so that more of it is met.
        noted: where it is noted what is read and what acts.
        run: number of the run.
        chance: None for the chance of a run.
    """

    def streams(seed: int, number: int) -> Streams:
        return Streams(seed, number) if chance is None else _HastyStreams(seed, number, chance)

    def rules(on: Mechanisms) -> Rules:
        return _watched(on, noted.acting)

    model = EscalationModel(tracked(loaded, noted.reads), run, parts=Parts(streams, rules))
    model.timeline.watches_reactions = True
    model.added.acting = noted.acting
    return model


def _watched(on: Mechanisms, acting: set[str]) -> Rules:
    """The rules of a scenario, which note when they act."""
    rules = choose(on)
    watched: dict[str, Any] = {}
    for name in Mechanisms.model_fields:
        neutral = choose(on.model_copy(update={name: False}))
        for slot, rule in rules._asdict().items():
            if callable(rule) and rule is not getattr(neutral, slot):
                watched[slot] = _watch(rule, getattr(neutral, slot), name, acting)
    return rules._replace(**watched)


def _watch(
    rule: Callable[..., Any], neutral: Callable[..., Any], name: str, acting: set[str]
) -> Callable[..., Any]:
    """A rule that notes its mechanism when its neutral form would have said something else."""

    def watched(*args: Any) -> Any:
        found = rule(*args)
        if name not in acting and not np.array_equal(found, neutral(*args)):
            acting.add(name)
        return found

    return watched
