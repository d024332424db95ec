"""What was observed of a scenario's case."""

from pathlib import Path

from sim.results.observed import Observed, read_observed
from sim.scenario.loaded import Loaded
from sim.scenario.lookup import find
from sim.terms.errors import Refused


def observed_of(loaded: Loaded) -> Observed | None:
    """What was observed of the scenario's case, where it names a table of it.

    Raises:
        Refused: when the table is missing or wrong.
    """
    path = observed_path(loaded)
    if path is None:
        return None
    try:
        return read_observed(path)
    except (OSError, ValueError) as error:
        raise Refused(str(error)) from error


def observed_path(loaded: Loaded) -> Path | None:
    """The table of what was observed that a scenario names; None when it names none.

    Raises:
        Refused: when it is missing.
    """
    if loaded.scenario.observed is None:
        return None
    path = find(loaded.scenario.observed, loaded.path.parent, within="observed")
    if isinstance(path, str):
        message = f"{loaded.path}: observed = {loaded.scenario.observed}: {path}"
        raise Refused(message)
    return path
