"""What a scenario leaves unsaid, or says twice, and how that is read."""

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from sim.scenario.actors import Residents
from sim.scenario.types import Scenario
from sim.scenario.verbs.table import VERBS
from sim.terms.statements import Content, content_of_code

GATHERINGS: Final = frozenset({"rally", "march", "funeral"})
"""Verbs that bring people of a group to a place."""


class ByCode(NamedTuple):
    """A statement that is read by its code: where it stands, the code, what it most often says."""

    path: str
    code: str
    content: Content


def by_code(scenario: Scenario) -> tuple[ByCode, ...]:
    """Every statement of a scenario that says no content, by its path."""
    return tuple(ByCode(path, code, content_of_code(code)) for path, code in _unsaid(scenario))


def _unsaid(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for name, actor in scenario.actors.items():
        for number, statement in enumerate(actor.stated):
            if not statement.content:
                yield f"actors.{name}.stated.{number}", statement.cameo
    for name, entry in scenario.timeline.items():
        verb = VERBS.get(entry.does)
        if verb is not None and "content" in verb.keys and not entry.content:
            yield f"timeline.{name}", entry.cameo or verb.cameo


class Elsewhere(NamedTuple):
    """A gathering at another place than where its people meet others: the entry, both places."""

    path: str
    who: str
    place: str
    site: str


def gathered_elsewhere(scenario: Scenario, places: Collection[str]) -> Iterator[Elsewhere]:
    """Gatherings of groups that gather at another site, where their people then count as well.

    Args:
        scenario: the scenario.
        places: ids of places and sites; who gathers in a municipality may be anywhere in it.
    """
    for name, entry in scenario.timeline.items():
        who = scenario.actors.get(entry.who)
        if entry.does not in GATHERINGS or not isinstance(who, Residents) or not who.gathers_at:
            continue
        for place in entry.route[-1:] if entry.route else entry.where or ():
            if place in places and place != who.gathers_at:
                yield Elsewhere(f"timeline.{name}", entry.who, place, who.gathers_at)
