"""What a resolved scenario names, put beside it where it would not be found from there."""

from pathlib import Path

from sim.results.folder import write_file
from sim.results.observed_case import beside
from sim.scenario.loaded import Loaded
from sim.scenario.lookup import find, reach_of


def copy_inputs(loaded: Loaded, folder: Path) -> None:
    """Copy world and observed tables of a user's own scenario into an output folder.

    Those that Ibar comes with are found from anywhere; those of a project are not, and
    ``run.py FOLDER/scenario.yaml`` has to find them.

    Args:
        loaded: the scenario.
        folder: the output folder.
    """
    world, observed = loaded.places
    if world is not None and (place := _place(loaded.scenario.world, world, folder)):
        reach = reach_of(loaded.path)
        for table in sorted(path for path in world.iterdir() if path.is_file()):
            if reach.holds(table):
                write_file(place / table.name, table.read_bytes())
    name = loaded.scenario.observed or ""
    if observed is not None and (place := _place(name, observed, folder, "observed")):
        for table in (observed, *beside(observed)):
            ending = table.name.removeprefix(observed.stem)
            write_file(place.with_name(f"{place.stem}{ending}"), table.read_bytes())


def _place(name: str, source: Path, folder: Path, within: str = "") -> Path | None:
    """Where to put what a scenario names; None when it is found from anywhere, or has no place."""
    place = folder.resolve() / name
    reach = reach_of(folder / "scenario.yaml")
    is_shipped = source.is_relative_to(reach.shipped)
    is_found = is_shipped and find(name, folder, reach, within) == source
    inside = place.resolve().is_relative_to(folder.resolve())
    return None if is_found or not inside or place.resolve() == source else place
