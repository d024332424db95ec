"""Tables of the documents that follow from the scenario files: written, never typed by hand.

A document holds a marked place, ``<!-- begin: parameters -->`` to ``<!-- end -->``; what stands
between the marks is replaced. ``python -m sim.report.tables_markdown`` brings all documents up to
date. Marked places with a name that is not in :data:`TABLES` are left as they are.
"""

import ast
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import BaseModel

import sim
from sim.report.anchors_markdown import anchors, costs
from sim.report.markdown_table import table
from sim.report.moved_markdown import Found, moved_counts, moved_words, read_moved
from sim.report.reference_markdown import (
    columns,
    events,
    numbers,
    outcomes,
    settings_table,
    statistics,
)
from sim.report.verbs_markdown import keys, verbs
from sim.scenario.load import Loaded, load
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Quantity, limits_of, quantities_in, records_in
from sim.scenario.shipped import shipped
from sim.scenario.types import Mechanisms

PROJECT: Final = Path(sim.__file__).resolve().parent.parent
BASE: Final = "mitrovica"
"""Name of the base case."""
RENAMED: Final[dict[str, str]] = {
    "armed_cells": "armed_fire",
    "caveats": "availability",
    "readiness": "kin_readiness",
}
"""Switches whose rules and parameters go by another name; the others share their own."""

