"""Places of a world that a row of the user's names, by id or by name."""

from collections.abc import Iterable, Mapping

from sim.importers.names import slug
from sim.scenario.csv_reader import Row
from sim.scenario.mistakes import suggest


class Names:
    """Ids of places by what they may be called."""

    def __init__(self, places: Iterable[Mapping[str, str]]) -> None:
        rows = list(places)
        self._ids = {row["id"]: row["id"] for row in rows}
        by_name: dict[str, set[str]] = {}
        for row in rows:
            for column, value in row.items():
                if column == "name" or column.startswith("name_"):
                    by_name.setdefault(slug(value) or value, set()).add(row["id"])
        self._by_name = by_name

    def id_of(self, row: Row, column: str) -> str:
        """Id of the place that a cell names; a mistake where there is none, or more than one."""
        value = row.text(column)
        if not value or value in self._ids:
            return value
        found = sorted(self._by_name.get(slug(value) or value, ()))
        if len(found) > 1:
            row.wrong(column, f"is the name of {', '.join(found)}; write the id")
        elif not found:
            known = {*self._ids, *self._by_name} - {""}
            hint = f"say which with --value '{column}:{value}=ID', or leave its row out"
            row.wrong(column, f"is no place of places.csv there{suggest(value, known)}; {hint}")
        return found[0] if len(found) == 1 else ""
