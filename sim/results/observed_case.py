"""What was observed of a scenario's case."""

from pathlib import Path

from sim.scenario.loaded import Loaded
from sim.scenario.lookup import OUTSIDE, reach_of
from sim.scenario.measured import named_columns
from sim.scenario.observed import Observed, read_observed, table_beside
from sim.terms.errors import Refused


def load_observed(loaded: Loaded) -> Observed | None:
    """What was observed of the scenario's case, where it names a table of it.

    Raises:
        Refused: when the table is missing or wrong.
    """
    path = observed_path(loaded)
    return (
        None if path is None else read_observed(path, loaded.world, named_columns(loaded.scenario))
    )


def observed_path(loaded: Loaded) -> Path | None:
    """The table of what was observed that a scenario names; None when it names none.

    Raises:
        Refused: when a table that belongs to it lies where the scenario can use nothing.
    """
    path = loaded.places.observed
    if path is None:
        return None
    reach = reach_of(loaded.path)
    for table in (path, *beside(path)):
        if not reach.holds(table):
            message = f"{table}: {OUTSIDE}"
            raise Refused(message)
    return path


def beside(path: Path) -> list[Path]:
    """The tables of dated events and of days that lie beside a table of patterns."""
    return [table for what in ("events", "daily") if (table := table_beside(path, what)).exists()]
