"""What is so between parties that meet: pushes so far, who ran, what a scenario set."""

from dataclasses import dataclass, field
from typing import NamedTuple

HOLD, THREAT, PRESS, CLEAR = "hold", "threat", "press", "clear"
"""Postures of a party in a contact: it stands, threatens to act, presses, or rushes and clears."""
FREE = "free"
"""Order of fire of armed people of a crowd of whom nothing is said: any push may set them off."""


@dataclass
class Bout:
    """What is so between two parties at a place.

    Attributes:
        number: pushes so far in the run.
        pushes: those that both have not yet rested from.
        seen: hour at which they were last counted.
        last: hour of the last push.
        day: local day of which the ferocity is.
        ferocity: how fierce this contact is today, mean 1.
        steady: the force's draw of what it bears today, standard normal.
        hurt: people of the force hurt and not yet relieved.
        strain: pushes that the force has stood and was not relieved of.
        escorts: people of the force who are off with those whom they took.
        away: hour until which a crowd that ran stays away.
        left: hour until which a force that gave way stays away.
    """

    number: int = 0
    pushes: float = 0.0
    seen: float = 0.0
    last: float = -1e9
    day: int = -1
    ferocity: float = 1.0
    steady: float = 0.0
    hurt: float = 0.0
    strain: float = 0.0
    escorts: float = 0.0
    away: float = -1.0
    left: float = -1.0


class Encounter(NamedTuple):
    """A contact that was given or ordered, and goes on for a while.

    Attributes:
        name: name of its entry.
        place: where.
        parties: the two, who starts it first.
        people: people of each; 0 for those who are there.
        postures: what each does.
        until: hour at which it ends.
        factor: harm by its means, relative to batons.
        kind: kind of its events.
        causes: events that led to it.
        given: whether the scenario set it from outside.
    """

    name: str
    place: str
    parties: tuple[str, str]
    people: tuple[float, float]
    postures: tuple[str, str]
    until: float
    factor: float = 1.0
    kind: str = "scuffle"
    causes: tuple[int, ...] = ()
    given: bool = False


@dataclass
class Duel:
    """What is so between two forces that exchange fire at a place.

    Attributes:
        last: hour of the last burst.
        bursts: bursts so far from which both have not rested.
        event: id of the last event of it; -1 before.
    """

    last: float
    bursts: float = 0.0
    event: int = -1


@dataclass
class Carried:
    """What people of a group carry, and are set on, who came out where a scenario says so.

    Attributes:
        group: whose they are.
        town: number of the municipality.
        armed: people with firearms.
        charges: explosive charges that are left.
        until: hour at which they are gone.
        presses: whether they came to press on, not to stand.
        calls: whether it is a gathering under way, which others of the group can join.
        order: when the armed of them may shoot, by the words of a force's order of fire.
    """

    group: str
    town: int | None
    armed: int
    charges: int
    until: float
    presses: bool = False
    calls: bool = False
    order: str = FREE


@dataclass
class Contacts:
    """All contacts of a run.

    Attributes:
        bouts: what is so between two parties, by place and their names in order.
        encounters: contacts that were given or ordered and still go on.
        arms: what people who came out carry.
        pressed: hour of the last push of two crowds at a place, and people who pressed in it.
        duels: what is so between two forces that exchange fire, by place and their names in order.
        fought: hour of the last push of a group with police who may arrest, and people of it who
            were there, by place and group.
        seen: events that have been looked at for shots at a force.
    """

    bouts: dict[tuple[str, str, str], Bout] = field(default_factory=dict)
    encounters: list[Encounter] = field(default_factory=list)
    arms: list[Carried] = field(default_factory=list)
    pressed: dict[str, tuple[float, float]] = field(default_factory=dict)
    duels: dict[tuple[str, str, str], Duel] = field(default_factory=dict)
    fought: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    seen: int = 0

    def carried(self, group: str, towns: set[int | None]) -> list[Carried]:
        """What people of a group carry who came out in some municipalities."""
        return [one for one in self.arms if one.group == group and one.town in towns]

    def forget(self, hours: float) -> None:
        """Let go of what is over at an hour."""
        self.encounters = [one for one in self.encounters if hours < one.until]
        self.arms = [one for one in self.arms if hours < one.until]
