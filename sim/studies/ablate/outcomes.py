"""Outcomes of a run that claims are about: the columns of ``runs.csv``, and some more.

They are taken where the run is made, since a run is too much to hand back.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import numpy as np

from sim.analysis.outcomes import outcomes_of
from sim.results.run import Run
from sim.results.tables import Row
from sim.scenario.measured import measures_of
from sim.scenario.types import Scenario
from sim.terms.events import occurrences

COMPANY: Final = 40
"""Soldiers above those of the start from which peacekeepers count as reinforced."""
ACCUSES: Final = "accuses the other side"
"""Words of a statement that nobody wrote: the loop of hostility made it."""


def _least(measure: str) -> Callable[[Run, Scenario], float]:
    return lambda run, _scenario: float(run.measure(measure).min())


def _accusations(run: Run, _scenario: Scenario) -> float:
    """Statements nobody wrote: made by the loop of hostility alone."""
    return float(sum(e.kind == "statement" and e.says == ACCUSES for e in run.events))


def _clashes(run: Run, scenario: Scenario) -> float:
    """Scuffles of one group of residents with another."""
    groups = {key for key, actor in scenario.actors.items() if actor.kind == "residents"}
    happened = occurrences(run.events)
    return float(sum(e.kind == "scuffle" and {e.source, e.target} <= groups for e in happened))


def _threat_rise(run: Run, scenario: Scenario) -> float:
    """Rise of threat from five to eleven hours after the start, before crowds feed it.

    It is that of the group that feels most.
    """
    threat = run.measure("threat")
    per_hour = 1 / scenario.clock.tick_hours
    first, last = (min(round(h * per_hour), threat.size - 1) for h in (5, 11))
    return float(threat[last] - threat[first])


def _reinforced(run: Run, scenario: Scenario) -> float:
    """Hours until a company more peacekeepers is there than at the start; all when never.

    Where they are counted is for the scenario to say, in a measure of their posts.
    """
    keepers = {key for key, actor in scenario.actors.items() if actor.kind == "peacekeepers"}
    posts = {m.name for m in measures_of(scenario) if m.quantity == "posts" and m.of in keepers}
    counted = sorted(posts.intersection(run.names))  # a model of one's own may have none
    soldiers = sum((run.measure(name) for name in counted), np.zeros(run.series.shape[1]))
    enough = np.flatnonzero(soldiers > soldiers[:1] + COMPANY)
    return float(enough[0] if enough.size else soldiers.size) * scenario.clock.tick_hours


def _soon(run: Run, scenario: Scenario) -> float:
    """Most barricades within half a day of the first; 0 without one."""
    standing = run.measure("barricades")
    first = np.flatnonzero(standing)
    if not first.size:
        return 0.0
    return float(standing[: first[0] + round(12 / scenario.clock.tick_hours)].max())


def _before_morning(run: Run, scenario: Scenario) -> float:
    """Most people out between 3:00 and 6:00 of the second day."""
    clock = scenario.clock
    day = (clock.start + timedelta(days=1)).replace(minute=0)
    first, last = (max(0, clock.tick(day.replace(hour=hour))) for hour in (3, 6))
    return float(run.measure("people_out")[first:last].max(initial=0.0))


EXTRA: Final[dict[str, Callable[[Run, Scenario], float]]] = {
    "cafes_least": _least("cafes_open"),
    "movement_least": _least("freedom_of_movement"),
    "accusations": _accusations,
    "clashes": _clashes,
    "threat_rise": _threat_rise,
    "reinforced_time": _reinforced,
    "barricades_soon": _soon,
    "before_morning_peak": _before_morning,
    "clearings": lambda run, _scenario: float(
        sum(e.kind in ("barricade_cleared", "clearing_stopped") for e in occurrences(run.events))
    ),
    "mourners": lambda run, _scenario: float(
        sum(e.people for e in run.events if e.kind == "funeral" and not e.given)
    ),
    "keepers_sent": lambda run, _scenario: float(
        sum(e.people for e in run.events if e.kind == "peacekeepers_deployed" and not e.given)
    ),
    "people_taken": lambda run, _scenario: float(
        sum(e.people for e in run.events if e.kind == "arrest" and not e.given)
    ),
    "rallies": lambda run, _scenario: float(
        sum(e.kind == "rally" and not e.given for e in run.events)
    ),
}
"""Outcomes of a run that no column of ``runs.csv`` holds."""


def extra_outcomes(run: Run, scenario: Scenario) -> dict[str, float]:
    """Each outcome of :data:`EXTRA`."""
    return {name: measure(run, scenario) for name, measure in EXTRA.items()}


def outcomes(run: Run, scenario: Scenario) -> Row:
    """All outcomes of a run that an ablation may look at."""
    return outcomes_of(run, scenario) | extra_outcomes(run, scenario)
