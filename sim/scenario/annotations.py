"""Which type of the schema stands where: the annotations of pydantic's models, walked by keys."""

import types
from collections.abc import Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel


def model_at(loc: Sequence[int | str], model: type[BaseModel]) -> type[BaseModel] | None:
    """The type that stands at a location: which keys are known there."""
    here: Any = model
    for part in loc:
        candidates = models_in(here)
        # What stands in a mapping may be called like a kind of what it maps to.
        tagged = [m for m in candidates if not _is_container(here) and _is_tagged(m, part)]
        if len(candidates) > 1 and tagged:
            here = tagged[0]
            continue
        fields = [m.model_fields[part] for m in candidates if part in m.model_fields]
        is_field = fields and not _is_container(here)
        here = fields[0].annotation if is_field else _item(here)
    found = models_in(here)
    return found[0] if found else None


def _is_tagged(model: type[BaseModel], tag: object) -> bool:
    kind = model.model_fields.get("kind")
    return kind is not None and tag in get_args(kind.annotation)


def _is_container(annotation: Any) -> bool:
    return get_origin(annotation) in (dict, tuple)


def _item(annotation: Any) -> Any:
    """The type of the items of a mapping or list; itself when it has none."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is dict:
        return arguments[1]
    if origin is tuple:
        return arguments[0]
    for argument in arguments if origin in (Union, types.UnionType, Annotated) else ():
        if models_in(argument):
            return argument
    return annotation


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """Models named in an annotation, those inside containers too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in models_in(argument)]
