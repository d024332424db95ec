"""The types of a scenario that names parts of installed packages: those of any, and a little more.

They are made for what a scenario names, once; a process that is handed such a scenario makes them
again from what is installed there, and refuses another version.
"""

from collections.abc import Mapping
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, ClassVar, Final, Literal, NamedTuple

from pydantic import BaseModel, Field, ValidationInfo, WrapValidator, create_model

from sim.scenario.actors import Actor, AnyActor
from sim.scenario.additions import installed_as
from sim.scenario.annotations import models_in
from sim.scenario.installed import AS_TOLD, InstalledKind, InstalledPart, refuse_other, told_value
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Quantity, Strict
from sim.scenario.types import Mechanisms, Scenario
from sim.terms.errors import Refused

_NEEDS: Final = "needs true or false"


class Addition(NamedTuple):
    """A part that a scenario names.

    Attributes:
        part: what is installed, or what a finished folder tells of it.
        keys: names of its parameters, where it is only told of; None where it is installed.
    """

    part: InstalledPart
    keys: tuple[str, ...] | None = None

    @property
    def is_kind(self) -> bool:
        """Whether it is a kind of actor, and no mechanism."""
        return isinstance(self.part, InstalledKind)


Additions = tuple[Addition, ...]


class _Made(BaseModel):
    """What a type has that is made for additions: it can be handed to another process."""

    made_of: ClassVar[tuple[Any, str]] = ((), "")

    def __reduce__(self) -> tuple[Any, ...]:
        return _blank, self.made_of, self.__getstate__()


def scenario_type(additions: Additions) -> type[Scenario]:
    """The type of a scenario that names some parts.

    Raises:
        ValueError: when one of them is not installed as it was.
    """
    return _types(additions)["Scenario"] if additions else Scenario


def _blank(additions: Additions, name: str) -> Any:
    try:
        made = _types(additions)[name]
    except ValueError as error:
        raise Refused(str(error)) from error
    return object.__new__(made)


@cache
def _types(additions: Additions) -> Mapping[str, type[Any]]:
    """Scenario, Mechanisms, Parameters and Kinds with what is added, by name."""
    mechanisms = [one for one in additions if not one.is_kind]
    kinds = [one for one in additions if one.is_kind]
    made: dict[str, type[Any]] = {
        "Mechanisms": _model("Mechanisms", Mechanisms, {
            one.part.name: (_switch(one.part), True) for one in mechanisms
        }),
        "Parameters": _model("Parameters", Parameters, {
            one.part.name: (group, ...) for one in mechanisms if (group := _group(one)) is not None
        }),
        "Kinds": _model("Kinds", Strict, {
            one.part.name: (_pinned(one.part), ...) for one in kinds
        }),
    }  # fmt: skip
    fields: dict[str, Any] = {
        "mechanisms": (made["Mechanisms"], made["Mechanisms"]()),
        "parameters": (made["Parameters"], ...),
    }
    if kinds:
        records = reduce(or_, [*models_in(AnyActor), *map(_record, kinds)])
        fields["actors"] = (dict[str, Annotated[records, Field(discriminator="kind")]], ...)
        fields["kinds"] = (made["Kinds"], ...)
    made["Scenario"] = _model("Scenario", Scenario, fields)
    for name, one in made.items():
        one.made_of = (additions, name)
    return made


def _model(name: str, base: type[BaseModel], fields: Mapping[str, Any]) -> type[Any]:
    return create_model(name, __base__=(_Made, base), __module__=__name__, **fields)


def _switch(part: InstalledPart) -> Any:
    """Type of the switch of a mechanism: what is installed, or false."""

    def read(value: Any, _inner: Any, info: ValidationInfo) -> bool | InstalledPart:
        if isinstance(value, bool):
            return part if value else False
        return _same(value, part, info)

    return Annotated[bool | InstalledPart, WrapValidator(read)]


def _pinned(part: InstalledPart) -> Any:
    """Type of what a resolved scenario says of a kind of actor."""

    def read(value: Any, _inner: Any, info: ValidationInfo) -> InstalledPart:
        return _same(value, part, info)

    return Annotated[InstalledKind, WrapValidator(read)]


def _same(value: Any, part: InstalledPart, info: ValidationInfo) -> InstalledPart:
    told = value.model_dump() if isinstance(value, InstalledPart) else value
    if info.context == AS_TOLD and (kept := told_value(told, type(part))):
        return kept
    if not isinstance(told, Mapping) or told.get("name") != part.name:
        raise ValueError(_NEEDS)
    refuse_other(part, told)
    return part


def _group(addition: Addition) -> type[BaseModel] | None:
    """Type of the parameters of a mechanism; None where it has none."""
    if addition.keys is not None:
        of_told: Any = dict.fromkeys(addition.keys, (Quantity, ...))
        return create_model(addition.part.name, __base__=Strict, **of_told) if of_told else None
    return installed_as(addition.part).parameters


def _record(addition: Addition) -> type[Actor]:
    """Type of the entries of a kind of actor."""
    if addition.keys is None:
        return installed_as(addition.part).record
    any_keys: Any = {"kind": (Literal[addition.part.name], ...)}
    return create_model(addition.part.name, __base__=_AnyKeys, **any_keys)


class _AnyKeys(Actor, extra="allow"):
    """An actor of a kind that is not installed here, as a finished folder tells of it."""
