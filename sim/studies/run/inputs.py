"""What a resolved scenario names, carried in its output folder where it is not found from there."""

from pathlib import Path
from typing import Final, NamedTuple

from sim.results.observed_case import beside
from sim.scenario.dump import dump
from sim.scenario.loaded import Loaded
from sim.scenario.lookup import find, reach_of
from sim.scenario.tables import files_of
from sim.terms.errors import Refused

WORLD: Final = "inputs/world"
OBSERVED: Final = "inputs/observed"


class Carried(NamedTuple):
    """A scenario as it stands in its output folder.

    Attributes:
        text: the scenario as YAML, naming what is carried.
        tables: content of each table that is carried, by its name in the folder.
    """

    text: str
    tables: dict[str, bytes]


def carried(loaded: Loaded, folder: Path) -> Carried:
    """What an output folder needs of a scenario's inputs, so that it can be run from there.

    Tables that Ibar comes with are found from anywhere; those of a project are not. Only the
    tables that a world has and those of what was observed are taken, each from where it lies now.

    Args:
        loaded: the scenario.
        folder: the output folder, which need not be there.

    Raises:
        Refused: when a table is a link that leads out of what the scenario can use.
    """
    world, observed = loaded.places
    names: dict[str, str] = {}
    tables: dict[str, bytes] = {}
    if world is not None and not _is_found(loaded.scenario.world, world, folder):
        names["world"] = WORLD
        for file in files_of(world):
            tables[f"{WORLD}/{file}"] = _content(loaded, world / file)
    name = loaded.scenario.observed or ""
    if observed is not None and not _is_found(name, observed, folder, "observed"):
        names["observed"] = f"{OBSERVED}/{observed.name}"
        for table in (observed, *beside(observed)):
            tables[f"{OBSERVED}/{table.name}"] = _content(loaded, table)
    return Carried(dump(loaded.scenario.model_copy(update=names)), tables)


def _is_found(name: str, source: Path, folder: Path, within: str = "") -> bool:
    """Whether a name means the same shipped table in a file of the output folder."""
    reach = reach_of(folder / "scenario.yaml")
    return source.is_relative_to(reach.shipped) and find(name, folder, reach, within) == source


def _content(loaded: Loaded, table: Path) -> bytes:
    if not reach_of(loaded.path).holds(table):
        message = f"{table}: leads out of what the scenario can use; put the table itself there"
        raise Refused(message)
    return table.read_bytes()
