"""Mechanisms and kinds of actors that an installed package adds to those of Ibar.

A package says of each what :class:`Mechanism` or :class:`ActorKind` holds, and offers it as an
entry point. A scenario that names it is checked by the same types as any other, which have one
switch, one group of parameters or one kind of actor more.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final, Literal, NamedTuple, get_args

from pydantic import ValidationError

from sim.scenario.actors import Actor, AnyActor
from sim.scenario.annotations import models_in
from sim.scenario.installed import (
    ACTORS,
    GROUP,
    InstalledKind,
    InstalledPart,
    identified,
    offered_by,
    refuse_other,
)
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Quantity, Strict, limits_of
from sim.scenario.types import Mechanisms

Moment = Literal["before_decisions", "at_end"]
KINDS: Final = frozenset(
    kind for one in models_in(AnyActor) for kind in get_args(one.model_fields["kind"].annotation)
)
"""Kinds of actors of Ibar's own."""
TAKEN: Final = frozenset({*Mechanisms.model_fields, *Parameters.model_fields})
"""Names of switches and groups of parameters of Ibar's own."""
NEEDS: Final = "needs the name of an installed mechanism or kind of actor"


class Mechanism(NamedTuple):
    """A mechanism that a package adds.

    Attributes:
        act: the rule: takes the run (:class:`sim.model.run_context.RunContext`) and its parameters
            as plain numbers, changes the state of the run, and says whether it changed anything.
            It has no memory of its own: ``core.state.added`` is for that. Its chance is that of
            the run (``core.rings``, ``core.chance``), under its own name.
        parameters: type of its parameters: quantities within hard limits; None where it has none.
        values: of each parameter its value, range and source.
        when: in each tick before the snapshot on which all decide, or at its end.
        claims: what must change without it, as :class:`sim.studies.ablate.claims.Claim` says it
            without the mechanism: (text, statistic, column, least, unit).
    """

    act: Callable[[Any, Any], bool]
    parameters: type[Strict] | None = None
    values: Mapping[str, Mapping[str, Any]] = {}
    when: Moment = "before_decisions"
    claims: tuple[tuple[str, str, str, float, str], ...] = ()


class ActorKind(NamedTuple):
    """A kind of actor that a package adds.

    Attributes:
        record: type of its entry in a scenario: its keys; its field ``kind`` is a literal of the
            name under which it is offered.
        deciders: makes its agents: takes the model and the run, and gives what those of
            ``sim/model/agents/`` do, a :class:`sim.model.agents.base.Kind`.
        effects: kinds of actions that it adds, and what carries each out.
        refers: keys that name other actors, and the kinds these must be of; of none, of any.
    """

    record: type[Actor]
    deciders: Callable[[Any, Any], Any]
    effects: Mapping[str, Callable[[Any, Any], None]] = {}
    refers: Mapping[str, tuple[str, ...]] = {}


def installed_under(name: str, group: str) -> tuple[InstalledPart, Any]:
    """The :class:`Mechanism` or :class:`ActorKind` that is installed under a name.

    Args:
        name: the name.
        group: where packages offer it.

    Raises:
        ValueError: when there is none, or it is not of the form that is needed.
    """
    part = identified(name, NEEDS, group)
    offered = offered_by(part, NEEDS, group)
    for mistake in _MISTAKES[group](name, offered):
        message = f"{part} {mistake}"
        raise ValueError(message)
    return part, offered


@cache
def installed_as(part: InstalledPart) -> Any:
    """What an installed part is: a :class:`Mechanism`, of an installed kind an :class:`ActorKind`.

    Raises:
        ValueError: when what is installed here is another one.
    """
    group = ACTORS if isinstance(part, InstalledKind) else GROUP
    found, offered = installed_under(part.name, group)
    refuse_other(found, part.model_dump())
    return offered


def refers_of(kind: str | None) -> Mapping[str, tuple[str, ...]]:
    """Keys of an installed kind of actor that name others; none of a kind that is not installed."""
    if kind is None or kind in KINDS:
        return {}
    try:
        return installed_under(kind, ACTORS)[1].refers
    except ValueError:
        return {}


def _mechanism_mistakes(name: str, offered: Any) -> Iterator[str]:
    if not isinstance(offered, Mechanism):
        yield f"is {type(offered).__name__}; to be switched it must be a Mechanism"
        return
    if name in TAKEN:
        yield "has the name of a mechanism or group of parameters of Ibar's own; rename it"
    if offered.when not in get_args(Moment):
        yield f"acts {offered.when!r}, and must act {' or '.join(get_args(Moment))}"
    yield from _arguments(offered.act, "act", 2)
    fields = {} if offered.parameters is None else _fields(offered.parameters)
    if offered.parameters is not None and not fields:
        yield "has parameters that are no type of quantities (Strict)"
        return
    for key, field in fields.items():
        if limits_of(field) is None or not field.is_required():
            yield f"has a parameter {key} that must be a Quantity, bounded, and without a default"
        if not field.description:
            yield f"does not say what its parameter {key} means"
    if set(fields) != set(offered.values):
        yield f"has values of {_listed(offered.values)}, and parameters {_listed(fields)}"
        return
    if offered.parameters is not None:
        yield from _value_mistakes(offered.parameters, offered.values)


def _value_mistakes(
    parameters: type[Strict], values: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    try:
        found = parameters.model_validate({key: plain(value) for key, value in values.items()})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        yield f"has a wrong value of {'.'.join(map(str, first['loc']))}: {first['msg']}"
        return
    for key in values:
        value = getattr(found, key)
        if not isinstance(value, Quantity) or value.range is None or not value.source:
            yield f"has no range or no source of {key}"


def _kind_mistakes(name: str, offered: Any) -> Iterator[str]:
    if not isinstance(offered, ActorKind):
        yield f"is {type(offered).__name__}; to be a kind of actor it must be an ActorKind"
        return
    if name in KINDS:
        yield "has the name of a kind of actor of Ibar's own; rename it"
    record = offered.record
    if not (isinstance(record, type) and issubclass(record, Actor)):
        yield "has a record that is no type of actor (Actor)"
        return
    kind = record.model_fields.get("kind")
    if kind is None or get_args(kind.annotation) != (name,):
        yield f'has a record whose kind must be Literal["{name}"]'
    if unknown := sorted(set(offered.refers) - set(record.model_fields)):
        yield f"refers to others by {unknown[0]}, which is no key of its record"
    yield from _arguments(offered.deciders, "deciders", 2)
    for effect, function in offered.effects.items():
        yield from _arguments(function, f"effect {effect}", 2)


_MISTAKES: Final = {GROUP: _mechanism_mistakes, ACTORS: _kind_mistakes}
"""What is wrong with what packages offer, by group."""


def _fields(record: Any) -> Mapping[str, Any]:
    is_record = isinstance(record, type) and issubclass(record, Strict)
    return record.model_fields if is_record else {}


def _arguments(function: Any, what: str, n: int) -> Iterator[str]:
    try:
        inspect.signature(function).bind(*range(n))
    except (TypeError, ValueError):
        yield f"has no function for its {what} that takes {n} arguments"


def _listed(names: Mapping[str, Any]) -> str:
    return ", ".join(sorted(names)) or "none"


def plain(value: Any) -> Any:
    """A value as a tree holds it: sequences are tuples, mappings plain."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    return tuple(map(plain, value)) if isinstance(value, list | tuple) else value
