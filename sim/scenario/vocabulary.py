"""The numbers that a scenario can name: quantities of everybody, of a group, a force or a place.

``people_out`` is everybody's; ``people_out.GROUP``, ``people_out.MUNICIPALITY`` and
``people_out.GROUP.MUNICIPALITY`` are parts of it; a name that the scenario gave stands for one of
them.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from sim.scenario.mistakes import suggest
from sim.scenario.world import World
from sim.terms.measures import Number
from sim.terms.quantities import NEEDS_OF, PARTIES, QUANTITIES, PublicQuantity, Scope

if TYPE_CHECKING:
    from sim.scenario.types import Scenario

_SCOPES: Final[dict[str, Scope]] = {
    "residents": "group",
    "police": "force",
    "peacekeepers": "force",
    "army": "force",
    "armed_cells": "force",
    "patron": "patron",
}
"""Kinds of actors by which quantities are told, and what they are there."""
_WORDS: Final[dict[Scope, str]] = {
    "group": "group of residents",
    "force": "force",
    "patron": "patron",
    "party": "kind of party",
    "municipality": "municipality",
    "area": "area",
    "site": "site",
}


class Vocabulary(NamedTuple):
    """What can be named.

    Attributes:
        scopes: groups, forces, patrons, parties, municipalities, areas and sites, each with what
            it is.
        named: measures that the scenario names.
        has_world: whether places are known; else every word may be one.
    """

    scopes: frozenset[tuple[str, Scope]] = frozenset((party, "party") for party in PARTIES)
    named: frozenset[Number] = frozenset()
    has_world: bool = True

    @property
    def numbers(self) -> tuple[str, ...]:
        """Names that stand for a number by themselves."""
        return (*QUANTITIES, *sorted(one.name for one in self.named))

    def number(self, text: str) -> Number:
        """The number of a name.

        Args:
            text: a name that the scenario gave, or a quantity and whose or where, with dots.

        Raises:
            ValueError: saying what it does not name, and what was perhaps meant.
        """
        head, *parts = text.split(".")
        own = next((one for one in self.named if one.name == text), None)
        if own is not None:
            return own
        if head not in QUANTITIES:
            message = f'"{head}" is no public number{suggest(head, self.numbers)}'
            raise ValueError(message)
        of = where = ""
        for part in parts:
            is_of, is_where = (
                self._is(part, s) for s in (QUANTITIES[head].of, QUANTITIES[head].where)
            )
            if not is_of and not is_where:
                raise ValueError(self._refusal(QUANTITIES[head], part))
            if is_of and not of:
                of = part
            elif is_where and not where:
                where = part
            else:
                message = f"{text} says twice {'whose' if is_of else 'where'}"
                raise ValueError(message)
        number = Number(text, head, of, where)
        fault = self.fault(number)
        if fault is not None:
            raise ValueError(fault[1])
        return number

    def fault(self, number: Number) -> tuple[str, str] | None:
        """What is wrong with whose and where a number is; None when it can be told so.

        Returns:
            "of" or "where", and what is wrong with it, with what was perhaps meant.
        """
        quantity = QUANTITIES[number.quantity]
        for key, name, scopes in (
            ("of", number.of, quantity.of),
            ("where", number.where, quantity.where),
        ):
            if name and not self._is(name, scopes):
                return key, self._refusal(quantity, name, scopes)
        if quantity.name in NEEDS_OF and not number.of:
            some = self._names(quantity.of)
            such = f", such as {quantity.name}.{some[0]}" if some else ""
            return "of", f"{quantity.name} says nothing unless it is said whose{such}"
        return None

    def kinds(self, name: str) -> frozenset[Scope]:
        """What a name is."""
        return frozenset(scope for one, scope in self.scopes if one == name)

    def _is(self, name: str, scopes: Iterable[Scope]) -> bool:
        places: set[Scope] = {"municipality", "area", "site"}
        if not self.has_world and not self.kinds(name) and places & set(scopes):
            return True
        return bool(self.kinds(name) & set(scopes))

    def _names(self, scopes: Iterable[Scope]) -> list[str]:
        wanted = set(scopes)
        return sorted(name for name, scope in self.scopes if scope in wanted)

    def _refusal(
        self, quantity: PublicQuantity, name: str, scopes: Iterable[Scope] | None = None
    ) -> str:
        """Why a quantity cannot be told by a name."""
        wanted = (*quantity.of, *quantity.where) if scopes is None else tuple(scopes)
        if not wanted:
            return f"{quantity.name} is of everybody and everywhere; leave {name} out"
        words = " or ".join(dict.fromkeys(_WORDS[scope] for scope in wanted))
        known = self._names(wanted)
        is_other = sorted(_WORDS[scope] for scope in self.kinds(name) - set(wanted))
        if is_other:
            return f"{quantity.name} is told by {words}; {name} is a {is_other[0]}"
        return f'{quantity.name} is told by {words}; there is no "{name}"{suggest(name, known)}'


def scopes_of(kinds: Mapping[str, str | None], world: World | None) -> frozenset[tuple[str, Scope]]:
    """By what quantities can be told.

    Args:
        kinds: kind of each actor.
        world: where it happens; None when it is not known.
    """
    found: set[tuple[str, Scope]] = {(party, "party") for party in PARTIES}
    found |= {(name, _SCOPES[kind]) for name, kind in kinds.items() if kind in _SCOPES}
    if world is not None:
        found |= {(town.id, "municipality") for town in world.municipalities}
        found |= {(town.area, "area") for town in world.municipalities}
        found |= {(place.id, "site") for place in (*world.places, *world.sites)}
    return frozenset(found)


def vocabulary_of(scenario: "Scenario", world: World) -> Vocabulary:
    """What the conditions of a scenario can name."""
    kinds = {name: actor.kind for name, actor in scenario.actors.items()}
    named = (
        Number(name, one.measure, one.of or "", one.where or "")
        for name, one in scenario.measures.items()
    )
    return Vocabulary(scopes_of(kinds, world), frozenset(named))
