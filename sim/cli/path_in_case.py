"""A path into a case: which key it is, whose, and what the case says there."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from sim.cli.exit_codes import InputError
from sim.scenario.case import KIND_WORDS
from sim.scenario.loaded import Loaded
from sim.scenario.mistakes import suggest
from sim.scenario.reference import NAME, Setting, fits, settings
from sim.scenario.shipped_values import parts_of
from sim.scenario.types import Scenario
from sim.scenario.verbs.keys import COMMON, KEYS
from sim.scenario.verbs.table import VERBS, readers

UNSAID: Final = object()
"""Stands for the value of what a case does not say."""
_ONE: Final = {"actors": "actor", "timeline": "entry of the timeline", "issues": "issue"}
"""What a name of a group is the name of."""


class CasePath(NamedTuple):
    """What a path into a case means.

    Attributes:
        path: the path, with the names of the case.
        setting: the key, or that of which it is a part, such as one regard of many; None for a
            group that has a name, such as ``actors.council``.
        whose: kind of its actor, or verb of its entry; empty for every other.
        value: what the case says there, as plain data; ``UNSAID`` where it says nothing.
        below: keys that may stand there.
    """

    path: str
    setting: Setting | None
    whose: str
    value: Any
    below: tuple[Setting, ...]


def kind_of(plan: Scenario, path: str) -> str:
    """Kind of the actor, or verb of the entry, that a path of a scenario belongs to."""
    group, _, rest = path.partition(".")
    name = rest.partition(".")[0]
    if group == "actors" and name in plan.actors:
        return str(plan.actors[name].kind)
    return str(plan.timeline[name].does) if group == "timeline" and name in plan.timeline else ""


def is_path(key: str) -> bool:
    """Whether a key is a path from the top of a scenario, with names and no ``*`` for them."""
    group, *rest = key.split(".")
    return group in _groups() and NAME not in rest


def has_name(key: str, plan: Scenario) -> bool:
    """Whether a scenario has the name that a path begins with; one without a name has none."""
    group, *names = key.split(".")
    if not names or not any(one.path.startswith(f"{group}.{NAME}") for one in settings()):
        return True
    return names[0] in getattr(plan, group)


def paths_of_name(name: str, plan: Scenario) -> list[str]:
    """Paths of what a scenario gives a name: an actor, an issue, an entry, a measure."""
    said = parts_of(plan)
    held = ((group, said.get(group)) for group in sorted(_groups()))
    return [f"{group}.{name}" for group, names in held if isinstance(names, dict) and name in names]


def path_in_case(key: str, case: Loaded) -> CasePath:
    """What a path means in a case.

    Args:
        key: path of keys with the names of the case, such as ``actors.council.posture.resolve``.
        case: the case.

    Raises:
        InputError: a name or key of it is none of the case, with the one that may be meant.
    """
    words = key.split(".")
    value: Any = parts_of(case.scenario)
    whose = kind_of(case.scenario, key)
    for depth, word in enumerate(words):
        above, value = value, _part(value, word)
        here = ".".join(words[: depth + 1])
        known = {one.path.split(".")[depth] for one in _below(here.rpartition(".")[0], whose)}
        if word in known or value is not UNSAID:
            continue
        raise InputError(_wrong(words[: depth + 1], case, known, above))
    below = tuple(_next(key, whose))
    return CasePath(key, _setting(key, whose, bool(below)), whose, value, below)


def _setting(path: str, whose: str, is_group: bool) -> Setting | None:
    """The key of a path; of a part of what a key says, that key."""
    found = next((one for one in _fitting(path, whose) if fits(one.path, path)), None)
    above = path.rpartition(".")[0]
    return found if found or is_group or not above else _setting(above, whose, is_group)


@cache
def _groups() -> frozenset[str]:
    return frozenset(one.path.split(".")[0] for one in settings())


def _part(value: Any, word: str) -> Any:
    if isinstance(value, list):
        return value[int(word)] if word.isdigit() and int(word) < len(value) else UNSAID
    return value.get(word, UNSAID) if isinstance(value, dict) else UNSAID


def _fitting(path: str, whose: str) -> Iterator[Setting]:
    """Keys that the owner of a path may have: of the kind of an actor, or read by a verb."""
    group = path.partition(".")[0]
    verb = VERBS.get(whose) if group == "timeline" else None
    for one in settings():
        words = one.path.split(".")
        if words[0] != group or (group == "actors" and whose and one.kind not in ("", whose)):
            continue
        if verb and len(words) > 2 and words[2] not in (*verb.keys, *COMMON):
            continue
        yield one


def _below(path: str, whose: str) -> Iterator[Setting]:
    """Keys within a path, at any depth; every group of a scenario within the empty one."""
    if not path:
        yield from settings()
        return
    depth = path.count(".") + 1
    for one in _fitting(path, whose):
        words = one.path.split(".")
        if len(words) > depth and fits(".".join(words[:depth]), path):
            yield one


def _next(path: str, whose: str) -> Iterator[Setting]:
    """Keys that stand at a path; none where names stand there."""
    depth = path.count(".") + 1
    for one in _below(path, whose):
        words = one.path.split(".")
        if len(words) == depth + 1 and words[depth] != NAME:
            yield one


def _wrong(words: list[str], case: Loaded, known: set[str], above: Any) -> str:
    """What is said of a path whose last part is neither a key nor a name of the case."""
    path, word, name, depth = ".".join(words), words[-1], case.scenario.name, len(words) - 1
    whose = kind_of(case.scenario, path)
    if depth == 1 and NAME in known:
        one = _ONE.get(words[0], f"name in {words[0]}")
        return f"{path}: {name} has no such {one}{suggest(word, getattr(case.scenario, words[0]))}"
    others = {one.kind for one in settings() if words[0] == "actors" and fits(one.path, path)}
    if others and depth > 1:
        whom = ", ".join(kind for kind in KIND_WORDS if kind in others)
        return f"{path}: {words[1]} is {KIND_WORDS[whose]}; only these have the key: {whom}"
    if words[0] == "timeline" and depth == 2 and word in KEYS:
        return f"{path}: {whose} reads no {word}; read by {', '.join(readers(word))}"
    if known - {NAME}:
        return f"{path}: there is no such key here{suggest(word, known - {NAME})}"
    if isinstance(above, dict | list) and "value" not in above:
        names = above if isinstance(above, dict) else map(str, range(len(above)))
        return f"{path}: {name} has no such name or number here{suggest(word, names)}"
    return f"{path}: what stands above {word} has no parts in {name}"
