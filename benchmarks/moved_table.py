"""The table of what each parameter moves: a line for each, what moves nothing first."""

import csv
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

PATTERN: Final = "pattern "
HOUR: Final = " after "
NEVER: Final = "never"
"""Of a time that did not come, and of a statistic of something that did not happen."""


class Moved(NamedTuple):
    """What a parameter moves.

    Attributes:
        parameter: its path.
        status: "fitted" where its source says "fit", else "assumed" where it says so, else
            "sourced".
        scenario: where it moves something; empty where nothing was seen yet.
        run: number of the run.
        outcome: a pattern of the episode (``pattern B1``), an outcome of a run, ``mean of`` a
            measure over its ticks, or a measure after so many hours (``people_out after 12.5 h``).
        at_low: its value with the parameter at the low end of its range, as written.
        shipped: with the shipped value.
        at_high: with the high end.
        in_vain: looks that showed nothing, as ``mitrovica 0`` (scenario and number of the run) or,
            where a pattern was looked for, ``mitrovica 0 whole``; separated by semicolons.
    """

    parameter: str
    status: str
    scenario: str = ""
    run: str = ""
    outcome: str = ""
    at_low: str = ""
    shipped: str = ""
    at_high: str = ""
    in_vain: str = ""

    @property
    def looks(self) -> tuple[str, ...]:
        """Looks that showed nothing."""
        return tuple(self.in_vain.split("; ")) if self.in_vain else ()

    def looked(self, look: str) -> "Moved":
        """The same after another look in vain."""
        return self._replace(in_vain="; ".join(dict.fromkeys((*self.looks, look))))


def is_pattern(outcome: str) -> bool:
    """Whether an outcome is a pattern that was observed."""
    return outcome.startswith(PATTERN)


def is_whole(known: Moved) -> bool:
    """Whether what a parameter moves is told of whole runs."""
    return HOUR not in known.outcome


def written(value: float) -> str:
    """A number as it stands in the table."""
    return NEVER if math.isnan(value) else f"{value:.6g}"


def read_found(path: Path) -> dict[str, Moved]:
    """What was found, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["parameter"]: Moved(**row) for row in csv.DictReader(file)}


def write_found(found: Mapping[str, Moved], path: Path) -> None:
    """Keep what was found: what moves nothing first, then in the order of names."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Moved._fields)
        lines = sorted(found.values(), key=lambda one: (one.outcome != "", one))
        writer.writerows(lines)


def counts(found: Mapping[str, Moved]) -> str:
    """How many parameters move a pattern, something else, or nothing, by status."""
    lines: list[str] = []
    for status in ("fitted", "assumed", "sourced"):
        own = [one for one in found.values() if one.status == status]
        patterns, moving = (
            sum(is_pattern(o.outcome) for o in own),
            sum(o.outcome != "" for o in own),
        )
        lines.append(
            f"{status}: {len(own)}, of which {patterns} move a pattern, {moving - patterns} "
            f"something else, {len(own) - moving} nothing so far"
        )
    return "\n".join(lines)
