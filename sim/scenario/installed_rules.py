"""Rules of installed packages that a scenario names in the place of a mechanism's own.

A package offers them as entry points of the group ``ibar.mechanisms``. Nothing is used unless a
scenario names it, and what is named is known by its package, version and code: these are a part of
the resolved scenario, so that they are a part of all that tells one study from another.
"""

import hashlib
import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from sim.scenario.mistakes import suggest
from sim.scenario.quantity import Strict
from sim.scenario.rule_forms import RULE_FORMS, RuleForm

GROUP: Final = "ibar.mechanisms"
NAME: Final = r"(?!(?:yes|no|on|off|true|false|null)$)[a-z][a-z0-9_]*"
"""What a rule may be called: nothing that a reader could take for a switch."""
NEEDS: Final = "needs true or false, or the name of an installed rule"
AS_TOLD: Final = {"as_told": True}
"""Context of a scenario that is read to see what came of it, and not to be run."""
_POSITIONAL: Final = (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
)


class InstalledRule(Strict):
    """A rule of an installed package, as it is written into a resolved scenario."""

    name: str
    """Name under which its package offers it."""
    distribution: str
    """Name of the package."""
    version: str
    """Version of the package."""
    code: str
    """SHA-256, hexadecimal, of every file of the package that the rule stands in."""

    def __hash__(self) -> int:
        return hash((self.name, self.distribution, self.version, self.code))

    def __str__(self) -> str:
        return f"{self.name} of {self.distribution} {self.version}"


