"""Scenarios with what was observed of them, and the days of all episodes."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.results.observed_case import load_observed, observed_path
from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from sim.scenario.observed import Observed, table_beside
from sim.scenario.overrides import overrides_from, path_of
from sim.scenario.shipped import shipped
from sim.studies.validate.days import Days, read_days, within
from sim.terms.errors import Refused
from sim.terms.refusals import Refusals

OBSERVED: Final = "observed"
"""Folder of what was observed, in a folder of scenarios."""
DAILY: Final = "_daily.csv"
"""End of the name of a table of observed days."""
EPISODE_RUNS: Final = 200
"""Runs of each episode, unless something else is asked for."""


class Case(NamedTuple):
    """A scenario with what was observed of it, day by day where a table tells it."""

    loaded: Loaded
    observed: Observed
    days: Days | None


class CaseSettings(NamedTuple):
    """What is set over every scenario, the usual number of runs where it says nothing of that."""

    overrides: list[str]
    runs: int | None
    seed: int | None

    def of(self, usual_runs: int | None = None) -> list[str]:
        """As ``path=value``."""
        sets, runs = list(self.overrides), self.runs
        if runs is None and not {"ensemble", "ensemble.runs"} & {path_of(text) for text in sets}:
            runs = usual_runs
        sets += [] if runs is None else [f"ensemble.runs={runs}"]
        return sets + ([] if self.seed is None else [f"ensemble.seed={self.seed}"])


def cases_with(folder: Path, settings: CaseSettings) -> list[Case]:
    """Every scenario of a folder that names what was observed.

    Raises:
        Refused: listing what is wrong with any of them, or when there is none.
    """
    refusals = Refusals()
    cases: list[Case] = []
    for path in sorted(folder.glob("*.yaml")):
        with refusals.gathered():
            cases += _case_of(load(path, settings.of(EPISODE_RUNS)))
    refusals.say()
    if not cases:
        message = f"{folder}: no scenario in it names a table of what was observed"
        raise Refused(message)
    return cases


def _case_of(loaded: Loaded) -> list[Case]:
    """A scenario with what was observed of it; empty when it names nothing."""
    observed = load_observed(loaded)
    return [] if observed is None else [Case(loaded, observed, days_of(loaded))]


def cases_of(folder: Path, overrides: Sequence[str] | Mapping[str, object] = ()) -> list[Case]:
    """Every scenario of a folder that names what was observed, with values set over each.

    Raises:
        Refused: listing what is wrong with any of them, or when there is none.
    """
    return cases_with(folder, CaseSettings(overrides_from(overrides), None, None))


def told_days(beside: Iterable[Case] = ()) -> dict[str, Days]:
    """Days of all episodes that are told day by day, by name: the shipped ones, and others.

    Args:
        beside: episodes that are tested together; they come before shipped ones of their name.
    """
    found = {
        path.name.removesuffix(DAILY): read_days(path)
        for path in sorted((shipped() / OBSERVED).glob(f"*{DAILY}"))
    }
    return found | {one.loaded.scenario.name: one.days for one in beside if one.days is not None}


def other_days(loaded: Loaded, told: Mapping[str, Days]) -> dict[str, Days]:
    """Days of the episodes that are not the scenario's own, by its name or by that of its table.

    Args:
        loaded: the scenario of an episode.
        told: days of all episodes.
    """
    own = observed_path(loaded)
    mine = {loaded.scenario.name, own.stem if own else ""}
    return {name: days for name, days in told.items() if name not in mine}


def days_of(loaded: Loaded) -> Days | None:
    """The days of an episode that its clock covers; None where no table tells them.

    Raises:
        Refused: when the table is wrong, or none of its days lies within the clock.
    """
    table = observed_path(loaded)
    daily = table_beside(table, "daily") if table else None
    if daily is None or not daily.exists():
        return None
    days = within(read_days(daily), loaded.scenario.clock)
    if days is None:
        message = f"{daily}: none of its days lies within the clock of {loaded.scenario.name}"
        raise Refused(message)
    return days
