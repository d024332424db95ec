"""Rules of installed packages that a scenario names in the place of a mechanism's own."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final

from sim.scenario.installed import (
    GROUP,
    InstalledPart,
    identified,
    offered_by,
    refuse_other,
)
from sim.scenario.mistakes import suggest
from sim.scenario.rule_forms import RULE_FORMS, RuleForm

NEEDS: Final = "needs true or false, or the name of an installed rule"
_POSITIONAL: Final = (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
)


def switch_value(value: object, switch: str) -> bool | InstalledPart:
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
    told = value.model_dump() if isinstance(value, InstalledPart) else value
    known = InstalledPart.model_fields
    if not isinstance(told, Mapping) or not isinstance(told.get("name"), str):
        raise ValueError(NEEDS)
    for key in told:
        if key not in known:
            message = f"{key} is not a key that is known here{suggest(str(key), known)}"
            raise ValueError(message)
    found = _installed(told["name"], switch)
    refuse_other(found, told)
    return found


def functions_of(rule: InstalledPart, switch: str) -> dict[str, Callable[..., Any]]:
    """The functions of a rule, by the place where each acts.

    Raises:
        ValueError: when what is installed here is not what the scenario was resolved with.
    """
    return dict(_functions_of(rule, switch))


@cache
def _functions_of(rule: InstalledPart, switch: str) -> Mapping[str, Callable[..., Any]]:
    switch_value(rule, switch)
    return _functions(offered_by(rule, NEEDS), switch)


def change_of(told: Mapping[str, Any]) -> str | None:
    """What is otherwise installed than a study says that it was made with; None when nothing is.

    Args:
        told: what the study says of one rule, as of :func:`rules_named`.
    """
    rule = f"{told.get('name')} of {told.get('distribution')}"
    try:
        group = str(told.get("group", GROUP))
        now = identified(str(told.get("name")), NEEDS, group).model_dump()
    except (ValueError, OSError) as error:
        return f"{rule} {told.get('version')}: {error}"
    for key in ("distribution", "version"):
        if now[key] != told.get(key):
            return f"{rule}: {key} {told.get(key)} then, {now[key]} now"
    return (
        None if now["code"] == told.get("code") else f"the code of {rule} is not the same as then"
    )


def rules_named(mechanisms: Iterable[Mapping[str, object]]) -> list[dict[str, str]]:
    """The installed rules of some scenarios as plain data, each once, in the order of names.

    Args:
        mechanisms: the switches of each scenario by name.
    """
    rules = {v for of in mechanisms for v in of.values() if isinstance(v, InstalledPart)}
    return [
        rule.model_dump()
        for rule in sorted(rules, key=lambda rule: tuple(rule.model_dump().values()))
    ]


def _installed(name: str, switch: str) -> InstalledPart:
    rule = identified(name, NEEDS)
    offered = offered_by(rule, NEEDS)
    try:
        _functions(offered, switch)
    except ValueError as error:
        message = f"{rule}: {error}"
        raise ValueError(message) from error
    return rule


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
