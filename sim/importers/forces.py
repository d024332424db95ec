"""Forces from a spreadsheet of the user's."""

from typing import Final

from sim.importers.asked import Asked
from sim.importers.by_hand import ToCheck
from sim.importers.find_place import Names
from sim.importers.into import Cells
from sim.importers.names import Named, ids_of, slug
from sim.importers.places import Origin
from sim.importers.rows import read_mapped
from sim.importers.world import Folder
from sim.scenario.csv_reader import Row
from sim.scenario.mistakes import Mistake, ScenarioError
from sim.scenario.world_columns import WORLD_COLUMNS
from sim.terms.errors import Refused

_NEEDED: Final = ("name", "force", "kind", "strength", "base")
_COLUMNS: Final = WORLD_COLUMNS["forces"]
_ASSUMED: Final = {
    "nation": "not stated", "role": "not stated", "mobile": "yes", "response_layer": "0",
    "notice_minutes": "0", "crowd_control": "no", "approval_minutes": "0",
}  # fmt: skip
"""What a unit is taken to be where nothing is said, as with units of a scenario."""
_AROUND: Final = {
    "strength_low": "strength", "strength_high": "strength",
    "notice_low": "notice_minutes", "notice_high": "notice_minutes",
    "approval_low": "approval_minutes", "approval_high": "approval_minutes",
}  # fmt: skip
"""Bounds that are the number itself where nothing is said of them."""
_OTHERS: Final = ("id", *_ASSUMED, *_AROUND, "source", "licence", "note")


def force_rows(folder: Folder, asked: Asked, origin: Origin, check: ToCheck) -> list[Cells]:
    """Rows of units; what a file does not say is taken as nothing known, and noted.

    Raises:
        Refused: when the folder has no places, or listing every mistake in the files.
    """
    if not folder.rows("places"):
        message = f"{folder.path / 'places.csv'}: has no places yet where units could have a base"
        raise Refused(message)
    mistakes: list[Mistake] = []
    rows = [
        row for path in asked.files for row in read_mapped(path, _NEEDED, _OTHERS, asked, mistakes)
    ]
    names = Names(folder.rows("places"))
    units = [_unit(row, names, origin, check) for row in rows]
    if mistakes:
        raise ScenarioError(mistakes)
    ids = ids_of([Named(unit["id"] or unit["name"], unit["base"]) for unit in units])
    _refuse_twins(rows, ids, mistakes)
    return [{**unit, "id": name} for unit, name in zip(units, ids, strict=True)]


def _refuse_twins(rows: list[Row], ids: list[str], mistakes: list[Mistake]) -> None:
    first: dict[str, int] = {}
    for row, name in zip(rows, ids, strict=True):
        if name in first:
            message = f"is there twice at this base; the first is in line {first[name]}"
            row.wrong("name", message)
        first.setdefault(name, row.mark.line)
    if mistakes:
        raise ScenarioError(mistakes)


def _unit(row: Row, names: Names, origin: Origin, check: ToCheck) -> dict[str, str]:
    assumed: list[str] = []
    for name, value in {**_ASSUMED, **_AROUND}.items():
        if not row.cells.get(name):
            row.cells[name] = row.cells[value] if name in _AROUND else value
            assumed.append(name)
    _check(row)
    unit = {name: row.cells.get(name, "") for name in _COLUMNS}
    unit["name"] = row.text("name")
    unit["force"] = slug(row.text("force"))
    unit["base"] = names.id_of(row, "base")
    for name in assumed:
        check.note(f"assumed in forces: {name} = {_said(name)}", unit["name"])
    return {
        **unit,
        "source": row.cells.get("source") or origin.source,
        "licence": row.cells.get("licence") or origin.licence,
        "assumed": " ".join(assumed),
        "note": row.cells.get("note", ""),
    }


def _said(name: str) -> str:
    """What is assumed of a column, and what that means where it is not plain."""
    meaning = {
        "response_layer": " (it answers no call)",
        "crowd_control": " (it cannot disperse or clear, and only entries with at send it before a "
        "crowd; --fill crowd_control=yes)",
    }
    return f"{_AROUND.get(name) or _ASSUMED[name]}{meaning.get(name, '')}"


def _check(row: Row) -> None:
    """Note every cell that the table of forces would refuse."""
    for name, column in _COLUMNS.items():
        if column.form == "number":
            row.number(name, column.low, column.high)
        elif column.form == "whole number":
            row.whole(name, int(column.high))
        elif column.form == "word":
            row.one_of(name, *column.words)
        elif column.form == "yes or no":
            row.yes(name)
    for number in ("strength", "notice", "approval"):
        middle = number if number == "strength" else f"{number}_minutes"
        row.ordered(f"{number}_low", middle, f"{number}_high")
