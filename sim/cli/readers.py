"""Which modules read a key: found in their code, so that it is told as it is.

A module reads a key when it asks a record for an attribute of this name. Keys of one name, such as
the ``restraint`` of police and of a government, are not told apart where the code does not.
"""

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import sim

_PACKAGE: Final = Path(sim.__file__).resolve().parent
_FOLDERS: Final = ("model", "scenario")
_DECLARING: Final = frozenset(
    {"types", "actors", "postures", "forces", "issues", "timeline", "triggers", "means", "hours"}
    | {"mandates", "measures", "quantity", "reference", "settings"}
)
"""Modules of the scenario that say which keys there are, and read none for a run."""


class Reader(NamedTuple):
    """A module that reads a key.

    Attributes:
        module: its path from the project, such as ``sim/model/rules/rumour.py``.
        words: the first line of what it says of itself.
    """

    module: str
    words: str


def readers_of(key: str) -> tuple[Reader, ...]:
    """Modules that read a key of this name: those of the model, else those of the checks."""
    found = [one for one, names in _every() if any(fnmatchcase(key, name) for name in names)]
    model = [one for one in found if one.module.startswith("sim/model/")]
    return tuple(model or found)


@cache
def _every() -> tuple[tuple[Reader, frozenset[str]], ...]:
    return tuple(_modules())


def _modules() -> Iterator[tuple[Reader, frozenset[str]]]:
    for folder in _FOLDERS:
        for path in sorted((_PACKAGE / folder).rglob("*.py")):
            if folder == "scenario" and path.stem in _DECLARING:
                continue
            tree = ast.parse(path.read_text("utf-8"))
            words = (ast.get_docstring(tree) or "").split("\n")[0]
            module = path.relative_to(_PACKAGE.parent).as_posix()
            yield Reader(module, words), frozenset(_asked(tree))


def _asked(tree: ast.AST) -> Iterator[str]:
    """Names of attributes that code reads, also those it names in a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield node.attr
        elif isinstance(node, ast.Call):
            for one in node.args:
                if isinstance(one, ast.Constant) and str(one.value).isidentifier():
                    yield str(one.value)
                elif isinstance(one, ast.JoinedStr) and _is_getattr(node):
                    pattern = "".join(_part(part) for part in one.values)
                    if pattern.strip("*_"):  # else any name at all would be one
                        yield pattern


def _is_getattr(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "getattr"


def _part(part: ast.expr) -> str:
    """A part of the text of a name; whatever is worked out may be any."""
    return str(part.value) if isinstance(part, ast.Constant) else "*"
