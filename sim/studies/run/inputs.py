"""What a resolved scenario names, put beside it where it would not be found from there."""

from pathlib import Path

from sim.results.folder import write_file
from sim.scenario.loaded import Loaded
from sim.scenario.lookup import find


def carry(loaded: Loaded, folder: Path) -> None:
    """Copy world and observed table of a user's own scenario into an output folder.

    Those of ``scenarios/`` are found from anywhere; those that lie beside a file elsewhere are not,
    and ``run.py FOLDER/scenario.yaml`` has to find them.

    Args:
        loaded: the scenario.
        folder: the output folder.
    """
    for name, within in ((loaded.scenario.world, ""), (loaded.scenario.observed, "observed")):
        if name is None:
            continue
        source = find(name, loaded.path.parent, within)
        place = folder.resolve() / name
        inside = place.resolve().is_relative_to(folder.resolve())
        if isinstance(source, str) or not inside or find(name, folder, within) == source:
            continue
        if source.is_file():
            write_file(place, source.read_bytes())
        else:
            for table in sorted(path for path in source.iterdir() if path.is_file()):
                write_file(place / table.name, table.read_bytes())
