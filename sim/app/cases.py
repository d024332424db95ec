"""The scenarios that the app offers, by id: of the usual folder, never a path of a request."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from sim.app.controls import Control, controls_of
from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from sim.scenario.names import names_in
from sim.scenario.shipped import usual_scenarios
from sim.terms.errors import Refused


class Case:
    """A scenario that can be chosen.

    Attributes:
        id: its name in the folder, such as ``variants/no_rumour``.
        loaded: the scenario with its world.
    """

    def __init__(self, name: str, file: Path) -> None:
        """Load it.

        Raises:
            Refused: listing every mistake in it.
        """
        self.id = name
        self.loaded = load(file)

    @property
    def title(self) -> str:
        """Its title, for a reader."""
        return self.loaded.scenario.title

    @cached_property
    def controls(self) -> list[Control]:
        """What can be changed of it."""
        return controls_of(self.loaded.scenario)

    def changed(self, values: Mapping[str, object]) -> Loaded:
        """The same with values set over it.

        Raises:
            Refused: listing every mistake that they make together.
        """
        return load(self.loaded.path, values)


def cases() -> dict[str, Case]:
    """Scenarios and variants that can be loaded, by id; broken ones are left out."""
    folder = usual_scenarios()
    found: dict[str, Case] = {}
    for name in names_in(folder):
        try:
            found[name] = Case(name, folder / f"{name}.yaml")
        except Refused:
            continue
    return found
