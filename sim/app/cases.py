"""The scenarios that the app offers, by id: of the usual folder, never a path of a request."""

from collections.abc import Mapping
from pathlib import Path

from sim.analysis.event_words import names_of
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
        self._controls: dict[str, list[Control]] = {}

    @property
    def title(self) -> str:
        """Its title, for a reader."""
        return self.loaded.scenario.title

    def controls(self, language: str) -> list[Control]:
        """What can be changed of it, in the words of a language."""
        if language not in self._controls:
            names = names_of(self.loaded, language)
            self._controls[language] = controls_of(self.loaded.scenario, names)
        return self._controls[language]

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
