"""Mandates: who may do what, where, with whose consent."""

from typing import Final, Literal, get_args

from pydantic import Field

from sim.scenario.quantity import Assumed, Source, Strict

Act = Literal[
    "enter", "hold", "raid", "arrest", "install", "disperse", "clear", "close", "open", "fire",
    "curfew",
]  # fmt: skip
ACTS: Final[tuple[str, ...]] = get_args(Act)
"""What needs a mandate: to go and stand somewhere, to stand between two sides at a site, to raid,
to arrest, to install officials, to disperse a crowd, to clear a barricade, to close a crossing, to
open one that somebody else closed, to fire, to impose a curfew."""

_FORCE: Final = frozenset(ACTS) - {"hold", "open"}
DEFAULTS: Final[dict[str, frozenset[str]]] = {
    "police": _FORCE,
    "peacekeepers": _FORCE - {"raid", "arrest", "install"} | {"hold"},
    "higher_command": frozenset({"enter"}),
    "armed_cells": frozenset({"enter", "fire"}),
    "government": frozenset({"install", "curfew"}),
}
"""What each kind of actor may do where no mandate says anything; all others, armies too, nothing.

Armed cells ask nobody. Nobody opens what another has closed.
"""


class Mandate(Strict):
    """What some actors may or may not do somewhere.

    Of all that name an actor, an act and a place, those of the smallest area count: a place or
    site before its municipality, that before its area, that before everywhere. Among these one
    that forbids is stronger.
    """

    who: tuple[str, ...] = Field(min_length=1)
    """Actors it is about."""
    may: tuple[Act, ...] = ()
    """What they may do."""
    may_not: tuple[Act, ...] = ()
    """What they may not do."""
    where: tuple[str, ...] = ()
    """Areas, municipalities, places and sites; everywhere when not said."""
    with_consent_of: tuple[str, ...] = ()
    """Actors who must all have consented; without a say of theirs it is refused."""
    source: Source = None
    assumed: Assumed = False
