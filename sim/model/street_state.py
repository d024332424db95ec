"""What stands, is closed or is called in the streets."""

from dataclasses import dataclass
from typing import NamedTuple


class Barricade(NamedTuple):
    """A barricade that stands.

    Attributes:
        since: hour since which it stands.
        owner: organisers who built it.
        event: id of the event that built it.
        means: the means that it is; empty for one that was there before.
    """

    since: float
    owner: str
    event: int
    means: str = ""


class Closure(NamedTuple):
    """A crossing or other site that somebody closed.

    Attributes:
        event: id of the event that closed it.
        by: who closed it.
        given: True when the scenario closed it, so that it does not open by itself.
    """

    event: int
    by: str
    given: bool = False


@dataclass
class Clearer:
    """What a force that may clear has learnt.

    Attributes:
        need: how much it needs the roads (n).
        caution: how careful force met by a crowd has made it (c).
        expected: resistance that it expects (rho), people for each of a company over two.
        encounters: how often it has met people at a barricade.
        until: hour at which its ultimatum runs out; -1 without one.
    """

    need: float = 0.0
    caution: float = 0.0
    expected: float = 0.0
    encounters: float = 0.0
    until: float = -1.0


class Rally(NamedTuple):
    """A rally that is called: whose, where, how, from when until when, its pull and its event."""

    actor: str
    place: str
    means: str
    begins: float
    ends: float
    weight: float
    event: int
