"""The quantities of public state that the engine can measure, in every conflict.

One table for what is recorded and for what conditions compare, so that a number means the same in
both. A quantity is of everybody and everywhere; where it allows it, also of one actor or group, or
of one municipality, area or site: ``people_out``, ``people_out.GROUP``, ``posts.FORCE.AREA``.
"""

import math
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple, Protocol

Better = Literal["lower", "higher", "earlier", "later", ""]
"""Which way of two is the better one; empty where there is none."""
Summary = Literal["peak", "last", "mean"]
Scope = Literal["group", "force", "patron", "party", "municipality", "area", "site"]
"""What a part of a quantity can be of. A force is of police, of peacekeepers or of an army; a party
is a kind of victim: civilians, police, peacekeepers, soldiers."""

PARTIES: Final = ("civilians", "police", "peacekeepers", "soldiers")
"""Kinds of parties by which harm is counted: each of the hurt and killed is of one of them."""
_PARTY_OF_KIND: Final = {"police": "police", "peacekeepers": "peacekeepers", "army": "soldiers"}
_TOWNS: Final[tuple[Scope, ...]] = ("municipality", "area")
_SITES: Final[tuple[Scope, ...]] = (*_TOWNS, "site")


class PublicQuantity(NamedTuple):
    """A quantity that everybody can see.

    Attributes:
        name: its neutral id.
        label: words for a picture.
        unit: unit, empty for a pure number.
        summary: how one run is summarised to one number: its peak, its last value or its mean.
        low: smallest possible value.
        high: largest possible value, infinite when open.
        whole: whether it is a whole number.
        of: scopes of whose it is that it can be asked for.
        where: scopes of where that it can be asked for.
        parts: how it is put together of its parts.
        kind: kind of event behind it, named as the cause of what reacts to it; empty where it is
            told otherwise, or where there is none.
        better: which way is better, from the point of view of whoever wants to keep people safe.
        smallest_effect: least difference that matters, in its unit.
    """

    name: str
    label: str
    unit: str
    summary: Summary = "peak"
    low: float = 0
    high: float = math.inf
    whole: bool = True
    of: tuple[Scope, ...] = ()
    where: tuple[Scope, ...] = ()
    parts: Literal["sum", "mean", "most"] = "sum"
    kind: str = ""
    better: Better = "lower"
    smallest_effect: float = 2.0


_ALL: Final = (
    PublicQuantity(
        "rung", "highest rung in the last 24 h, given events left out", "rung", high=8,
        parts="most", kind="barricade_built", smallest_effect=0.5,
    ),
    PublicQuantity(
        "rung_with_given", "highest rung in the last 24 h", "rung", high=8, parts="most",
        kind="barricade_built", smallest_effect=0.5,
    ),
    PublicQuantity(
        "readiness", "readiness of a patron's forces", "level", high=3, of=("patron",),
        parts="most", kind="readiness_raised", smallest_effect=0.25,
    ),
    PublicQuantity("intensity", "intensity", "weighted events", whole=False),
    PublicQuantity(
        "conflict_goldstein", "conflict between the two sides", "|Goldstein| a day", whole=False,
        smallest_effect=10,
    ),
    PublicQuantity(
        "barricades", "barricades standing", "barricades", where=_TOWNS, kind="barricade_built",
        smallest_effect=1,
    ),
    PublicQuantity(
        "people_out", "people out", "people", whole=False, of=("group",), where=_TOWNS,
        kind="crowd", smallest_effect=100,
    ),
    PublicQuantity("armed", "armed people active", "people", whole=False),
    PublicQuantity(
        "crossings_closed", "crossings closed", "crossings", where=_TOWNS, kind="crossing_closed",
        smallest_effect=0.25,
    ),
    PublicQuantity(
        "crossings_open", "crossings open", "crossings", where=_TOWNS, kind="crossing_opened",
        better="higher", smallest_effect=0.25,
    ),
    PublicQuantity(
        "held", "sites held by peacekeepers", "sites", of=("force",), where=_SITES,
        kind="bridge_held", better="", smallest_effect=0.25,
    ),
    PublicQuantity(
        "posts", "on their posts", "people", whole=False, of=("force",), where=_SITES, better="",
        smallest_effect=100,
    ),
    PublicQuantity(
        "shots", "shooting incidents so far", "incidents", "last", where=_TOWNS, kind="shots",
        smallest_effect=1,
    ),
    PublicQuantity(
        "injured", "people injured so far", "people", "last", of=("group", "force", "party"),
        where=_TOWNS, smallest_effect=0.5,
    ),
    PublicQuantity(
        "killed", "people killed so far", "people", "last", of=("group", "force", "party"),
        where=_TOWNS, smallest_effect=0.1,
    ),
    PublicQuantity(
        "threat", "threat felt", "", high=10, whole=False, of=("group",), where=_TOWNS,
        parts="most", smallest_effect=0.1,
    ),
    PublicQuantity(
        "believing", "share of people who believe a rumour", "share", high=1, whole=False,
        of=("group",), where=_TOWNS, parts="mean", kind="rumour", smallest_effect=0.05,
    ),
    PublicQuantity(
        "sirens", "municipalities with sirens on", "municipalities", where=_TOWNS,
        kind="sirens_on", smallest_effect=1,
    ),
    PublicQuantity(
        "freedom_of_movement", "freedom of movement", "share", "mean", high=1, whole=False,
        parts="mean", better="higher", smallest_effect=0.1,
    ),
    PublicQuantity(
        "cafes_open", "cafes and shops open", "share", "mean", high=1, whole=False, where=_TOWNS,
        parts="mean", better="higher", smallest_effect=0.1,
    ),
    PublicQuantity("offers", "offers made so far", "offers", "last", kind="offer", better=""),
    PublicQuantity(
        "concessions", "concessions made so far", "concessions", "last", kind="concession",
        better="",
    ),
    PublicQuantity("hour", "local hour of the day", "h", high=24, whole=False, better=""),
)  # fmt: skip


class Kinded(Protocol):
    """An actor, as far as it is of a kind."""

    @property
    def kind(self) -> str:
        """Kind of the actor."""
        ...


def party_of(kind: str) -> str:
    """Kind of party of those of an actor: one of :data:`PARTIES`.

    Civilians are residents and whoever acts among them: organisers, armed cells, leaders, and
    people who are of no actor of the scenario. Soldiers are those of an army.

    Args:
        kind: kind of the actor; empty of people who are of none.
    """
    return _PARTY_OF_KIND.get(kind, "civilians")


def is_of(whom: str, of: str, actors: Mapping[str, Kinded]) -> bool:
    """Whether who was harmed is an actor, or of a kind of party.

    Args:
        whom: whom it was done to: an actor's name, or people of none.
        of: an actor's name, or one of :data:`PARTIES`.
        actors: the actors by name.
    """
    if of not in PARTIES:
        return of == whom
    return of == party_of(actors[whom].kind if whom in actors else "")


QUANTITIES: Final[dict[str, PublicQuantity]] = {quantity.name: quantity for quantity in _ALL}
"""Every quantity by its neutral id."""

NEEDS_OF: Final = frozenset({"posts"})
"""Quantities that say nothing unless it is said whose."""