def switch_value(value: object, switch: str) -> bool | InstalledRule:
    """What a switch is set to: true, false, or the installed rule that is named.

    Args:
        value: as written: a truth, a name, or what a resolved scenario says of a rule.
        switch: the mechanism, such as ``rumour``.

    Raises:
        ValueError: saying why it cannot be, and what can.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _installed(value, switch)
    told = value.model_dump() if isinstance(value, InstalledRule) else value
    known = InstalledRule.model_fields
    if not isinstance(told, Mapping) or not isinstance(told.get("name"), str):
        raise ValueError(NEEDS)
    for key in told:
        if key not in known:
            message = f"{key} is not a key that is known here{suggest(str(key), known)}"
            raise ValueError(message)
    found = _installed(told["name"], switch)
    _refuse_other(found, told)
    return found


def told_value(value: object) -> InstalledRule | None:
    """The rule that a finished folder tells of, whole and whatever is installed; else None."""
    known = InstalledRule.model_fields
    if not isinstance(value, Mapping) or set(value) != set(known):
        return None
    is_text = all(isinstance(text, str) for text in value.values())
    return InstalledRule(**value) if is_text else None


def functions_of(rule: InstalledRule, switch: str) -> dict[str, Callable[..., Any]]:
    """The functions of a rule, by the place where each acts.

    Raises:
        ValueError: when what is installed here is not what the scenario was resolved with.
    """
    return dict(_functions_of(rule, switch))


@cache
def _functions_of(rule: InstalledRule, switch: str) -> Mapping[str, Callable[..., Any]]:
    switch_value(rule, switch)
    return _functions(_loaded(_entry(rule.name).value)[0], switch)


def change_of(told: Mapping[str, Any]) -> str | None:
    """What is otherwise installed than a study says that it was made with; None when nothing is.

    Args:
        told: what the study says of one rule, as of :func:`rules_named`.
    """
    rule = f"{told.get('name')} of {told.get('distribution')}"
    try:
        now = _identified(str(told.get("name"))).model_dump()
    except (ValueError, OSError) as error:
        return f"{rule} {told.get('version')}: {error}"
    for key in ("distribution", "version"):
        if now[key] != told.get(key):
            return f"{rule}: {key} {told.get(key)} then, {now[key]} now"
    return (
        None if now["code"] == told.get("code") else f"the code of {rule} is not the same as then"
    )


def rule_words(mechanisms: Mapping[str, object]) -> list[str]:
    """A sentence for each mechanism that acts by an installed rule, for a reader of results.

    Args:
        mechanisms: the switches by name.
    """
    return [
        f"{switch} acts by {value}, an installed rule, and not by its own"
        for switch, value in mechanisms.items()
        if isinstance(value, InstalledRule)
    ]


def rules_named(mechanisms: Iterable[Mapping[str, object]]) -> list[dict[str, str]]:
    """The installed rules of some scenarios as plain data, each once, in the order of names.

    Args:
        mechanisms: the switches of each scenario by name.
    """
    rules = {v for of in mechanisms for v in of.values() if isinstance(v, InstalledRule)}
    return [
        rule.model_dump()
        for rule in sorted(rules, key=lambda rule: tuple(rule.model_dump().values()))
    ]


def _identified(name: str) -> InstalledRule:
    """What is installed under a name; nothing of it is run."""
    entry = _entry(name)
    dist = entry.dist
    assert dist is not None, "it was found in a distribution"
    try:
        # Python's own reader of metadata, and the one that other packages put in its place, differ
        # in what they raise for a reference that is none.
        module = entry.module
    except (AttributeError, ValueError) as error:
        message = f"{name} of {dist.name}: its code cannot be found: {entry.value} is no reference"
        raise ValueError(message) from error
    try:
        code = _code_of(module)
    except OSError as error:
        message = f"{name} of {dist.name}: its code cannot be read at {entry.value}"
        raise ValueError(message) from error
    return InstalledRule(name=name, distribution=dist.name, version=dist.version, code=code)


def _installed(name: str, switch: str) -> InstalledRule:
    rule = _identified(name)
    entry = _entry(name)
    try:
        offered, code_then = _loaded(entry.value)
    except Exception as error:
        message = f"{rule} cannot be loaded: {type(error).__name__}: {error}"
        raise ValueError(message) from error
    if code_then != rule.code:
        message = f"{rule}: its code has changed since it was loaded; start Python anew"
        raise ValueError(message)
    try:
        _functions(offered, switch)
    except ValueError as error:
        message = f"{rule}: {error}"
        raise ValueError(message) from error
    return rule


def _entry(name: str) -> EntryPoint:
    """Where a name leads: one place in one distribution.

    Raises:
        ValueError: when nobody offers it, or more than one.
    """
    offered = entry_points(group=GROUP)
    every = [entry for entry in offered if entry.dist and re.fullmatch(NAME, entry.name)]
    found = [entry for entry in every if entry.name == name]
    if not found:
        known = sorted({entry.name for entry in every})
        close = suggest(name, known)
        listed = f"; installed: {', '.join(known)}" if known else "; none is installed"
        raise ValueError(NEEDS + listed + (close if "did you mean" in close else ""))
    if len(found) > 1:
        owners = sorted(f"{entry.dist.name} {entry.dist.version}" for entry in found if entry.dist)
        message = (
            f"is offered {len(found)} times, by {' and '.join(owners)}; remove all but one of them"
        )
        raise ValueError(message)
    return found[0]


@cache
def _loaded(value: str) -> tuple[Any, str]:
    """What an entry point leads to, and the digest of its code when it was loaded."""
    entry = EntryPoint("", value, GROUP)
    code = _code_of(entry.module)
    return entry.load(), code


def _code_of(module: str) -> str:
    """SHA-256, hexadecimal, of every file of the package that a module is of."""
    package = module.partition(".")[0]
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        spec = None
    places = [] if spec is None else [*(spec.submodule_search_locations or [spec.origin])]
    files = [(file, name) for place in places if place for file, name in _files(Path(place))]
    if not files:
        message = f"its package {package} cannot be found"
        raise ValueError(message)
    digest = hashlib.sha256()
    for path, name in files:
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _files(place: Path) -> list[tuple[Path, str]]:
    """Files of a package, or the one file of a module, with their names in it."""
    if place.is_file():
        return [(place, place.name)]
    found = ((path, path.relative_to(place)) for path in place.rglob("*") if path.is_file())
    return sorted(
        ((path, name.as_posix()) for path, name in found if "__pycache__" not in name.parts),
        key=lambda pair: pair[1],
    )


def _functions(offered: Any, switch: str) -> Mapping[str, Callable[..., Any]]:
    """The functions that are offered, by the place where each acts.

    Raises:
        ValueError: when they are not of the form that the mechanism needs.
    """
    forms = RULE_FORMS[switch]
    if isinstance(offered, Mapping):
        functions = dict(offered)
    elif len(forms) == 1:
        functions = {next(iter(forms)): offered}
    else:
        message = (
            f"is no mapping, and {switch} has {len(forms)} rules; it must offer functions by name: "
            f"{', '.join(forms)}"
        )
        raise ValueError(message)
    if not functions:
        message = f"offers no rule of {switch}; its rules are {', '.join(forms)}"
        raise ValueError(message)
    for name, function in functions.items():
        if name not in forms:
            message = f"offers {name}, which is no rule of {switch}{suggest(str(name), forms)}"
            raise ValueError(message)
        _refuse_form(function, name, forms[name])
    return functions


def _refuse_form(function: Any, name: str, form: RuleForm) -> None:
    needs = f"{name}({', '.join(form.arguments)})"
    try:
        arguments = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        message = f"is no function that says what it takes; needs {needs}"
        raise ValueError(message) from None
    own = tuple(argument.name for argument in arguments)
    if own != form.arguments or any(argument.kind not in _POSITIONAL for argument in arguments):
        message = f"takes ({', '.join(own)}), and must take what the mechanism's own does: {needs}"
        raise ValueError(message)


def _refuse_other(found: InstalledRule, told: Mapping[Any, Any]) -> None:
    """Refuse a rule that is not the one which a scenario was resolved with."""
    for key in ("distribution", "version", "code"):
        was, is_now = told.get(key, getattr(found, key)), getattr(found, key)
        if was != is_now:
            short = key != "code"
            what = (
                f"{key} {was} then, {is_now} now" if short else "its code is not the same as then"
            )
            message = (
                f"{found} is installed, and is not what this was made with: {what}; install that "
                f"one, or write {found.name} alone to take what is installed"
            )
            raise ValueError(message)
