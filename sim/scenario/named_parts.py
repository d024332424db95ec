"""What a scenario names of installed packages: found in its tree, with the values that go with it.

The values, ranges and sources of a mechanism's parameters come from its package as those of Ibar's
own come from ``common/parameters.yaml``: what the scenario says of them stands over that.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from sim.scenario.added_types import Addition, Additions
from sim.scenario.additions import KINDS, TAKEN, installed_as, installed_under, plain
from sim.scenario.case import PINS
from sim.scenario.installed import (
    ACTORS,
    GROUP,
    NAME,
    InstalledKind,
    InstalledPart,
    names_offered,
    told_value,
)
from sim.scenario.installed_rules import functions_of, switch_value
from sim.scenario.mistakes import Mark, Mistake, mistake_at, suggest
from sim.scenario.nodes import Node
from sim.scenario.types import Mechanisms, Scenario
from sim.terms.errors import Refused


class Named(NamedTuple):
    """What a scenario names of installed packages.

    Attributes:
        root: the tree, with what goes with it.
        additions: the parts.
        mistakes: why what it names cannot be used.
    """

    root: Node
    additions: Additions
    mistakes: list[Mistake]


class _Found(NamedTuple):
    """A name that is none of Ibar's own, and the node that says it."""

    name: str
    path: str
    node: Node
    group: str
    told: InstalledPart | None


def named_in(root: Node, *, as_told: bool) -> Named:
    """Find what a tree names that Ibar itself does not have, and an installed package offers.

    Args:
        root: the tree of a whole scenario.
        as_told: whether it is read to see what came of it: what is not installed is let pass.
    """
    found = [*_switches(root), *_kinds(root)]
    mistakes = list(_without_switch(root))
    additions: dict[tuple[str, str], Addition] = {}
    for one in found:
        if as_told and one.told is not None:
            additions[one.group, one.name] = _told(root, one.name, one.told)
            continue
        try:
            root, additions[one.group, one.name] = _installed(root, one)
        except ValueError as error:
            mistakes += _mistakes(one, str(error))
    return Named(root, tuple(additions[key] for key in sorted(additions)), mistakes)


def _switches(root: Node) -> Iterator[_Found]:
    switches = root.child("mechanisms")
    for name, node in switches.keys.items() if switches else ():
        if name not in Mechanisms.model_fields:
            off = InstalledPart(name=name, distribution="", version="", code="")
            told = off if node.value is False else told_value(node.plain())
            yield _Found(name, f"mechanisms.{name}", node, GROUP, told)


def _kinds(root: Node) -> Iterator[_Found]:
    pins, actors = root.child(PINS), root.child("actors")
    told = {
        name: told_value(node.plain(), InstalledKind)
        for name, node in (pins.keys if pins else {}).items()
    }
    for name, actor in (actors.keys if actors else {}).items():
        node = actor.child("kind")
        if node is not None and node.text is not None and node.text not in KINDS:
            path = f"actors.{name}.kind"
            yield _Found(node.text, path, node, ACTORS, told.get(node.text))


def _told(root: Node, name: str, told: InstalledPart) -> Addition:
    """What a finished folder tells of a part, whether it is installed or not."""
    group = root.child("parameters", name)
    return Addition(told, tuple(group.keys) if group else ())


def _installed(root: Node, one: _Found) -> tuple[Node, Addition]:
    """The part that is installed, and the tree with what goes with it."""
    part, offered = installed_under(one.name, one.group)
    if one.group == ACTORS:
        mark = Mark(str(part), 0, Path())
        return _filled(root, {PINS: {one.name: part.model_dump()}}, mark), Addition(part)
    values = {key: plain(value) for key, value in offered.values.items()}
    over = {"parameters": {one.name: values}} if values else {}
    return _filled(root, over, Mark(str(part), 0, Path())), Addition(part)


