"""Every key that a scenario may hold: what it means, how it is written, within which bounds.

All of it follows from the types: the JSON Schema, the reference and ``explain`` have one source. A
name that the user chooses, or a position in a list, is ``*`` in the path of a key.
"""

import types
from collections.abc import Iterator
from functools import cache
from inspect import cleandoc
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from sim.scenario.dump import flow
from sim.scenario.key_examples import WRITTEN, bounds_in, example_of
from sim.scenario.quantity import In, Limits, Quantity, limits_of
from sim.scenario.timeline import Entry
from sim.scenario.types import Scenario
from sim.scenario.verbs.keys import COMMON, KEYS
from sim.scenario.verbs.table import readers

NAME: Final = "*"
"""Stands for a name or position in the path of a key."""
_PLAIN: Final[dict[Any, str]] = {
    int: "whole number",
    float: "number",
    str: "text",
    bool: "true or false",
    type(None): "null",
}


class Setting(NamedTuple):
    """One key of a scenario.

    Attributes:
        path: path of keys, such as ``actors.*.posture.restraint``.
        kind: kind of the actor that has it; empty for every other key.
        meaning: what it says.
        form: how it is written, in words.
        unit: its unit; empty for a pure number and for words.
        default: what holds where it is not said, as written; empty where nothing does.
        needed: whether it must be said.
        low: least number that it may be, None where nothing bounds it.
        high: largest, likewise.
        needs_one: whether it is a list that must not be empty.
        drawn: whether its owner hides it, so that it is drawn from its range in every run.
        example: a value, as written.
    """

    path: str
    kind: str
    meaning: str
    form: str
    unit: str
    default: str
    needed: bool
    low: float | None
    high: float | None
    needs_one: bool
    drawn: bool
    example: str

    @property
    def holds_keys(self) -> bool:
        """Whether it is a group of further keys, and no value."""
        return self.form in ("keys", "keys or text", "{name: keys}", "list: keys")

    @property
    def bounds(self) -> str:
        """The numbers that it may be, in words."""
        if self.low is None and self.high is None:
            return ""
        if self.high is None:
            return f"at least {self.low:g}"
        return f"{self.low:g} to {self.high:g}" if self.low is not None else f"to {self.high:g}"


def fits(pattern: str, path: str) -> bool:
    """Whether a path, with names or with ``*``, is one of those of the pattern of a key."""
    wanted, keys = pattern.split("."), path.split(".")
    return len(wanted) == len(keys) and all(
        one in (NAME, key) or key == NAME for one, key in zip(wanted, keys, strict=True)
    )


@cache
def settings() -> tuple[Setting, ...]:
    """Every key that a scenario may hold, in the order of its types."""
    return tuple(_of_record(Scenario, "", ""))


def meaning_of(owner: type[BaseModel], key: str) -> str:
    """What a key of a record says, in words for a reader."""
    field = owner.model_fields[key]
    if owner is Entry:
        known = KEYS.get(key) or COMMON[key]
        return f"{known.meaning[0].upper()}{known.meaning[1:]}."
    if field.description:
        return " ".join(cleandoc(field.description).replace("``", "`").split())
    records = [owner] if key == "kind" else _records(field.annotation)
    words = cleandoc((records[0] if records else owner).__doc__ or "").split("\n\n")[0]
    return " ".join(words.split())


def limits_within(field: FieldInfo) -> Limits | None:
    """Limits of a field that is a quantity, or holds quantities, that have some."""
    return next((one for one in _beside(field) if isinstance(one, Limits)), None)


def unit_of(field: FieldInfo) -> str:
    """The unit of the numbers of a field; empty for pure numbers and for words."""
    limits = limits_within(field)
    if limits is not None:
        return limits.unit
    return next((one.text for one in _beside(field) if isinstance(one, In)), "")


def _bounds(field: FieldInfo) -> tuple[float | None, float | None]:
    """Least and largest number that a field may be; None where nothing bounds it."""
    return bounds_in(_beside(field))


