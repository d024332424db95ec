"""A number with its range and source, and the strict base of every scenario type."""

from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo


class Strict(BaseModel):
    """A frozen, closed record: no unknown keys, no conversions, no NaN or infinity."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


class In(NamedTuple):
    """The unit of a plain number, such as In("people"), written beside its limits."""

    text: str


Source = Annotated[str | None, Field(description="Where it is known from; for readers only.")]
Assumed = Annotated[
    bool, Field(description="Whether no source could be found for it; told first in every report.")
]


class Quantity(Strict):
    """A number, with the range it may lie in and the source it comes from.

    A bare number is allowed: ``restraint: 0.5`` means ``restraint: {value: 0.5}``. Sequences are
    tuples here; the loader turns the lists of YAML into tuples.
    """

    value: float
    """The number used unless it is drawn per run."""
    range: tuple[float, float] | None = None
    """Lowest and highest believable value; private postures are drawn from it per run."""
    source: str | None = None
    """Where the number comes from: a fact (S01-S78), a paper, or how it was chosen."""
    assumed: bool = False
    """True when no source could be found; assumed numbers are listed first in every report."""

    @model_validator(mode="before")
    @classmethod
    def _bare_number(cls, data: Any) -> Any:
        if isinstance(data, int | float) and not isinstance(data, bool):
            return {"value": float(data)}
        return data

    @model_validator(mode="after")
    def _ordered(self) -> "Quantity":
        if self.range is not None:
            low, high = self.range
            if low > high:
                message = f"range [{low:g}, {high:g}] is upside down; write the lower number first"
                raise ValueError(message)
            if not low <= self.value <= high:
                message = f"value {self.value:g} lies outside its range [{low:g}, {high:g}]"
                raise ValueError(message)
        return self

    @property
    def low(self) -> float:
        """Lowest believable value; the value itself when no range is given."""
        return self.value if self.range is None else self.range[0]

    @property
    def high(self) -> float:
        """Highest believable value; the value itself when no range is given."""
        return self.value if self.range is None else self.range[1]


def bounded(low: float, high: float, *, private: bool = False, unit: str = "") -> Any:
    """Metadata of a quantity: its hard limits, its unit, and whether its owner hides it.

    ``Annotated[Quantity, bounded(0, 1, private=True)]``: value and range must lie in [low, high];
    a private quantity with a range is drawn anew in every run.
    """
    return Limits(low, high, private, unit)


class Limits:
    """Hard limits and privacy of a quantity, checked by pydantic after it is read."""

    def __init__(self, low: float, high: float, private: bool, unit: str) -> None:
        self.low, self.high, self.private, self.unit = low, high, private, unit

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def _check(self, quantity: Any) -> Any:
        if quantity is None:
            return quantity
        for number in (quantity.value, quantity.low, quantity.high):
            if not self.low <= number <= self.high:
                unit = f" {self.unit}" if self.unit else ""
                bounds = f"[{self.low:g}, {self.high:g}]{unit}"
                message = f"{number:g} is out of bounds; it must lie in {bounds}"
                if self.high == 1 and 1 < number <= 100:
                    message += f"; a share is no per cent: {number / 100:g}"
                raise ValueError(message)
        return quantity


Share = Annotated[Quantity, bounded(0, 1)]
"""A share or probability [0..1]."""
PrivateShare = Annotated[Quantity, bounded(0, 1, private=True)]
"""A share [0..1] its owner keeps to itself: drawn per run from its range."""
Signed = Annotated[Quantity, bounded(-1, 1)]
"""A signed degree [-1..1]."""


def limits_of(field: FieldInfo | None) -> Limits | None:
    """Hard limits of a field, when it is a quantity that has some."""
    metadata = field.metadata if field else ()
    return next((one for one in metadata if isinstance(one, Limits)), None)


def quantities_in(item: object, path: str = "") -> Iterator[tuple[str, Quantity, bool]]:
    """Every quantity within a record, with its path and whether its owner hides it."""
    for where, part, hidden in records_in(item, path):
        if isinstance(part, Quantity):
            yield where, part, hidden


def records_in(
    item: object, path: str, hidden: bool = False
) -> Iterator[tuple[str, BaseModel, bool]]:
    """Every record within a record, with its path and whether its owner hides it.

    Args:
        item: a record, or a mapping or sequence of some.
        path: where it stands.
        hidden: whether its owner hides it.
    """
    if isinstance(item, BaseModel):
        if path:
            yield path, item, hidden
        if isinstance(item, Quantity):
            return
        for name, field in type(item).model_fields.items():
            limits = limits_of(field)
            private = limits is not None and limits.private
            yield from records_in(getattr(item, name), f"{path}.{name}" if path else name, private)
    elif isinstance(item, dict):
        for key, value in item.items():
            yield from records_in(value, f"{path}.{key}" if path else str(key), hidden)
    elif isinstance(item, tuple):
        for number, value in enumerate(item):
            yield from records_in(value, f"{path}.{number}", hidden)
