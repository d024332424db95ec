"""A table of measurements: as text for the screen and as plain values for a file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.timing import Spread

Cell = str | int | float | Spread


@dataclass(frozen=True, slots=True)
class Table:
    """What one benchmark measured.

    Attributes:
        title: what was measured, with units.
        columns: heads of the columns.
        rows: one sequence of cells a row.
        notes: lines that say how it was measured.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = field(default=())

    def text(self) -> str:
        """The table for a screen: words to the left, numbers to the right."""
        cells = [[_shown(cell) for cell in row] for row in self.rows]
        grid = [list(self.columns), *cells]
        widths = [max(len(row[n]) for row in grid) for n in range(len(self.columns))]
        lines = [
            "  ".join(
                text.ljust(width) if n == 0 else text.rjust(width)
                for n, (text, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in grid
        ]
        rule = "  ".join("-" * width for width in widths)
        return "\n".join([self.title, "", lines[0], rule, *lines[1:], *self.notes])

    def plain(self) -> dict[str, Any]:
        """The table as JSON can hold it; a spread becomes its three numbers by name."""
        rows = [
            [cell._asdict() if isinstance(cell, Spread) else cell for cell in row]
            for row in self.rows
        ]
        columns, notes = list(self.columns), list(self.notes)
        return {"title": self.title, "columns": columns, "rows": rows, "notes": notes}


def _shown(cell: Cell) -> str:
    if isinstance(cell, Spread):
        return f"{cell.median:.4g} ({cell.least:.4g} to {cell.most:.4g})"
    return f"{cell:.4g}" if isinstance(cell, float) else str(cell)
