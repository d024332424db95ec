"""The measures that a run records at every tick: those of every case, and how others are named."""

import math
from typing import Final, NamedTuple

from sim.terms.quantities import QUANTITIES, PublicQuantity, Summary


class Measure(NamedTuple):
    """One recorded curve.

    Attributes:
        name: key in ``series.npz`` and ``curves.csv``.
        label: words for a picture.
        unit: unit, empty for a pure number.
        summary: how one run is summarised to one number: its peak, its last value or its mean.
        low: smallest possible value.
        high: largest possible value, None when open.
        quantity: the quantity that it is.
        of: actor, group or kind of party whose it is; empty for all of them.
        where: municipality, area or site of which it is; empty for everywhere.
    """

    name: str
    label: str
    unit: str
    summary: Summary
    low: float
    high: float | None
    quantity: str
    of: str = ""
    where: str = ""

    @property
    def neutral(self) -> str:
        """Its neutral id, such as ``people_out.GROUP``."""
        return ".".join(part for part in (self.quantity, self.of, self.where) if part)


def measure_of(
    quantity: PublicQuantity, name: str = "", label: str = "", of: str = "", where: str = ""
) -> Measure:
    """The measure of a quantity, of all or of a part.

    Args:
        quantity: what is measured.
        name: key of the curve; empty for its neutral id.
        label: words for it; empty for those of the quantity.
        of: whose; empty for all.
        where: where; empty for everywhere.
    """
    high = None if math.isinf(quantity.high) else quantity.high
    one = Measure(
        name, label or quantity.label, quantity.unit, quantity.summary, quantity.low, high,
        quantity.name, of, where,
    )  # fmt: skip
    return one if name else one._replace(name=one.neutral)


_RECORDED: Final = (
    "rung", "rung_with_given", "readiness", "intensity", "conflict_goldstein", "barricades",
    "people_out", "armed", "crossings_closed", "shots", "injured", "killed", "threat", "sirens",
    "believing", "freedom_of_movement", "cafes_open",
)  # fmt: skip

MEASURES: Final[tuple[Measure, ...]] = tuple(measure_of(QUANTITIES[name]) for name in _RECORDED)
"""The measures of every case, in the order in which they are recorded; those that a scenario names
come after them."""

NAMES: Final[tuple[str, ...]] = tuple(measure.name for measure in MEASURES)
INDEX: Final[dict[str, int]] = {name: index for index, name in enumerate(NAMES)}


class Number(NamedTuple):
    """A number everybody can see, which a condition may compare.

    Attributes:
        name: as it is written in the condition.
        quantity: the quantity that it is.
        of: whose; empty for all.
        where: where; empty for everywhere.
    """

    name: str
    quantity: str
    of: str = ""
    where: str = ""
