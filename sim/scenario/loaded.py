"""What the door hands over: a valid scenario with its world."""

from pathlib import Path
from typing import NamedTuple

from sim.scenario.table_paths import Places
from sim.scenario.types import Scenario
from sim.scenario.world import World


class Loaded(NamedTuple):
    """A valid scenario with its world.

    Attributes:
        scenario: the scenario as resolved: nothing extended, every override applied.
        world: the tables it stands on.
        path: the file it was loaded from, absolute.
        digest: SHA-256, hexadecimal, of the resolved scenario, the world's tables and the version.
        overrides: what was set over the file, as ``path.of.keys=value``.
        places: where the tables lie that it names.
        removed: what went with actors that a variant or an override removes, in sentences.
    """

    scenario: Scenario
    world: World
    path: Path
    digest: str
    overrides: tuple[str, ...] = ()
    places: Places = Places(None, None)
    removed: tuple[str, ...] = ()

    def __repr__(self) -> str:
        changed = f", {len(self.overrides)} values set" if self.overrides else ""
        return f"<Loaded {self.scenario.name}: {self.scenario.title}{changed}>"
