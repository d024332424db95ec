"""What stands, is closed or is called in the streets."""

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


class Rally(NamedTuple):
    """A rally that is called: whose, where, how, from when until when, its pull and its event."""

    actor: str
    place: str
    means: str
    begins: float
    ends: float
    weight: float
    event: int
