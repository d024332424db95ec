"""Rules of installed packages, watched: what they give must be what the model can go on with."""

from collections.abc import Callable, Iterable
from itertools import repeat
from typing import Any

import numpy as np

from sim.scenario.installed_rules import InstalledPart, functions_of
from sim.scenario.rule_forms import RULE_FORMS, RuleForm
from sim.scenario.types import Mechanisms
from sim.terms.errors import Refused


def guarded_rules(on: Mechanisms) -> dict[str, Callable[..., Any]]:
    """The installed rules that a scenario names, by the place where each acts.

    Each raises Refused, naming its package, where it fails or gives what its form does not allow.

    Raises:
        Refused: when a rule is not installed here as it was where it was named.
    """
    guarded: dict[str, Callable[..., Any]] = {}
    for switch in Mechanisms.model_fields:
        rule = getattr(on, switch)
        if not isinstance(rule, InstalledPart):
            continue
        where = f"mechanisms.{switch}: {rule}"
        try:
            functions = functions_of(rule, switch)
        except ValueError as error:
            message = f"mechanisms.{switch}: {error}"
            raise Refused(message) from error
        for name, function in functions.items():
            guarded[name] = _guarded(function, RULE_FORMS[switch][name], f"{where}: {name}")
    return guarded


def _guarded(function: Callable[..., Any], form: RuleForm, where: str) -> Callable[..., Any]:
    read = {"number": _number, "array": _array, "truth": _truth}[form.gives]
    if form.gives == "number":
        return _one_by_one(_checked(function, form, where, read))
    return _checked(function, form, where, read)


def _one_by_one(rule: Callable[..., Any]) -> Callable[..., Any]:
    """A rule of numbers, for arrays too: it is asked number by number, in their common shape."""

    def asked(*args: Any) -> Any:
        shapes = [arg.shape for arg in args if isinstance(arg, np.ndarray)]
        if not shapes:
            return rule(*args)
        shape = np.broadcast_shapes(*shapes)
        rows = zip(
            *(_spread(arg, shape) for arg in args), strict=False
        )  # what is the same has no end
        return np.array([rule(*row) for row in rows], dtype=float).reshape(shape)

    return asked


def _spread(arg: Any, shape: tuple[int, ...]) -> Iterable[Any]:
    """An argument number by number; one that is no array is the same everywhere."""
    is_array = isinstance(arg, np.ndarray)
    return np.broadcast_to(arg, shape).ravel().tolist() if is_array else repeat(arg)


def _checked(
    function: Callable[..., Any], form: RuleForm, where: str, read: Callable[..., Any]
) -> Callable[..., Any]:

    def guarded(*args: Any) -> Any:
        try:
            given = function(*args)
        except Exception as error:
            message = f"{where} fails: {type(error).__name__}: {error}"
            raise Refused(message) from error
        found = read(given, args)
        if found is None or not np.all((form.low <= found) & (found <= form.high)):
            message = f"{where} gives {given!r}, and must give {_needs(form)}"
            raise Refused(message)
        return found

    return guarded


def _number(given: Any, _args: tuple[Any, ...]) -> float | None:
    """A finite number; None for what is none."""
    if isinstance(given, np.ndarray) and given.ndim == 0:  # what NumPy makes of a single number
        given = given.item()
    is_number = isinstance(given, int | float | np.number) and not isinstance(given, bool)
    return float(given) if is_number and np.isfinite(given) else None


def _array(given: Any, args: tuple[Any, ...]) -> Any:
    """Finite numbers, as many as there are in the first argument; None for what is something else.

    Of single precision, as all that is kept of every person.
    """
    if not isinstance(given, np.ndarray) or given.shape != np.shape(args[0]):
        return None
    if given.dtype.kind not in "fiu" or not np.all(np.isfinite(given)):
        return None
    return given.astype(np.float32, copy=False)


def _truth(given: Any, _args: tuple[Any, ...]) -> bool | None:
    return bool(given) if isinstance(given, bool | np.bool_) else None


def _needs(form: RuleForm) -> str:
    if form.gives == "truth":
        return "true or false"
    what = "a finite number" if form.gives == "number" else "an array of a finite number a person"
    if form.low == 0.0:
        what += " of at least 0" if np.isinf(form.high) else f" from 0 to {form.high:g}"
    return what
