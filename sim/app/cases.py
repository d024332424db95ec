"""The scenarios that the app offers, by id: of the usual folder, never a path of a request."""

from pathlib import Path
from typing import NamedTuple

from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from sim.scenario.shipped import usual_scenarios
from sim.terms.errors import Refused


class Case(NamedTuple):
    """A scenario that can be chosen.

    Attributes:
        id: its name in the folder, such as ``variants/no_rumour``.
        title: for a reader.
        file: its file.
    """

    id: str
    title: str
    file: Path


def cases() -> dict[str, Case]:
    """Scenarios and variants that can be loaded, by id; broken ones are left out."""
    folder = usual_scenarios()
    found: dict[str, Case] = {}
    for path in (*sorted(folder.glob("*.yaml")), *sorted(folder.glob("variants/*.yaml"))):
        name = path.relative_to(folder).with_suffix("").as_posix()
        try:
            found[name] = Case(name, load(path).scenario.title, path)
        except Refused:
            continue
    return found


def changed(case: Case, values: dict[str, object]) -> Loaded:
    """A case with values set over it.

    Raises:
        Refused: listing every mistake that they make together.
    """
    return load(case.file, values)
