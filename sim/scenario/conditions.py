"""Conditions over public state, such as ``shots >= 1 and not concession``.

A condition compares public numbers, or asks whether something has happened; comparisons are
joined by ``and``, ``or``, ``not`` and parentheses. A number of a part has a dot:
``people_out.GROUP >= 50``. It is read by a whitelist of syntax and compiled once, since some forty
of them are asked at every tick.
"""

import ast
import math
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Final

from sim.scenario.condition_ranges import Comparison, Happened, Joined, Logic, Not, can_hold
from sim.scenario.vocabulary import Vocabulary
from sim.terms.measures import Number
from sim.terms.quantities import QUANTITIES

HOURS: Final = "hours"
"""Key of the state that holds the hours since the start; only ``hours_since`` reads it."""

SINCE: Final = {"hours_since": "last", "hours_since_first": "first"}
"""What can be asked of an event: hours since it last happened, hours since it first did."""

_OPERATORS: Final[dict[type[ast.cmpop], str]] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_LONGEST: Final = 500
_DEEPEST: Final = 20
_EXAMPLE: Final = "write comparisons such as shots >= 1, joined by and, or, not"

Test = Callable[[Mapping[str, float], Mapping[str, float], Mapping[str, float]], bool]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition ready to be asked.

    Attributes:
        text: the condition as written.
        names: everything it names: public numbers, kinds of events and timeline entries.
        events: those of them that are kinds of events or timeline entries.
        numbers: those of them that are numbers, by their names.
        holds: ``holds(state, last, first)`` is whether it holds. ``state`` maps every name of
            ``numbers`` to its value, and ``hours`` to the hours since the start; ``last`` and
            ``first`` map a kind or entry that has happened to the hours since the start at which
            it last, and first, did. ``hours_since`` counts from the last time,
            ``hours_since_first`` from the first; of what never happened both compare as false.
        logic: the condition as a tree, for analysis.
    """

    text: str
    names: frozenset[str]
    events: frozenset[str]
    numbers: Mapping[str, Number]
    holds: Test
    logic: Logic

    def can_ever_hold(self) -> bool:
        """False when no state within the ranges of public numbers makes it true."""
        return can_hold(self.logic)

    def can_ever_fail(self) -> bool:
        """False when every state makes it true, also before anything has happened."""
        return can_hold(Not(self.logic))


_PLAIN: Final = Vocabulary()


def parse(text: str, vocabulary: Vocabulary = _PLAIN) -> Condition:
    """A condition from its text.

    Args:
        text: the condition as written.
        vocabulary: what numbers can be of, and those that the scenario names.

    Raises:
        ValueError: saying what cannot be read, and what would be right.
    """
    reader = _Reader(vocabulary)
    try:
        logic = reader.logic(_tree(text), 0)
    except RecursionError:
        message = f"cannot be read; {_EXAMPLE}"
        raise ValueError(message) from None
    names = frozenset(reader.numbers.keys() | reader.events)
    holds, events = _compiled(logic), frozenset(reader.events)
    return Condition(text, names, events, reader.numbers, holds, logic)


def _compiled(logic: Logic) -> Test:
    """The condition as a function; only what the whitelist let through is compiled."""
    code = compile(f"lambda state, last, first: {_code(logic)}", "<condition>", "eval")
    body = next(const for const in code.co_consts if isinstance(const, CodeType))
    return FunctionType(body, {"__builtins__": {}}, "holds")


def _tree(text: str) -> ast.expr:
    if not text.strip():
        message = f"is empty; {_EXAMPLE}"
        raise ValueError(message)
    if len(text) > _LONGEST:
        message = f"is longer than {_LONGEST} signs; split it into several entries"
        raise ValueError(message)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(" ".join(text.split()), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        equals = text.replace("==", "").replace("<=", "").replace(">=", "").replace("!=", "")
        hint = "compare with ==, not =" if "=" in equals else _EXAMPLE
        message = f"cannot be read; {hint}"
        raise ValueError(message) from None


class _Reader:
    """Turns allowed syntax into logic, and remembers the names."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.numbers: dict[str, Number] = {}
        self.events: set[str] = set()

    def logic(self, node: ast.expr, depth: int) -> Logic:
        if depth > _DEEPEST:
            message = f"is nested more than {_DEEPEST} deep"
            raise ValueError(message)
        if isinstance(node, ast.BoolOp):
            parts = tuple(self.logic(value, depth + 1) for value in node.values)
            return Joined(parts, every=isinstance(node.op, ast.And))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return Not(self.logic(node.operand, depth + 1))
        if isinstance(node, ast.Compare):
            return self._compare(node)
        name = _dotted(node)
        if name is not None:
            return self._happened(name)
        message = f'"{ast.unparse(node)[:40]}" is not allowed in a condition; {_EXAMPLE}'
        raise ValueError(message)

    def _happened(self, name: str) -> Happened:
        if "." in name or name in self._vocabulary.numbers:
            self._vocabulary.number(name)
            message = f"{name} is a number; compare it, such as {name} >= 1"
            raise ValueError(message)
        self.events.add(name)
        return Happened(name)

    def _compare(self, node: ast.Compare) -> Logic:
        operands = [node.left, *node.comparators]
        pairs = zip(operands, node.ops, operands[1:], strict=False)
        parts = tuple(self._pair(left, operator, right) for left, operator, right in pairs)
        return parts[0] if len(parts) == 1 else Joined(parts, every=True)

    def _pair(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Comparison:
        sign = _OPERATORS.get(type(operator))
        if sign is None:
            message = "compares with a word; use < <= > >= == !="
            raise ValueError(message)
        number = _number(right)
        if number is None:
            number, left, sign = _number(left), right, _TURNED[sign]
        if number is None:
            message = f"compares two names; compare one with a number: {_EXAMPLE}"
            raise ValueError(message)
        name = _dotted(left)
        if name is not None:
            known = self.numbers[name] = self._vocabulary.number(name)
            of = QUANTITIES[known.quantity]
            return Comparison(name, sign, number, of.low, of.high, whole=of.whole)
        return self._since(left, sign, number)

    def _since(self, node: ast.expr, sign: str, number: float) -> Comparison:
        if _number(node) is not None:
            message = f"compares two numbers; {_EXAMPLE}"
            raise ValueError(message)
        if not (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in SINCE
            and len(node.args) == 1
            and not node.keywords
            and isinstance(node.args[0], ast.Name)
        ):
            message = f'"{ast.unparse(node)[:40]}" cannot be compared; only public numbers, '
            raise ValueError(message + "hours_since(name) and hours_since_first(name) can")
        if sign in ("==", "!="):
            message = f"{node.func.id} is never exactly a number; use < <= > >="
            raise ValueError(message)
        name = node.args[0].id
        self.events.add(name)  # shots is both a number and a kind of event
        since = SINCE[node.func.id]
        return Comparison(name, sign, number, 0, math.inf, whole=False, since=since)


def _dotted(node: ast.expr) -> str | None:
    """A name, or names joined by dots; None for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if not isinstance(node, ast.Attribute):
        return None
    before = _dotted(node.value)
    return None if before is None else f"{before}.{node.attr}"


def _number(node: ast.expr) -> float | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        number = _number(node.operand)
        return None if number is None else -number if isinstance(node.op, ast.USub) else number
    if not isinstance(node, ast.Constant) or not isinstance(node.value, int | float):
        return None
    if isinstance(node.value, bool):
        return None
    if not abs(node.value) <= 1e15:
        message = "compares with a number that is too large"
        raise ValueError(message)
    return float(node.value)


def _code(logic: Logic) -> str:
    """The condition as an expression over ``state`` and ``happened``."""
    if isinstance(logic, Joined):
        return "(" + (" and " if logic.every else " or ").join(map(_code, logic.parts)) + ")"
    if isinstance(logic, Not):
        return f"(not {_code(logic.part)})"
    if isinstance(logic, Happened):
        return f"({logic.name!r} in last)"
    if logic.since:
        elapsed = f"state[{HOURS!r}] - {logic.since}[{logic.name!r}] {logic.sign} {logic.number!r}"
        return f"({logic.name!r} in {logic.since} and {elapsed})"
    return f"(state[{logic.name!r}] {logic.sign} {logic.number!r})"
