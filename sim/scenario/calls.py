"""Calls of public functions, checked at the door as a command line is.

A keyword that a function does not know, an argument of a wrong kind, one that is missing: each is
a message like those of the shell, all of them come at once, and the traceback ends here.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import wraps
from numbers import Integral
from os import PathLike
from pathlib import Path
from typing import Any, Final, NamedTuple, ParamSpec, TypeVar, cast, get_args, get_type_hints

from sim.scenario.loaded import Loaded
from sim.scenario.mistakes import show, suggest
from sim.terms.errors import Interrupted, Refused
from sim.terms.refusals import Refusals

P = ParamSpec("P")
R = TypeVar("R")

MOST_RUNS: Final = 1_000_000
LAST_SEED: Final = 2**63 - 1
MOST_WORKERS: Final = 1024


class Kind(NamedTuple):
    """What an argument may be.

    Attributes:
        fits: whether a value is of the kind.
        words: what it should be, behind the value.
        plain: makes the plain value of it, such as a path without ``~``.
    """

    fits: Callable[[Any], bool]
    words: str
    plain: Callable[[Any], Any] = lambda value: value


def number_mistakes(name: str, value: object, low: int, high: int) -> list[str]:
    """What is wrong with a whole number that is asked for; nothing is wrong with None.

    Args:
        name: what it is called.
        value: what was given.
        low: least that it may be.
        high: most that it may be.
    """
    if value is None or _whole(low, high).fits(value):
        return []
    return [f"{name} = {show(value)}: {_whole(low, high).words}"]


def public(
    asked: Callable[..., object] | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function one that is called by users.

    What is wrong with a call is refused in sentences, with every name that was meant. Texts of
    paths may begin with ``~``; NumPy's whole numbers become Python's; one text where several are
    asked for is a list of one. What the function refuses has no traceback of what lies behind it.

    Args:
        asked: checks what is asked, with arguments of the same names; called when the call itself
            is wrong, so that every mistake is said at once. None when nothing does.
    """

    def door(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)

        @wraps(function)
        def called(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                given, wrong = _given(function, signature, args, kwargs)
                if wrong:
                    _refuse(given, wrong, asked)
                return function(*given.args, **given.kwargs)
            except (Refused, Interrupted) as told:
                raise told.with_traceback(None) from None

        return cast("Callable[P, R]", called)

    return door


def known_keywords(function: Callable[..., object]) -> list[str]:
    """Names of everything that a function can be told, those of its ``**options`` as well."""
    names: list[str] = []
    for one in inspect.signature(function).parameters.values():
        if one.kind not in _STARRED:
            names.append(one.name)
        elif one.kind is inspect.Parameter.VAR_KEYWORD:
            hint = get_type_hints(inspect.unwrap(function))[one.name]
            names += [name for part in get_args(hint) for name in get_type_hints(part)]
    return names


def _given(
    function: Callable[..., object],
    signature: inspect.Signature,
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
) -> tuple[inspect.BoundArguments, list[str]]:
    """The arguments as they are right, and what is wrong with the others."""
    known = known_keywords(function)
    name = function.__name__
    wrong = [f"{key}: is no argument of {name}{suggest(key, known)}"
             for key in kwargs if key not in known]  # fmt: skip
    places = [one for one in signature.parameters.values() if one.kind in _BY_PLACE]
    is_open = any(one.kind is inspect.Parameter.VAR_POSITIONAL for one in places)
    most = len(args) if is_open else len(places)
    if len(args) > most:
        wrong.append(f"{name}: {len(args)} values without a name, and it takes {most} at most; "
                     f"write names before the others, such as {_example(signature)}")  # fmt: skip
    first = [one.name for one in places[: len(args)]]
    wrong += [f"{key}: is given twice to {name}" for key in first if key in kwargs]
    rest = {key: one for key, one in kwargs.items() if key in known and key not in first}
    bound = signature.bind_partial(*args[:most], **rest)
    missing = _missing(signature, bound.arguments)
    wrong += [f"{one}: is missing; {name} needs it" for one in missing]
    return bound, wrong + _of_a_kind(bound)


_BY_PLACE: Final = (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.VAR_POSITIONAL,
)
_STARRED: Final = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def _example(signature: inspect.Signature) -> str:
    by_name = [one.name for one in signature.parameters.values()
               if one.kind is inspect.Parameter.KEYWORD_ONLY]  # fmt: skip
    return f"{(by_name or list(signature.parameters))[0]}=..."


def _of_a_kind(bound: inspect.BoundArguments) -> list[str]:
    """What is wrong with the values; those that are right are made plain, the others left out."""
    wrong: list[str] = []
    for name, parameter in bound.signature.parameters.items():
        if name not in bound.arguments:
            continue
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            bound.arguments[name], more = _plain(bound.arguments[name], dict.fromkeys(KINDS))
            wrong += more
        elif parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            pairs = [_plain({name: one}, {}) for one in bound.arguments[name]]
            bound.arguments[name] = tuple(one for values, _ in pairs for one in values.values())
            wrong += [message for _, more in pairs for message in more]
        else:
            values, more = _plain({name: bound.arguments[name]}, {name: parameter.default})
            wrong += more
            bound.arguments.pop(name)
            bound.arguments.update(values)
    return wrong


def _plain(
    values: Mapping[str, Any], usual: Mapping[str, object]
) -> tuple[dict[str, Any], list[str]]:
    """Plain values by name, and what is wrong with the others; the usual ones are left out."""
    found: dict[str, Any] = {}
    wrong: list[str] = []
    for name, value in values.items():
        kind = KINDS.get(name)
        if name in usual and value is None and usual[name] is None:
            continue
        if kind is None:
            found[name] = value
        elif kind.fits(value):
            found[name] = kind.plain(value)
        else:
            wrong.append(f"{name} = {show(value)}: {kind.words}")
    return found, wrong


def _refuse(
    given: inspect.BoundArguments, wrong: list[str], asked: Callable[..., object] | None
) -> None:
    """Refuse a call, with what is wrong with the rest of it.

    Raises:
        Refused: listing every mistake.
    """
    refusals = Refusals(wrong)
    if asked is not None:
        every = {**given.arguments, **given.arguments.get("options", {})}
        told = {name: every[name] for name in known_keywords(asked) if name in every}
        if not _missing(inspect.signature(asked), told):
            with refusals.gathered():
                asked(**told)
    refusals.say()


def _missing(signature: inspect.Signature, told: Mapping[str, Any]) -> list[str]:
    """Names of the arguments that are needed and not told."""
    return [
        one.name
        for one in signature.parameters.values()
        if one.default is one.empty and one.kind not in _STARRED and one.name not in told
    ]


def _whole(low: int, high: int) -> Kind:
    def fits(value: Any) -> bool:
        is_whole = isinstance(value, Integral) and not isinstance(value, bool)
        return is_whole and low <= int(value) <= high

    return Kind(fits, f"is not a whole number from {low} to {high}", int)


def _is_path(value: Any) -> bool:
    if not isinstance(value, str | PathLike):
        return False
    text = str(value)
    return bool(text.strip()) and "\0" not in text


def _expanded(value: Any) -> Any:
    """A path without ``~`` at its beginning; anything else as it is."""
    if not isinstance(value, str | PathLike) or not str(value).startswith("~"):
        return value
    try:
        return Path(value).expanduser()
    except RuntimeError:  # nobody of that name here
        return value


def _is_table(value: Any) -> bool:
    """A path, or something with rows: what it holds is seen to by whoever reads it."""
    return _is_path(value) or (hasattr(value, "__len__") and not isinstance(value, str | bytes))


def _are_texts(value: Any) -> bool:
    many = isinstance(value, Sequence) and not isinstance(value, bytes)
    return many and all(isinstance(one, str) for one in value)


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_PATH: Final = Kind(_is_path, 'is no path; write one, such as "outputs/mine"', _expanded)
_SCENARIO: Final = Kind(
    lambda value: isinstance(value, Loaded) or _is_path(value),
    "is no scenario; give its file, its name, or what load() returned",
    _expanded,
)
_SEVERAL: Final = Kind(
    lambda value: isinstance(value, Loaded) or _is_path(value) or isinstance(value, Sequence),
    "is no scenario and no list of them",
    lambda value: (
        [_expanded(one) for one in value]
        if isinstance(value, Sequence) and not isinstance(value, str | Loaded)
        else _expanded(value)
    ),
)
_TABLE: Final = Kind(_is_table, "is no table of parameter sets and no path of one", _expanded)
_TEXT: Final = Kind(lambda value: isinstance(value, str), "is no text")
_TEXTS: Final = Kind(_are_texts, 'is no list of texts, such as ["a", "b"]', _listed)
_SETS: Final = Kind(
    lambda value: isinstance(value, Mapping) or _are_texts(value),
    'sets nothing: give values by path, such as {"mechanisms.rumour": False}, or texts of the form '
    '"path=value"',
    _listed,
)
_CALLABLE: Final = Kind(callable, "is no function")
_COUNT: Final = _whole(0, LAST_SEED)._replace(words="is not a whole number")

KINDS: Final[Mapping[str, Kind]] = {
    "scenario": _SCENARIO,
    "base": _SCENARIO,
    "variants": _SCENARIO,
    "scenarios": _SEVERAL,
    **dict.fromkeys(("path", "folder", "out", "document", "stages"), _PATH),
    "vectors": _TABLE,
    "record": Kind(lambda value: isinstance(value, Mapping),
                   "records nothing: give functions of the model by name, {name: function}"),
    **dict.fromkeys(("condition", "method", "cluster", "prior", "format"), _TEXT),
    **dict.fromkeys(("vary", "outcomes", "parameters", "fit", "command"), _TEXTS),
    **dict.fromkeys(("sets", "overrides"), _SETS),
    **dict.fromkeys(("stop", "notice", "build"), _CALLABLE),
    "progress": Kind(lambda value: callable(value) or isinstance(value, bool),
                     "is no function, and neither True for a bar nor False for none"),
    "at": Kind(lambda value: isinstance(value, str | datetime),
               'is no local hour, such as "2022-07-31 20:00"'),
    "runs": _whole(1, MOST_RUNS),
    "seed": _whole(0, LAST_SEED),
    "workers": _whole(1, MOST_WORKERS),
    **dict.fromkeys(("run", "event", "tries", "samples", "replicates", "tried", "particles",
                     "generations", "check"), _COUNT),
}  # fmt: skip
"""What arguments may be, by name: the same name means the same in every public function."""
