"""Where crowds stand on the map: those of one place beside each other."""

from collections.abc import Callable
from typing import Final, NamedTuple

from sim.studies.stills.moment import Moment, Shown
from sim.terms.words import Number

LARGEST: Final = 26.0
"""Radius of the largest crowd, points."""
SIGN: Final = 8.0
"""Points from the middle of a place to the crowds beside it: room for its sign."""


class Crowd(NamedTuple):
    """A crowd on the page: numbers of group and place, what is written, radius and middle."""

    group: int
    place: int
    text: str
    radius: float
    x: float
    y: float


def crowds_at(
    shown: Shown, moment: Moment, at: Callable[[float, float], tuple[float, float]]
) -> list[Crowd]:
    """Crowds of a moment: one of people at home stands on its place, others beside it in turn.

    Between those on both sides of a place is room for its sign and for who stands there.

    Args:
        shown: what there is to show.
        moment: what is so.
        at: points of the page of a position of the map.
    """
    found: dict[tuple[float, float], list[Crowd]] = {}
    for one, people in zip(shown.drawn["crowds"], moment.people, strict=True):
        group, place, name, _ = one
        point = shown.drawn["points"][place]
        if people >= 1 and point:
            radius = max(2.5, LARGEST * (people / max(1, shown.most)) ** 0.5)
            text = f"{name[:1].upper()} {Number(people, shown.names.language):,}"
            crowd = Crowd(group, place, text, radius, *at(point[1], point[2]))
            found.setdefault((point[1], point[2]), []).append(crowd)
    kinds = {n: point[3] for n, point in enumerate(shown.drawn["points"]) if point}
    return [one for beside in found.values() for one in _apart(beside, kinds[beside[0].place])]


def _apart(beside: list[Crowd], kind: str) -> list[Crowd]:
    """Crowds of one place, right and left of it in turn."""
    if len(beside) == 1 and kind == "municipality":
        return beside
    ends, found = [SIGN, SIGN], list[Crowd]()
    for n, one in enumerate(beside):
        away = ends[n % 2] + one.radius
        ends[n % 2] += 2.0 * one.radius + 2.0
        found.append(one._replace(x=one.x + (-away if n % 2 else away)))
    return found
