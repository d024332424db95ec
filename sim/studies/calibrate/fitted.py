"""Which quantities are fitted: paths and patterns, looked up in every scenario."""

import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, Final

from sim.experiment.designs import factors
from sim.scenario.loaded import Loaded
from sim.scenario.mistakes import suggest
from sim.scenario.quantity import Quantity, limits_of
from sim.studies.calibrate.priors import Prior, Shape
from sim.terms.errors import Refused

_FITTED: Final = re.compile(r"\bfit\b")


def priors(
    scenarios: Sequence[Loaded],
    patterns: Sequence[str],
    shape: Shape = "triangular",
    factor: float = 1.0,
) -> tuple[Prior, ...]:
    """The prior of everything that is to be fitted, in that order.

    Args:
        scenarios: those fitted to, at least one; each must have all of it, with one range.
        patterns: paths of quantities with a range, or patterns with ``*`` for any part of them.
        shape: of the priors.
        factor: part of each side of the range (0..1]; 1 is all of it.

    Raises:
        Refused: one line for each that cannot be fitted.
    """
    wrong = [] if patterns else ["name at least one quantity to fit, such as parameters.rumour.*"]
    known = [_known(loaded) for loaded in scenarios]
    found: dict[str, Prior] = {}
    for pattern in dict.fromkeys(patterns):
        paths = [path for path in known[0] if fnmatchcase(path, pattern)]
        if not paths:
            wrong.append(f"fit {pattern}: {_nothing(pattern, scenarios[0], list(known[0]))}")
        for path in paths:
            wrong += _differs(path, scenarios, known)
            found[path] = known[0][path]
    if wrong:
        raise Refused("\n".join(dict.fromkeys(wrong)))
    return tuple(prior._replace(shape=shape).narrowed(factor) for prior in found.values())


def fitted_paths(loaded: Loaded) -> list[str]:
    """Paths of the parameters with a range whose source says "fit", in the order of the file."""
    parameters = loaded.scenario.parameters.model_dump()
    return [
        f"parameters.{group}.{name}"
        for group, members in parameters.items()
        for name, quantity in members.items()
        if isinstance(quantity, Mapping) and _is_fitted(quantity)
    ]


def _is_fitted(quantity: Mapping[str, Any]) -> bool:
    ends = quantity.get("range")
    is_fit = _FITTED.search(str(quantity.get("source") or "")) is not None
    return is_fit and bool(ends) and ends[0] < ends[1]


def _known(loaded: Loaded) -> dict[str, Prior]:
    """Every quantity of a scenario that has a range, by path; what stands in a list is left out."""
    return {
        one.path: Prior(
            one.path, one.low, one.value, one.high, unit=_unit(loaded.scenario, one.path)
        )
        for one in factors(loaded.scenario)
        if not any(name.isdecimal() for name in one.path.split("."))
    }


def _nothing(pattern: str, loaded: Loaded, paths: Sequence[str]) -> str:
    """Why a pattern picks nothing, and what would be right."""
    at = _at(loaded.scenario, pattern)
    if isinstance(at, Quantity):
        return f"has no range in {loaded.scenario.name}; write {{value, range, source}} there"
    if at is not None and "*" not in pattern:
        below = [path for path in paths if path.startswith(f"{pattern}.")]
        some = f"write {pattern}.* for the {len(below)} below it" if below else "cannot be fitted"
        return f"is no quantity with a range; {some}"
    hint = suggest(pattern, paths) if "*" not in pattern else ""
    some = "; write one such as parameters.rumour.* or actors.*.posture.resolve"
    return f"no quantity with a range has that path in {loaded.scenario.name}{hint or some}"


def _differs(
    path: str, scenarios: Sequence[Loaded], known: Sequence[dict[str, Prior]]
) -> list[str]:
    """Scenarios that do not have a quantity, or have it with another range or value."""
    wrong: list[str] = []
    for loaded, own in zip(scenarios[1:], known[1:], strict=True):
        names = (scenarios[0].scenario.name, loaded.scenario.name)
        if path not in own:
            wrong.append(f"fit {path}: {names[1]} has no such quantity with a range; leave one out")
        elif own[path] != known[0][path]:
            ranges = " and ".join(
                f"{k[path].value:g} in [{k[path].low:g}, {k[path].high:g}]" for k in (known[0], own)
            )
            wrong.append(
                f"fit {path}: {names[0]} and {names[1]} differ in it ({ranges}); one value cannot "
                "stand for both"
            )
    return wrong


def _at(node: Any, path: str) -> Any:
    """What stands at a path of a scenario; None when nothing does."""
    for name in path.split("."):
        if isinstance(node, dict):
            node = node.get(name)
        elif isinstance(node, tuple) and name.isdecimal() and int(name) < len(node):
            node = node[int(name)]
        else:
            node = getattr(node, name, None) if name.isidentifier() else None
        if node is None or callable(node):
            return None
    return node


def _unit(scenario: Any, path: str) -> str:
    """Unit of a quantity, from the limits of its field; empty for none."""
    above, _, name = path.rpartition(".")
    record = _at(scenario, above)
    limits = limits_of(getattr(type(record), "model_fields", {}).get(name))
    return limits.unit if limits else ""