def _filled(node: Node, values: Mapping[str, Any], mark: Mark, depth: int = 3) -> Node:
    """A tree with values where it says nothing; what it says of one is left whole."""
    keys = dict(node.keys)
    for key, value in values.items():
        known = keys.get(key)
        if known is None or known.value is None:
            keys[key] = _node(value, mark)
        elif depth > 1 and isinstance(value, Mapping):
            keys[key] = _filled(known, value, mark, depth - 1)
    return Node(keys, node.mark) if isinstance(node.value, dict) else node


def _node(value: Any, mark: Mark) -> Node:
    if isinstance(value, Mapping):
        return Node({key: _node(item, mark) for key, item in value.items()}, mark)
    if isinstance(value, tuple):
        return Node(tuple(_node(item, mark) for item in value), mark)
    return Node(value, mark)


def _mistakes(one: _Found, message: str) -> Iterator[Mistake]:
    """Why a name cannot be used; nothing where nobody offers it or one like it."""
    offered = names_offered(one.group)
    if one.name not in offered:
        is_kind = one.group == ACTORS
        if one.told is not None and one.told.distribution:
            message = f"{one.told} is not installed here, and this was made with it; install it"
        elif get_close_matches(one.name, fit := [n for n in offered if re.fullmatch(NAME, n)], n=1):
            known = {*fit, *(KINDS if is_kind else Mechanisms.model_fields)}
            what = "is no kind of actor" if is_kind else "is not a key that is known here"
            message = what + suggest(one.name, known)
        else:
            return
    yield mistake_at(one.node.mark, one.path, one.node.plain(), message)


def _without_switch(root: Node) -> Iterator[Mistake]:
    """Parameters of an installed mechanism that no switch names."""
    groups, switches = root.child("parameters"), root.child("mechanisms")
    named = switches.keys if switches else {}
    for name, node in groups.keys.items() if groups else ():
        if name not in TAKEN and name not in named and name in names_offered(GROUP):
            message = f"is of an installed mechanism; write mechanisms: {{{name}: true}} beside it"
            yield mistake_at(node.mark, f"parameters.{name}", ..., message)


def parts_of(scenario: Scenario) -> dict[str, object]:
    """What a scenario has of installed packages, or not, by switch and by kind of actor."""
    kinds = getattr(scenario, PINS, None)
    pinned = {} if kinds is None else dict(kinds)
    return {**dict(scenario.mechanisms), **{f"kind {name}": part for name, part in pinned.items()}}


def part_words(scenario: Scenario) -> list[str]:
    """A sentence for each part of an installed package, for a reader of results."""
    return [
        f"{switch} acts by {part}, an installed rule, and not by its own"
        if switch in Mechanisms.model_fields
        else f"{part} acts, of an installed package"
        for switch, part in parts_of(scenario).items()
        if isinstance(part, InstalledPart)
    ]


def added_mechanisms(scenario: Scenario) -> list[InstalledPart]:
    """The mechanisms of installed packages that are on, in the order of their names."""
    switches = dict(scenario.mechanisms)
    added = (switches[name] for name in sorted(switches.keys() - Mechanisms.model_fields.keys()))
    return [part for part in added if isinstance(part, InstalledPart)]


def ensure_installed(scenario: Scenario) -> None:
    """Refuse to run a scenario that names what is not installed here as it was.

    Raises:
        Refused: naming the first such part.
    """
    for switch, part in parts_of(scenario).items():
        if not isinstance(part, InstalledPart):
            continue
        try:
            if switch in Mechanisms.model_fields:
                functions_of(part, switch)
            else:
                installed_as(part)
        except ValueError as error:
            message = f"{part}: {error}"
            raise Refused(message) from error


def is_installed(scenario: Scenario) -> bool:
    """Whether all that a scenario names is installed here as it was, so that it can be run."""
    try:
        ensure_installed(scenario)
    except Refused:
        return False
    return True


def part_set(value: object, switch: str) -> bool | InstalledPart:
    """What the switch of a mechanism is set to, of Ibar's own or of an installed one.

    Raises:
        ValueError: when it cannot be.
    """
    if switch in Mechanisms.model_fields:
        return switch_value(value, switch)
    return False if value is False else installed_under(switch, GROUP)[0]
