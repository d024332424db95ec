"""The first line of a table: the columns that it must name, and the sign that parts them."""

from difflib import get_close_matches
from typing import Final

from sim.scenario.mistakes import suggest

_SEPARATORS: Final = {";": "semicolons", "\t": "tabs", "|": "bars"}
SAVE_AS: Final = 'save it as "CSV UTF-8 (comma delimited)"'
"""How a spreadsheet writes a table that is read."""
_NAMED: Final = 12
"""Columns of a table that are named in a message."""
_NEAR: Final = 0.8
"""Likeness from which a column of the user's own is taken for a misspelt one, of 1."""


def header_mistakes(
    header: list[str], columns: tuple[str, ...], may_lack: tuple[str, ...] = ()
) -> list[str]:
    """What is wrong with the names of the columns; a separator that is no comma is said alone.

    Args:
        header: the names as they stand.
        columns: those that must be there.
        may_lack: those that are read where they are there; a name near to one is a mistake.
    """
    if separated := separator_mistake(header, columns):
        return [separated]
    missing = [name for name in columns if name not in header]
    if missing and len(missing) == len(columns) > 1:
        return [f"its first line must name the columns, {', '.join(columns)}; {_has(header)}"]
    others = set(header) - set(columns)
    close = {name: suggest(name, others).partition("; did")[1:] for name in missing}
    found = [f'has no column "{name}"{"".join(close[name]) or f"; {_has(header)}"}'
             for name in missing]  # fmt: skip
    mine = [name for name in header if name and name not in (*columns, *may_lack)]
    found += [
        f'has a column "{near}"; did you mean "{name}"?'
        for name in may_lack if name not in header
        for near in get_close_matches(name, mine, n=1, cutoff=_NEAR)
    ]  # fmt: skip
    twice = sorted({name for name in header if name and header.count(name) > 1})
    return found + [f'has the column "{name}" twice' for name in twice]


def _has(header: list[str]) -> str:
    named = ", ".join(filter(None, header[:_NAMED]))
    return f"it has {named}{' ...' if len(header) > _NAMED else ''}"


def separator_mistake(header: list[str], columns: tuple[str, ...]) -> str:
    """That the cells of a table are parted by another sign than commas; else nothing."""
    missing = [name for name in columns if name not in header]
    for sign, words in _SEPARATORS.items():
        names = {name.strip().strip('"') for cell in header for name in cell.split(sign)}
        if missing and len(names & set(columns)) > max(len(set(header) & set(columns)), 1):
            return (
                f"its cells are separated by {words}, as a spreadsheet writes them where the "
                f"decimal sign is a comma; {SAVE_AS}, with points in its numbers"
            )
    return ""
