"""Statements of which a scenario does not say what they say, so that their code stands for it."""

from collections.abc import Iterator
from typing import NamedTuple

from sim.scenario.types import Scenario
from sim.scenario.verbs.table import VERBS
from sim.terms.statements import Content, content_of_code


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
