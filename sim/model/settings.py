"""Parameters as plain numbers, and postures as drawn for one run."""

from types import SimpleNamespace
from typing import Any

from pydantic import BaseModel

from sim.model.streams import Streams, triangular
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Quantity, limits_of
from sim.scenario.tracked import fields_of, numbers_of, peek


def plain(parameters: Parameters) -> Any:
    """Parameters as nested namespaces of floats: ``p.mobilisation.cost_mean``."""
    groups = {group: getattr(parameters, group) for group in fields_of(parameters)}
    return SimpleNamespace(
        **{
            group: numbers_of(
                values, {name: getattr(peek(values), name).value for name in fields_of(values)}
            )
            for group, values in groups.items()
        }
    )


def drawn_posture(posture: BaseModel, who: str, streams: Streams, fixed: bool) -> Any:
    """A posture as numbers: what its owner hides is drawn from its range, the rest is its value.

    Args:
        posture: posture of an actor, with quantities as fields.
        who: name of the actor; the same name has the same draw in every arm.
        streams: chance of the run.
        fixed: True to use the stated values for everything.
    """
    numbers: dict[str, Any] = {}
    stated = peek(posture)
    for name in type(stated).model_fields:
        value = getattr(stated, name)
        if not isinstance(value, Quantity):
            numbers[name] = value
            continue
        if is_drawn(stated, name) and not fixed:
            u = streams.uniform(f"posture.{name}", who)
            numbers[name] = triangular(u, value.low, value.value, value.high)
        else:
            numbers[name] = value.value
    return numbers_of(posture, numbers)


def is_drawn(posture: BaseModel, name: str) -> bool:
    """Whether a field of a posture is drawn for each run: it is hidden, and has a range."""
    value = getattr(posture, name)
    limits = limits_of(type(posture).model_fields[name])
    hidden = limits is not None and limits.private
    return hidden and isinstance(value, Quantity) and value.range is not None
