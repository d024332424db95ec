"""What a scenario leaves unsaid, or says twice, and how that is read."""

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from sim.scenario.actors import Residents
from sim.scenario.forces import belongs
from sim.scenario.types import Scenario
from sim.scenario.verbs.table import VERBS
from sim.scenario.world import Unit
from sim.terms.statements import Content, content_of_code

_DONE_TO_CROWDS: Final = {"disperse": "disperses nobody", "clear": "clears nothing"}
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


class Unable(NamedTuple):
    """An entry that sends or uses nobody: where it stands, who, and what it does not do."""

    path: str
    who: str
    what: str


def unable(scenario: Scenario, forces: Collection[Unit]) -> Iterator[Unable]:
    """Entries of actors none of whose units may act against a crowd, though the entry asks for it.

    Args:
        scenario: the scenario.
        forces: units of the world, as they are on the scenario's day.
    """
    for name, entry in scenario.timeline.items():
        who = scenario.actors.get(entry.who)
        own = [unit for unit in forces if belongs(unit, who)]
        what = _DONE_TO_CROWDS.get(entry.does)
        if what is None and entry.does == "deploy" and entry.at is None:
            what = "is sent nowhere but by an entry with at"
        if what and own and all(unit.crowd_control == "no" for unit in own):
            yield Unable(f"timeline.{name}", entry.who, what)


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
