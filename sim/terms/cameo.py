"""CAMEO event codes with their Goldstein values, and the rung each code shows.

Sources: Schrodt (2012), *CAMEO: Conflict and Mediation Event Observations, Event and Actor
Codebook*, 1.1b3; Goldstein (1992), *A conflict-cooperation scale for WEIS events data*,
Journal of Conflict Resolution 36(2), 369-385. Table: ``cameo_goldstein.csv``.
"""

import csv
from functools import cache
from importlib import resources
from typing import Final, NamedTuple


class Code(NamedTuple):
    """One CAMEO code: its number, name and Goldstein value [-10..10]."""

    code: str
    name: str
    goldstein: float


@cache
def codes() -> dict[str, Code]:
    """All CAMEO codes by number, read from the table beside this module."""
    text = resources.files("sim.terms").joinpath("cameo_goldstein.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["code"]: Code(row["code"], row["name"], float(row["goldstein"] or 0.0)) for row in rows
    }


def goldstein(code: str) -> float:
    """Goldstein value of a CAMEO code [-10..10].

    Raises:
        KeyError: when the code is not in the codebook.
    """
    return codes()[code].goldstein


WRITTEN: Final = "CAMEO:"
"""What stands before a code in tables: a bare 019 would be read as 19, which is another code."""


def written_code(code: str) -> str:
    """A code as tables hold it, such as "CAMEO:019"; empty for none."""
    return f"{WRITTEN}{code}" if code else ""


def read_code(text: str) -> str:
    """The code in a cell of a table; empty for none.

    Raises:
        ValueError: when the cell is not in the form that is written.
    """
    if text and not text.startswith(WRITTEN):
        message = f"cameo = {text!r}: expected a code such as {WRITTEN}019"
        raise ValueError(message)
    return text.removeprefix(WRITTEN)


def rung_of(code: str) -> int:
    """Rung [0..8] that an event of this code shows, before anybody is hurt.

    Injuries and deaths raise it further: see :func:`sim.terms.cameo.rung_with_harm`.
    """
    root = code[:2]
    if code.startswith("144"):
        return 3
    if code.startswith("145") or root in {"18", "19", "20"}:
        return 5
    if code.startswith("172"):
        return 0
    if root in {"15", "17"}:
        return 4
    if root in {"14", "16"}:
        return 2
    if root in {"09", "10", "11", "12", "13"}:
        return 1
    return 0


def rung_with_harm(rung: int, injured: int, killed: int) -> int:
    """Rung [0..8] of an event once its injured and killed are counted."""
    if killed > 0:
        return max(rung, 7)
    if injured > 0:
        return max(rung, 6)
    return rung
