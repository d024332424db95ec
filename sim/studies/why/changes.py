"""Changes of a scenario in steps from small to large, each as values set over it."""

from typing import Final, NamedTuple

from sim.scenario.quantity import Quantity

SHIFTS: Final = (0.125, 0.25, 0.5, 1.0)
"""Shifts of a posture, as shares of the range in which it is believed to lie."""
TEMPO: Final = (0.05, 20.0)
"""Limits of a tempo."""
UNRANGED: Final = 0.5
"""Width taken for the range of a posture that has none."""


class Step(NamedTuple):
    """One size of a change.

    Attributes:
        words: the change in plain words.
        overrides: texts of the form ``path.of.keys=value`` that make it.
        size: how large it is: a shift as a share of the believed range, officers as a share of
            those sent, hours of delay in days, soldiers as a share of the largest number tried.
    """

    words: str
    overrides: tuple[str, ...]
    size: float


class Lever(NamedTuple):
    """One thing that could have been otherwise.

    Attributes:
        side: side of the actor whose choice it is: kin, state or none.
        link: kind of the event behind which it stands.
        steps: changes from small to large.
    """

    side: str
    link: str
    steps: tuple[Step, ...]


def shifts(
    actor: str,
    posture: str,
    quantity: Quantity,
    sign: int,
    words: str,
    *,
    limits: tuple[float, float] = (0.0, 1.0),
) -> tuple[Step, ...]:
    """Steps that move a posture up (sign 1) or down (-1); words take the amount."""
    width = quantity.high - quantity.low or UNRANGED
    room = limits[1] - quantity.value if sign > 0 else quantity.value - limits[0]
    path = f"actors.{actor}.posture.{posture}"
    steps: list[Step] = []
    for share in SHIFTS:
        by = min(share * width, room)
        if by <= 0.0 or (steps and by == steps[-1].size * width):
            break
        moved = f"{path}={_moved(quantity, sign * by, limits)}"
        steps.append(Step(words.format(f"{by:.2g}"), (moved,), by / width))
    return tuple(steps)


def _moved(quantity: Quantity, by: float, limits: tuple[float, float]) -> str:
    """The quantity with its whole range moved, so that every draw from it moves alike."""
    low, high = limits
    value, first, last = (
        f"{min(high, max(low, number + by)):.6g}"
        for number in (quantity.value, quantity.low, quantity.high)
    )
    return f"{{value: {value}, range: [{first}, {last}]}}"
