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
_DECIDERS: Final = "agents"
"""Folder of the model whose modules each decide for some kinds of actors."""
_DECLARING: Final = frozenset(
    {"types", "actors", "postures", "forces", "issues", "timeline", "triggers", "means", "hours"}
    | {"mandates", "measures", "quantity", "reference", "settings"}
)
"""Modules of the scenario that say which keys there are, and read none for a run."""


_ANY_NAME: Final = "getattr("
"""What a module says that may read a key without its name in the text."""


class Reader(NamedTuple):
    """A module that reads a key.

    Attributes:
        module: its path from the project, such as ``sim/model/rules/rumour.py``.
        words: the first line of what it says of itself.
        decides_for: kinds of actors that it decides for; empty where it does so for none or any.
    """

    module: str
    words: str
    decides_for: frozenset[str] = frozenset()


def readers_of(key: str, kind: str = "") -> tuple[Reader, ...]:
    """Modules that read a key of this name: those of the model, else those of the checks.

    Args:
        key: name of the key.
        kind: kind of the actor that has it; modules that decide for other kinds alone read none
            of its own, and are left out.
    """
    found = [
        one
        for path, text in _texts()
        if (key in text or _ANY_NAME in text) and (one := _reader(path, text, key))
        if not (kind and one.decides_for and kind not in one.decides_for)
    ]
    model = [one for one in found if one.module.startswith("sim/model/")]
    return tuple(model or found)


@cache
def _texts() -> tuple[tuple[Path, str], ...]:
    """Modules that can read a key, with their texts."""
    return tuple(
        (path, path.read_text("utf-8"))
        for folder in _FOLDERS
        for path in sorted((_PACKAGE / folder).rglob("*.py"))
        if not (folder == "scenario" and path.stem in _DECLARING)
    )


def _reader(path: Path, text: str, key: str) -> Reader | None:
    """A module, where it reads a key of a name."""
    reader, names = _read(path, text)
    return reader if any(fnmatchcase(key, name) for name in names) else None


@cache
def _read(path: Path, text: str) -> tuple[Reader, frozenset[str]]:
    """A module, and the names of what it reads; parsed only where a key may be among them."""
    tree = ast.parse(text)
    words = (ast.get_docstring(tree) or "").split("\n")[0]
    module = path.relative_to(_PACKAGE.parent).as_posix()
    kinds = frozenset(_kinds(tree) if path.parent.name == _DECIDERS else ())
    return Reader(module, words, kinds), frozenset(_asked(tree))


def _kinds(tree: ast.AST) -> Iterator[str]:
    """Kinds of the actors that a module of deciders makes deciders of."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "of_kind":
            yield from (str(one.value) for one in node.args if isinstance(one, ast.Constant))


def _asked(tree: ast.AST) -> Iterator[str]:
    """Names of attributes that code reads, also those it names in a text; what it calls is none."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            if id(node) not in called:
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
