"""What a scenario names, so that each reference can be checked against it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Final

from pydantic import ValidationError

from sim.scenario.clock import Clock, parse_time
from sim.scenario.mistakes import Mistake, mistake_at, suggest
from sim.scenario.nodes import Node
from sim.scenario.time_forms import TIME_FORMAT
from sim.scenario.vocabulary import Vocabulary, scopes_of
from sim.scenario.world import World
from sim.terms.measures import Number
from sim.terms.quantities import QUANTITIES

KIND_WORDS: Final[dict[str, str]] = {
    "residents": "residents",
    "organisers": "organisers",
    "armed_cells": "armed cells",
    "government": "a government",
    "patron": "a patron",
    "police": "police",
    "peacekeepers": "peacekeepers",
    "higher_command": "a higher command",
    "army": "an army",
    "mediator": "a mediator",
    "voice": "a voice",
    "channel": "a channel",
}
"""Kinds of actors in words."""
PINS: Final = "kinds"
"""Key of a scenario that says which installed kinds of actors it names."""
DECIDES: Final = tuple(kind for kind in KIND_WORDS if kind not in ("residents", "channel"))
"""Kinds of actors that can decide an issue: all that have one will."""


class ReferenceTable:
    """The scenario as read, the names it defines, and the mistakes found in it so far.

    Checks read the tree, not the types, so that one mistake does not hide the others; a value of
    the wrong type is passed over here, since it is reported already.
    """

    def __init__(self, root: Node, world: World | None, *, is_sound: bool = True) -> None:
        self.root, self.world = root, world
        self.counted = world if is_sound else None
        """The world where nothing in its tables is wrong, so that people in it can be counted."""
        self.mistakes: list[Mistake] = []
        self.actors = _named(root, "actors")
        self.issues = _named(root, "issues")
        self.entries = _named(root, "timeline")
        self.triggers = _named(root, "triggers")
        self.kinds = {name: self._kind(node) for name, node in self.actors.items()}
        self.clock = _clock(root)
        self.residents = frozenset(n for n, kind in self.kinds.items() if kind == "residents")
        self.sites = {site.id: site for site in (world.sites if world else ())}
        self.places = frozenset(place.id for place in world.places) if world else frozenset()
        towns = world.municipalities if world else ()
        self.municipalities = frozenset(town.id for town in towns)
        self.communities = frozenset(cell.community for cell in (world.population if world else ()))
        self.vocabulary = Vocabulary(
            scopes_of(self.kinds, world), frozenset(_numbers(root)), has_world=world is not None
        )

    def _kind(self, actor: Node) -> str | None:
        """Kind of an actor; of an installed kind that of a voice, as which others treat it."""
        kind, added = _text(actor, "kind"), self.root.child(PINS)
        return "voice" if added is not None and kind in added.keys else kind

    def named(self, group: str) -> dict[str, Node]:
        """The named entries of a group of the scenario; none where there is no such group."""
        return _named(self.root, group)

    def wrong(self, path: str, node: Node, message: str) -> None:
        """Note a mistake in the value of a node."""
        self.mistakes.append(mistake_at(node.mark, path, node.plain(), message))

    def lacks(self, path: str, parent: Node, message: str) -> None:
        """Note that a key is missing from a node."""
        self.mistakes.append(mistake_at(parent.mark, path, ..., message))

    def actor(self, path: str, node: Node | None, kinds: Collection[str] = ()) -> str | None:
        """Check the name of an actor, and that it is of one of some kinds.

        Returns:
            The name when it is right, else None.
        """
        if node is None or node.text is None:
            return None
        if node.text not in self.actors:
            self._unknown(path, node, "is no actor", self._of_kinds(kinds) or self.actors)
            return None
        kind = self.kinds[node.text]
        if kinds and kind in KIND_WORDS and kind not in kinds:
            wanted = " or ".join(KIND_WORDS[name] for name in kinds)
            self.wrong(path, node, f"is {KIND_WORDS[kind]}; here it must be {wanted}")
            return None
        return node.text

    def issue(self, path: str, node: Node | None) -> str | None:
        """Check the name of an issue; the name when it is right, else None."""
        if node is None or node.text is None:
            return None
        if node.text in self.issues:
            return node.text
        self._unknown(path, node, "is no issue", self.issues)
        return None

    def trigger(self, path: str, node: Node | None) -> None:
        """Check the name of a kind of trigger."""
        if node is not None and node.text is not None and node.text not in self.triggers:
            self._unknown(path, node, "is no kind of trigger", self.triggers)

    def place(self, path: str, node: Node | None) -> None:
        """Check the id of a place, site or municipality."""
        known = self.places | self.municipalities | self.sites.keys()
        if node is None or node.text is None or not self.places or node.text in known:
            return
        self._unknown(path, node, "is no place, site or municipality of this world", known)

    def site(self, path: str, node: Node | None, controls: str = "") -> None:
        """Check the id of a site; of one that controls something when that is said."""
        if node is None or node.text is None or self.world is None:
            return
        fit = {name for name, site in self.sites.items() if controls in ("", site.controls)}
        if node.text in self.sites and node.text not in fit:
            controlled = self.sites[node.text].controls
            message = f"is a site that controls {_some(controlled)}, not a {controls}"
            self.wrong(path, node, message + _fitting(fit))
        elif node.text not in fit:
            which = f" that controls a {controls}" if controls else ""
            self._unknown(path, node, f"is no site{which}", fit)

    def of_world(self, path: str, node: Node, known: Collection[str], what: str) -> None:
        """Check a name against a table of the world."""
        if node.text is not None and self.world is not None and node.text not in known:
            self._unknown(path, node, f"is no {what} of this world", known)

    def resident_keys(self, path: str, node: Node | None) -> None:
        """Check that the keys of a mapping are resident groups."""
        for name, child in (node.keys if node else {}).items():
            if name in self.residents:
                continue
            if name in self.actors:
                self.wrong(f"{path}.{name}", child, f"{name} is no group of residents")
            else:
                self._unknown(f"{path}.{name}", child, f"{name} is no actor", self.residents, name)

    def moment(self, node: Node | None) -> datetime | None:
        """A local time; None when it is missing, cannot be read or does not exist."""
        if node is None or node.text is None:
            return None
        try:
            time = parse_time(node.text)
        except ValueError:
            return None
        return time if self.clock is None or self.clock.exists(time) else None

    def time(self, path: str, node: Node | None) -> datetime | None:
        """The same, noting a time in the hour that daylight saving leaves out."""
        if node is None or node.text is None or self.clock is None:
            return self.moment(node)
        try:
            skipped = not self.clock.exists(parse_time(node.text))
        except ValueError:
            return None
        if skipped:
            zone = self.clock.timezone
            self.wrong(path, node, f"does not exist: the clocks of {zone} are put forward over it")
        return self.moment(node)

    def in_clock(self, path: str, node: Node | None) -> datetime | None:
        """A local time that must lie within the clock; None when it does not."""
        time = self.time(path, node)
        if time is None or node is None or self.clock is None:
            return time
        hours = self.clock.hours(time)
        if hours < 0:
            start = self.clock.start.strftime(TIME_FORMAT)
            self.wrong(path, node, f"lies before the clock starts, {start}")
            return None
        if hours >= self.clock.days * 24:
            end = self.clock.local(self.clock.n_ticks).strftime(TIME_FORMAT)
            self.wrong(path, node, f"lies after the clock ends, {end}")
            return None
        return time

    def _unknown(
        self, path: str, node: Node, message: str, known: Iterable[str], word: str = ""
    ) -> None:
        self.wrong(path, node, message + suggest(word or node.text or "", known))

    def _of_kinds(self, kinds: Collection[str]) -> list[str]:
        return [name for name, kind in self.kinds.items() if kind in kinds]


def present(node: Node, key: str) -> bool:
    """Whether a key is there and not null."""
    return node.child(key) is not None


def _some(controlled: str) -> str:
    return f"a {controlled}" if controlled in ("road", "crossing", "seat") else controlled


def _fitting(names: set[str]) -> str:
    return f"; known: {', '.join(sorted(names))}" if 0 < len(names) <= 8 else ""


def _numbers(root: Node) -> Iterator[Number]:
    """The measures that a scenario names, where they can be read."""
    for name, node in _named(root, "measures").items():
        quantity = _text(node, "measure")
        if quantity in QUANTITIES:
            yield Number(name, quantity, _text(node, "of") or "", _text(node, "where") or "")


def _text(node: Node, key: str) -> str | None:
    child = node.child(key)
    return child.text if child else None


def _named(root: Node, group: str) -> dict[str, Node]:
    node = root.child(group)
    return dict(node.keys) if node else {}


def _clock(root: Node) -> Clock | None:
    node = root.child("clock")
    if node is None:
        return None
    try:
        return Clock.model_validate(node.plain())
    except ValidationError:
        return None
