"""What is said of a verb, and of a key that verbs read."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from sim.scenario.case import KIND_WORDS
from sim.terms.cameo import rung_of

SPEAKERS: Final = tuple(kind for kind in KIND_WORDS if kind not in ("residents", "armed_cells"))
"""Kinds of actors that speak for somebody."""
FORCES: Final = ("police", "peacekeepers", "army")
"""Kinds of actors that have units to send."""
ARMED: Final = ("armed_cells", "police", "peacekeepers", "army")
"""Kinds of actors that bear arms."""


class Key(NamedTuple):
    """A key that verbs read.

    Attributes:
        meaning: what it says.
        unit: unit or form in which it is written.
    """

    meaning: str
    unit: str = ""


class Verb(NamedTuple):
    """What an entry of the timeline can do.

    Attributes:
        who: kinds of actors that can do it.
        kind: kind of its event, in the words of :data:`sim.terms.kinds.KINDS`.
        cameo: CAMEO code of its event; empty for none.
        does: what follows from it in the model.
        does_not: what one might expect of it and does not follow.
        required: keys that it must have.
        optional: further keys that it reads.
        recorded: those of its keys that are only told in the log; nothing depends on them.
        choices: words that a key may hold, where not all that the key knows.
        act: act of the table of mandates that it needs; empty when anybody may.
        counted: whether ``where`` may give the people by place, and ``n`` be left out.
        at_one_place: whether it happens at one place, so that ``where`` is no list.
    """

    who: tuple[str, ...]
    kind: str
    cameo: str
    does: str
    does_not: str = ""
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    recorded: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = {}
    act: str = ""
    counted: bool = False
    at_one_place: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that it reads, those that it needs first."""
        return self.required + self.optional

    @property
    def rung(self) -> int:
        """Rung of the ladder that its event shows before anybody is hurt [0..8]."""
        return rung_of(self.cameo) if self.cameo else 0