_BLOCK = re.compile(r"(<!-- begin: (\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


class Sources(NamedTuple):
    """What the tables are made from.

    Attributes:
        project: folder of the project.
        scenarios: loaded scenarios by name, the base case first.
    """

    project: Path
    scenarios: dict[str, Loaded]

    @property
    def base(self) -> Loaded:
        """The base case."""
        return next(iter(self.scenarios.values()))


def sources(project: Path = PROJECT) -> Sources:
    """Load the base case and every scenario of its world, but no variants.

    Invented cases stand on worlds of their own, and are left out.

    Raises:
        sim.scenario.mistakes.ScenarioError: when one of them is wrong.
    """
    folder = project / "scenarios"
    base = folder / f"{BASE}.yaml"
    world = load(base).scenario.world
    every = {path.stem: load(path) for path in (base, *sorted(folder.glob("*.yaml")))}
    return Sources(project, {n: one for n, one in every.items() if one.scenario.world == world})


def parameters(known: Sources) -> str:
    """Every parameter of the mechanisms: value, range, unit, meaning and source."""
    values = known.base.scenario.parameters
    found = read_moved(known.project / "docs")
    parts = []
    for group in Parameters.model_fields:
        members: BaseModel = getattr(values, group)
        title = _first_line(type(members).__doc__)
        rows = [_parameter_row(members, group, name, found) for name in type(members).model_fields]
        head = ("parameter", "value", "range", "limits", "unit", "meaning", "source", "moves")
        parts.append(f"### `{group}`\n\n{title}\n\n{table(head, rows)}")
    return "\n\n".join(parts)


def _parameter_row(members: BaseModel, group: str, name: str, found: Found) -> tuple[str, ...]:
    quantity: Quantity = getattr(members, name)
    field = type(members).model_fields[name]
    limits = limits_of(field)
    unit = limits.unit if limits else ""
    hard = f"{limits.low:g} to {limits.high:g}" if limits else ""
    numbers = (_number(quantity.value), _range(quantity), hard, unit)
    moves = moved_words(found, f"parameters.{group}.{name}") if quantity.range else ""
    return (f"`{name}`", *numbers, field.description or "", _source(quantity), moves)


def moved(known: Sources) -> str:
    """How many parameters were seen to move something, and how many were not."""
    numbers = quantities_in(known.base.scenario.parameters, "parameters")
    with_range = [path for path, quantity, _ in numbers if quantity.low < quantity.high]
    return moved_counts(read_moved(known.project / "docs"), with_range)


def mechanisms(known: Sources) -> str:
    """The switches of the mechanisms, with the module, the neutral forms and the sources."""
    folder = known.project / "sim" / "model" / "rules"
    rows = []
    for switch in Mechanisms.model_fields:
        module = RENAMED.get(switch, switch)
        doc = ast.get_docstring(ast.parse((folder / f"{module}.py").read_text("utf-8"))) or ""
        words = _first_line(doc).removesuffix(".")
        number, _, title = words.partition(" ")
        link = f"[`{module}.py`](../sim/model/rules/{module}.py)"
        rows.append((number, f"`mechanisms.{switch}`", title, link, f"`{module}`"))
    return table(("", "switch", "what it says", "rules", "parameters"), rows)


def places(known: Sources) -> str:
    """Places of the world with the forms of their names, kind, municipality and people."""
    world = known.base.world
    folder = known.project / "scenarios" / known.base.scenario.world
    people: dict[str, dict[str, int]] = {}
    for cell in world.population:
        people.setdefault(cell.place, {})[cell.community] = cell.people
    names = {town.id: f"{town.name} ({town.area})" for town in world.municipalities}
    with (folder / "places.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        local = [column for column in reader.fieldnames or () if column.startswith("name_")]
        rows = [
            (
                f"`{row['id']}`",
                row["name"],
                *(row[column] for column in local),
                row["kind"].replace("_", " "),
                names[row["municipality"]],
                _shares(people.get(row["id"], {})),
            )
            for row in reader
        ]
    tongues = (column.removeprefix("name_") for column in local)
    return table(("id", "name", *tongues, "kind", "municipality", "people"), rows)


def _shares(by_community: dict[str, int]) -> str:
    if not by_community:
        return ""
    detail = ", ".join(f"{name} {n:,}" for name, n in by_community.items())
    return f"{sum(by_community.values()):,} ({detail})"


def actors(known: Sources) -> str:
    """Actors of the base case with every number of their posture."""
    rows = []
    for name, actor in known.base.scenario.actors.items():
        first = (f"`{name}`", f"{actor.name}; {actor.kind.replace('_', ' ')}, {actor.side}")
        found = [
            (*first, f"`{path}`", _number(q.value), _range(q, hidden), _source(q))
            for path, q, hidden in quantities_in(actor)
        ]
        rows += found or [(*first, "", "", "", actor.source or "")]
    return table(("actor", "who; kind, side", "number", "value", "range", "source"), _once(rows))


def _once(rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Name each actor in its first row only."""
    last = ""
    for row in rows:
        yield row if row[0] != last else ("", "", *row[2:])
        last = row[0]


def given(known: Sources) -> str:
    """What each scenario sets from outside, with its hour."""
    rows = [
        (name, f"{entry.at:%Y-%m-%d %H:%M}", f"`{key}`", entry.who, entry.does, _where(entry.where))
        for name, loaded in known.scenarios.items()
        for key, entry in loaded.scenario.timeline.items()
        if entry.at is not None
    ]
    return table(("scenario", "local time", "entry", "who", "does", "where"), rows)


def _where(where: object) -> str:
    if isinstance(where, dict):
        return ", ".join(f"{place} ({n})" for place, n in where.items())
    return ", ".join(str(place) for place in where) if isinstance(where, tuple) else ""


def assumed(known: Sources) -> str:
    """Facts without a source: those of the base case, then what other scenarios add or change."""
    rows: list[tuple[str, ...]] = []
    base: dict[str, tuple[str, ...]] = {}
    for name, loaded in known.scenarios.items():
        own = dict(_assumed(loaded.scenario))
        rows += [(name, f"`{path}`", *what) for path, what in own.items() if base.get(path) != what]
        base = base or own
    drawn = sum("drawn" in row[3] for row in rows)
    regard = sum(".regard." in row[1] for row in rows)
    words = [q.source or "" for _, q, _ in quantities_in(known.base.scenario.parameters)]
    fitted, chosen = (sum(word in text for text in words) for word in ("fit", "assumed"))
    count = (
        f"{len(rows)} facts of {len(known.scenarios)} scenarios are assumed: {regard} of them "
        f"degrees of regard, {drawn} private postures that are drawn from their range in every "
        f"run. Of the {len(words)} parameters shared by all scenarios, {fitted} are fitted and "
        f"{chosen} assumed, in size if not in form."
    )
    return f"{count}\n\n{table(('scenario', 'fact', 'value', 'range', 'why this value'), rows)}"


def _assumed(item: BaseModel, path: str = "") -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Paths of everything marked as assumed, with value, range and the words beside it."""
    for where, part, hidden in records_in(item, path):
        if isinstance(part, Quantity):
            if part.assumed:
                why = part.source or ""
                yield where, (_number(part.value), _range(part, hidden), why)
        elif getattr(part, "assumed", False):
            yield where, ("", "", getattr(part, "source", None) or "")


def _source(quantity: Quantity) -> str:
    return "; ".join(filter(None, ("**assumed**" * quantity.assumed, quantity.source)))


def _range(quantity: Quantity, hidden: bool = False) -> str:
    if quantity.range is None:
        return ""
    return f"{_number(quantity.low)} to {_number(quantity.high)}" + ", drawn" * hidden


def _number(value: float) -> str:
    return f"{value:.6g}" if abs(value) >= 1e-4 or value == 0 else f"{value:.6f}".rstrip("0")


def _first_line(text: str | None) -> str:
    return " ".join((text or "").strip().split("\n\n")[0].split())


TABLES: Final[dict[str, Callable[[Sources], str]]] = {
    "parameters": parameters,
    "moved": moved,
    "mechanisms": mechanisms,
    "places": places,
    "actors": actors,
    "given": given,
    "assumed": assumed,
    "settings": lambda known: settings_table(known.scenarios),
    "columns": lambda _: columns(),
    "statistics": lambda _: statistics(),
    "outcomes": lambda _: outcomes(),
    "numbers": lambda _: numbers(),
    "events": lambda _: events(),
    "verbs": lambda _: verbs(),
    "keys": lambda _: keys(),
    "anchors": lambda known: anchors((known.base, *map(load, sorted(shipped().glob("*.yaml"))))),
    "costs": lambda known: costs(known.base),
}
"""Every table by the name of its marked place."""


def updated(text: str, known: Sources) -> str:
    """A document with the tables of its marked places made anew."""

    def renew(found: re.Match[str]) -> str:
        start, name, old, end = found.groups()
        return f"{start}\n{TABLES[name](known)}\n\n{end}" if name in TABLES else start + old + end

    return _BLOCK.sub(renew, text)


def documents(project: Path = PROJECT) -> list[Path]:
    """Documents that may hold marked places, in the order of their names."""
    return sorted((project / "docs").glob("*.md"))


def main() -> None:
    """Bring every document up to date."""
    known = sources()
    for path in documents():
        before = path.read_text("utf-8")
        after = updated(before, known)
        if after != before:
            path.write_text(after, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
