"""A scenario with one of its settings changed, whatever it is, past every check."""

from datetime import datetime, timedelta

from pydantic import BaseModel

from sim.scenario.quantity import Limits, Quantity


def changed(record, path, change):
    """The same record with ``change(value, field)`` at a path of keys."""
    key, _, rest = path.partition(".")
    if isinstance(record, BaseModel):
        field = type(record).model_fields[key]
        value = _below(getattr(record, key), rest, change, field)
        return record.model_copy(update={key: value})
    if isinstance(record, dict):
        whole = next(name for name in record if path == name or path.startswith(f"{name}."))
        rest = path.removeprefix(whole).removeprefix(".")
        return {**record, whole: _below(record[whole], rest, change, None)}
    index = int(key)
    return (*record[:index], _below(record[index], rest, change, None), *record[index + 1 :])


def _below(value, rest, change, field):
    return changed(value, rest, change) if rest else change(value, field)


def garbage(value, _field):
    """Something of the same type that means nothing."""
    if isinstance(value, Quantity):
        return Quantity(value=0.123456)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return type(value)(77)
    if isinstance(value, datetime):
        return value + timedelta(minutes=30)
    return "no_such_thing" if isinstance(value, str) else ("no_such_thing",)


def another(value, field):
    """Another believable value; None for what has none."""
    if isinstance(value, Quantity):
        limits = [m for m in (field.metadata if field else ()) if isinstance(m, Limits)]
        low, high = (limits[0].low, limits[0].high) if limits else (-1.0, 1.0)
        if value.range is not None and value.range[0] < value.range[1]:
            low, high = value.range
        far = low if value.value - low > high - value.value else high
        return Quantity(value=far)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return type(value)(value * 3 + 1)
    if isinstance(value, datetime):
        return value + timedelta(hours=5)
    return {"heavy": "small", "small": "heavy"}.get(value) if isinstance(value, str) else None
