"""Writing a scenario as YAML: resolved, and runnable as it is."""

import re
from collections.abc import Iterator
from typing import Any, Final

from sim.scenario.types import Scenario
from sim.scenario.yaml_reader import scalar_of

_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?: [A-Za-z0-9_]+)*")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_FLOW_WIDTH: Final = 100
_FLOW_KEYS: Final = frozenset({"value", "range", "source", "assumed", "median", "sigma", "shape"})
"""Groups of only these keys, a quantity or a delay, are written on one line."""

_COUNTS: Final = frozenset({"where", "threat", "people", "injured", "killed"})
"""Groups of plain numbers by name: a place called "value" there is no quantity."""


def dump(scenario: Scenario) -> str:
    """A scenario as YAML that loads back to the same scenario.

    Nothing is extended; values that are the default are left out; a number without range and
    source is written bare. Its world and observed table are still looked up by name, so the
    text has to stand in a folder from which they are found.
    """
    data = scenario.model_dump(mode="json", exclude_defaults=True)
    return "\n".join(_block(_bare(data), 0)) + "\n"


def _bare(data: Any) -> Any:
    """Quantities that are only a value, as the bare number."""
    if isinstance(data, dict):
        if data.keys() == {"value"} and not isinstance(data["value"], dict):
            return data["value"]
        return {key: item if key in _COUNTS else _bare(item) for key, item in data.items()}
    if isinstance(data, list):
        return [_bare(item) for item in data]
    return data


def _block(data: dict[str, Any], indent: int) -> Iterator[str]:
    """Lines of a mapping."""
    space = "  " * indent
    for key, value in data.items():
        yield from _entry(f"{space}{_scalar(key)}:", value, indent)


def _entry(head: str, value: Any, indent: int) -> Iterator[str]:
    line = flow(value)
    if not isinstance(value, dict | list) or not value or _is_small(value):
        yield f"{head} {line}"
    elif isinstance(value, dict):
        yield head
        yield from _block(value, indent + 1)
    elif any(isinstance(item, dict) for item in value):
        yield head
        for item in value:
            lines = list(_block(item, indent + 2)) if item else [f"{'  ' * (indent + 2)}{{}}"]
            yield f"{'  ' * (indent + 1)}- {lines[0].lstrip()}"
            yield from lines[1:]
    elif len(head) + len(line) < _FLOW_WIDTH:
        yield f"{head} {line}"
    else:
        yield head
        yield from (f"{'  ' * (indent + 1)}- {flow(item)}" for item in value)


def _is_small(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() <= _FLOW_KEYS


def flow(value: Any) -> str:
    """A value as YAML on one line."""
    if isinstance(value, dict):
        pairs = (f"{_scalar(key)}: {flow(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str):
        return _scalar(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def _scalar(text: str) -> str:
    """A text, in double quotes unless it can only be read as the same text."""
    if _PLAIN.fullmatch(text) and scalar_of(text) == text:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if letter.isprintable() and letter != "\ufeff":
        return letter
    code = ord(letter)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
