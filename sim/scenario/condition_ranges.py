"""Whether a condition can ever hold: intervals of the numbers it compares."""

import math
from typing import Final, NamedTuple

_MOST_CASES: Final = 512
"""Alternatives looked at; a condition with more of them is taken to be possible."""


class Comparison(NamedTuple):
    """A number compared: ``name sign number``, the number lying in [low, high].

    With ``since`` the number is the hours since ``name`` happened, the ``last`` or the ``first``
    time, and the comparison is false as long as it has not.
    """

    name: str
    sign: str
    number: float
    low: float
    high: float
    whole: bool
    since: str = ""


class Happened(NamedTuple):
    """True once the event or entry of this name has happened."""

    name: str


class Not(NamedTuple):
    """The opposite of a condition."""

    part: "Logic"


class Joined(NamedTuple):
    """All parts (and), or at least one (or)."""

    parts: "tuple[Logic, ...]"
    every: bool


Logic = Comparison | Happened | Not | Joined
Literal = tuple[Comparison | Happened, bool]
"""A simple condition and whether it must hold (True) or fail (False)."""

_OPPOSITE: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def can_hold(logic: Logic) -> bool:
    """False when no numbers within their ranges make the condition true.

    Every alternative of the condition in disjunctive form is a box of intervals; the condition
    can hold when one box is not empty. Numbers of different names are taken as independent.
    """
    cases = _cases(logic, holds=True)
    return cases is None or any(_possible(case) for case in cases)


def _cases(logic: Logic, *, holds: bool) -> list[list[Literal]] | None:
    """Disjunctive normal form; None when it is too long."""
    if isinstance(logic, Not):
        return _cases(logic.part, holds=not holds)
    if not isinstance(logic, Joined):
        return [[(logic, holds)]]
    every = logic.every if holds else not logic.every
    cases: list[list[Literal]] = [[]] if every else []
    for part in logic.parts:
        more = _cases(part, holds=holds)
        if more is None:
            return None
        cases = [[*one, *other] for one in cases for other in more] if every else cases + more
        if len(cases) > _MOST_CASES:
            return None
    return cases


def _possible(case: list[Literal]) -> bool:
    happened, never = _events(case)
    if happened & never:
        return False
    compared: dict[tuple[str, str], list[Comparison]] = {}
    for literal, holds in case:
        if isinstance(literal, Happened):
            continue
        if literal.since and literal.name in never:
            continue  # false as it never happened, which is what this case says
        sign = literal.sign if holds else _OPPOSITE[literal.sign]
        compared.setdefault((literal.name, literal.since), []).append(literal._replace(sign=sign))
    return all(_not_empty(comparisons) for comparisons in compared.values())


def _events(case: list[Literal]) -> tuple[set[str], set[str]]:
    """Names that must have happened, and names that have not."""
    happened = {
        simple.name
        for simple, holds in case
        if holds and (isinstance(simple, Happened) or bool(simple.since))
    }
    never = {simple.name for simple, holds in case if not holds and isinstance(simple, Happened)}
    # A failed hours_since is most easily met by what never happened.
    failed = {
        simple.name
        for simple, holds in case
        if isinstance(simple, Comparison) and simple.since and not holds
    }
    return happened, never | (failed - happened)


def _not_empty(comparisons: list[Comparison]) -> bool:
    """Whether one number can meet all comparisons made of it."""
    first = comparisons[0]
    # Bounds with whether they are open; the upper one negated, so that the larger is the tighter.
    low, high = (first.low, False), (-first.high, False)
    excluded: set[float] = set()
    for comparison in comparisons:
        number = comparison.number
        if comparison.sign == "!=":
            excluded.add(number)
        if comparison.sign in (">", ">=", "=="):
            low = max(low, (number, comparison.sign == ">"))
        if comparison.sign in ("<", "<=", "=="):
            high = max(high, (-number, comparison.sign == "<"))
    if first.whole:
        return _has_whole(low, (-high[0], high[1]), excluded)
    if low[0] == -high[0]:
        return not (low[1] or high[1] or low[0] in excluded)
    return low[0] < -high[0]


def _has_whole(low: tuple[float, bool], high: tuple[float, bool], excluded: set[float]) -> bool:
    """Whether a whole number lies between two bounds, open or not, and is not excluded."""
    if math.isinf(high[0]):
        return True
    least = math.floor(low[0]) + 1 if low[1] else math.ceil(low[0])
    most = math.ceil(high[0]) - 1 if high[1] else math.floor(high[0])
    n_excluded = sum(number == int(number) and least <= number <= most for number in excluded)
    return most - least + 1 > n_excluded
