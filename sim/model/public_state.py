"""Public state: every number that is recorded, or that a condition compares, worked out once.

A measure of :data:`sim.terms.measures.MEASURES` and a number of
:data:`sim.terms.measures.NUMBERS` of the same name are the same function of the run.
"""

from collections.abc import Callable
from typing import Final

from sim.model.phases_world import sirens
from sim.model.run_context import RunContext
from sim.terms.measures import NAMES, NUMBERS

Value = Callable[[RunContext], float]


def standing_rung(core: RunContext) -> int:
    """Rung of the standing state: a closed crossing is 4, a barricade 3."""
    if core.state.closed:
        return 4
    return 3 if core.state.standing else 0


def _contested(core: RunContext) -> list[int]:
    return [n for n, m in enumerate(core.map.municipalities) if m.area == "contested"]


def _rising(core: RunContext, *, against: str) -> list[int]:
    """Quarters of the groups that mind police, or that mind the means of others."""
    return core.state.quarters.of_groups(core.related.rising(against))


def _threat(core: RunContext, against: str) -> float:
    rows = _rising(core, against=against)
    return float(core.state.quarters.threat[rows].sum()) / len(rows) if rows else 0.0


def _out(core: RunContext, against: str) -> float:
    return float(core.state.quarters.out[_rising(core, against=against)].sum())


def _armed(core: RunContext) -> float:
    network = min(1.0, len(core.state.standing) / core.p.barricades.full_network)
    cells = core.related.of_kind("armed_cells")
    people = sum(core.plan.actors[name].size.value for name in cells)
    return people * network * core.rules.quiet_fire


def _in_contested(core: RunContext, people: dict[str, float]) -> float:
    inside = _contested(core)
    return sum(n for place, n in people.items() if core.town_of(place) in inside)


_MEASURED: Final[dict[str, Value]] = {
    "rung": lambda core: core.log.rung(standing_rung(core)),
    "rung_with_given": lambda core: core.log.rung_with_given(standing_rung(core)),
    "readiness": lambda core: max((p.readiness for p in core.state.patrons.values()), default=0),
    "intensity": lambda core: core.log.intensity,
    "conflict_goldstein": lambda core: core.log.conflict_today,
    "barricades": lambda core: len(core.state.standing),
    "people_out": lambda core: _out(core, "entry_of"),
    "south_crowd": lambda core: _out(core, "means_of"),
    "armed": _armed,
    "special_police": lambda core: sum(core.minded_at().values()),
    "kfor_north": lambda core: _in_contested(
        core, core.people_at(*core.related.of_kind("peacekeepers"))
    ),
    "crossings_closed": lambda core: len(core.state.closed),
    "shots": lambda core: core.state.shots,
    "injured": lambda core: core.state.injured,
    "killed": lambda core: core.state.killed,
    "threat_inside": lambda core: _threat(core, "entry_of"),
    "threat_across": lambda core: _threat(core, "means_of"),
    "sirens": lambda core: int(sirens(core).sum()),
    "rumour": lambda core: (
        float(core.state.quarters.believing[_rising(core, against="entry_of")].mean())
        if _rising(core, against="entry_of")
        else 0.0
    ),
    "freedom_of_movement": lambda core: core.state.movement,
    "cafes_open": lambda core: float(core.state.open_share[_contested(core)].mean()),
}

_OTHERS: Final[dict[str, Value]] = {
    "offers": lambda core: core.log.counts.get("offer", 0),
    "concessions": lambda core: core.log.counts.get("concession", 0),
    "hour": lambda core: core.hour,
}
"""Numbers of conditions that are not recorded."""

_ROW: Final = tuple(_MEASURED[name] for name in NAMES)
_NUMBERS: Final = {
    name: _MEASURED[number.measure] if number.measure else _OTHERS[name]
    for name, number in NUMBERS.items()
}

KINDS_BEHIND: Final[dict[str, str]] = {
    "shots": "shots",
    "barricades": "barricade_built",
    "rung": "barricade_built",
    "offers": "offer",
    "concessions": "concession",
    "crossings_closed": "crossing_closed",
    "readiness": "readiness_raised",
    "sirens": "sirens_on",
    "people_out": "crowd",
    "south_crowd": "crowd",
    "special_police": "police_deployed",
    "kfor_north": "peacekeepers_deployed",
}
"""Event kind behind each public number: named as the cause of what reacts to it.

Of ``injured`` and ``killed`` it is the latest event that hurt or killed somebody.
"""


def row(core: RunContext) -> tuple[float, ...]:
    """Measures of this tick, in the order of :data:`sim.terms.measures.MEASURES`."""
    return tuple(value(core) for value in _ROW)


def numbers(core: RunContext) -> dict[str, float]:
    """What a condition reads now, by the names of :data:`sim.terms.measures.NUMBERS`."""
    return {name: float(value(core)) for name, value in _NUMBERS.items()}