def default_of(field: FieldInfo) -> str:
    """What holds where a field is not said, as written; empty where nothing does."""
    if field.is_required():
        return ""
    value = field.get_default(call_default_factory=True)
    if isinstance(value, Quantity):
        return f"{value.value:g}"
    if value is None or isinstance(value, BaseModel) or value in ("", (), {}):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else f"{value}"


def _of_record(owner: type[BaseModel], path: str, kind: str) -> Iterator[Setting]:
    for key, field in owner.model_fields.items():
        yield from _of_field(owner, key, f"{path}{key}", kind)
        yield from _below(field.annotation, f"{path}{key}", kind)


def _below(annotation: Any, path: str, kind: str) -> Iterator[Setting]:
    """The keys of the records that a field holds."""
    if isinstance(annotation, type) and issubclass(annotation, Quantity):
        return
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        own = annotation.model_fields.get("kind")
        is_actor = path == f"actors.{NAME}" and own is not None
        kind = str(get_args(own.annotation)[0]) if is_actor and own else kind
        yield from _of_record(annotation, f"{path}.", kind)
        return
    inner = get_args(annotation)
    deeper = get_origin(annotation) in (dict, tuple)
    for argument in inner:
        yield from _below(argument, f"{path}.{NAME}" if deeper else path, kind)


def _of_field(owner: type[BaseModel], key: str, path: str, kind: str) -> Iterator[Setting]:
    field = owner.model_fields[key]
    own = limits_of(field)
    form = _form(field.annotation, tuple(field.metadata))
    if owner is Entry:
        form = _of_entry(key, form)
    low, high = _bounds(field)
    yield Setting(
        path=path,
        kind=kind,
        meaning=meaning_of(owner, key),
        form=form,
        unit=unit_of(field),
        default=default_of(field),
        needed=field.is_required(),
        low=low,
        high=high,
        needs_one=any(getattr(one, "min_length", 0) for one in field.metadata),
        drawn=own is not None and own.private,
        example=flow(example_of(owner, key)),
    )


def _of_entry(key: str, form: str) -> str:
    """How a key of an entry is written, by the table of keys, and which verbs read it."""
    if key == "does":
        return "a verb"
    known = KEYS.get(key) or COMMON[key]
    verbs = f"; read by {', '.join(readers(key))}" if key in KEYS else ""
    return f"{known.unit or form}{verbs}"


def _form(annotation: Any, metadata: tuple[Any, ...] = ()) -> str:
    """How a type is written, in words."""
    for one in metadata:
        if isinstance(one, BeforeValidator) and one.func in WRITTEN:
            return WRITTEN[one.func][0]
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _form(inner[0], inner[1:])
    if origin is Literal:
        return f"one of {', '.join(map(str, inner))}"
    if origin in (Union, types.UnionType):
        kinds = [one for one in inner if one is not type(None)]
        return " or ".join(dict.fromkeys(_form(one) for one in kinds))
    if origin is dict:
        return f"{{name: {_form(inner[1])}}}"
    if origin is tuple:
        forms = [_form(one) for one in inner if one is not Ellipsis]
        return f"list: {forms[0]}" if Ellipsis in inner else f"list of {len(forms)}: {forms[0]}"
    if isinstance(annotation, type) and issubclass(annotation, Quantity):
        return "quantity"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "keys"
    return _PLAIN.get(annotation, "value")


def _beside(field: FieldInfo) -> Iterator[Any]:
    """What stands beside the types of a field, and of those within it."""
    for one in (*field.metadata, *_metadata(field.annotation)):
        yield one
        yield from getattr(one, "metadata", ())


def _metadata(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)
    if get_origin(annotation) is Annotated:
        yield from inner[1:]
        inner = inner[:1]
    for one in inner:
        yield from _metadata(one)


def _records(annotation: Any) -> list[type[BaseModel]]:
    """Records within an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for one in get_args(annotation) for found in _records(one)]
