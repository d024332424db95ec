"""Public state: every number that is recorded, or that a condition compares, worked out once.

Each quantity of :data:`sim.terms.quantities.QUANTITIES` is one function of the run, of whose it is
and where; a measure and a number of a condition that are of the same are the same function.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from itertools import islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.model.latest import Latest
from sim.model.phases_everyday import loud
from sim.model.run_context import RunContext
from sim.scenario.measured import measures_of
from sim.scenario.tracked import peek
from sim.terms.events import Event
from sim.terms.ladder import CLOSED_CROSSING, OBSTRUCTION
from sim.terms.measures import Measure, Number
from sim.terms.quantities import QUANTITIES, is_of

Value = Callable[[], float]
"""A quantity now."""
Quantity = Callable[[RunContext, str, str], Value]
"""What works a quantity out, of a run, of whose it is and where; both empty for all of it."""


def standing_rung(core: RunContext) -> int:
    """Rung of the standing state: a closed crossing is 4, a barricade 3."""
    if core.state.closed:
        return CLOSED_CROSSING
    return OBSTRUCTION if core.state.standing else 0


def _towns(core: RunContext, where: str) -> list[int]:
    """Numbers of the municipalities where people live, of those of a name or area."""
    lived_in = {row.town for row in core.state.quarters.rows}
    return [n for n in sorted(lived_in) if not where or where in _names(core, n)]


def _names(core: RunContext, town: int) -> tuple[str, str]:
    municipality = peek(core.map.municipalities[town])
    return municipality.id, municipality.area


def _quarters(core: RunContext, of: str, where: str) -> list[int]:
    """Rows of the quarters of a group, of those in a municipality or area."""
    rows = core.state.quarters.of_groups((of,) if of else core.related.groups)
    towns = set(_towns(core, where))
    return [row for row in rows if core.state.quarters.rows[row].town in towns]


def _places(core: RunContext, where: str) -> frozenset[str]:
    """Places, sites and municipalities of a part of the world."""
    in_part = {place for place, n in core.map.town_of.items() if where in _names(core, n)}
    return frozenset({where, *in_part})


def _people_out(core: RunContext, of: str, where: str) -> Value:
    counted = _weights(core, [_quarters(core, of, where)])[0]
    people = Latest(lambda out: float(counted @ out))
    return lambda: people(core.state.quarters.out)


def _weights(core: RunContext, lists: list[list[int]]) -> NDArray[np.float64]:
    """1 for the quarters of each list, else 0; shape (list, quarter)."""
    found = np.zeros((len(lists), len(core.state.quarters.rows)))
    for number, rows in enumerate(lists):
        found[number, rows] = 1.0
    return found


def _threat(core: RunContext, of: str, where: str) -> Value:
    """Of a group the mean over its municipalities; of several that of the one that feels most."""
    groups = (of,) if of else core.related.groups
    every = [rows for rows in (_quarters(core, group, where) for group in groups) if rows]

    if not every:
        return lambda: 0.0
    means = _weights(core, every) / np.array([[len(rows)] for rows in every])
    return lambda: max((means @ core.state.quarters.threat).tolist())


def _believing(core: RunContext, of: str, where: str) -> Value:
    rows = _quarters(core, of, where)
    people = core.quarter_people[rows]
    weights = people / people.sum() if people.any() else people
    share = _weights(core, [rows])[0]
    share[rows] = weights
    return lambda: min(1.0, float(share @ core.state.quarters.believing))


def _sirens(core: RunContext, _of: str, where: str) -> Value:
    towns = frozenset(_towns(core, where))
    return lambda: len(towns & loud(core))


def _cafes_open(core: RunContext, _of: str, where: str) -> Value:
    towns = np.array(_towns(core, where), dtype=np.int64)
    return lambda: np.add.reduce(core.state.open_share[towns]) / towns.size if towns.size else 1.0


def _armed(core: RunContext, _of: str, _where: str) -> Value:
    cells = core.related.of_kind("armed_cells")
    people = sum(core.related.actors[name].size.value for name in cells)

    def active() -> float:
        network = min(1.0, len(core.state.standing) / core.p.barricades.full_network)
        return people * network * core.rules.quiet_fire

    return active


def _counted(what: Callable[[RunContext, str], Collection[Any]]) -> Quantity:
    """A number of sites or events, from all of them."""

    def quantity(core: RunContext, of: str, where: str) -> Value:
        if not where:
            return lambda: len(what(core, of))
        inside = _places(core, where)
        return lambda: sum(_place(one) in inside for one in what(core, of))

    return quantity


def _place(one: str | Event) -> str:
    return one if isinstance(one, str) else one.place


def _open_crossings(core: RunContext, _of: str) -> Collection[str]:
    return [crossing for crossing in core.map.crossings if crossing not in core.state.closed]


def _held_sites(core: RunContext, of: str) -> Collection[str]:
    return [site for site, forces in core.state.held.items() if not of or of in forces]


def _posts(core: RunContext, of: str, where: str) -> Value:
    inside = _places(core, where) if where else None
    return lambda: sum([p.n for p in core.present(of) if inside is None or p.place in inside])


def _readiness(core: RunContext, of: str, _where: str) -> Value:
    def highest() -> float:
        patrons = core.state.patrons.items()
        return max((one.readiness for name, one in patrons if of in ("", name)), default=0)

    return highest


def _harm(core: RunContext, of: str, where: str, *, what: str) -> Value:
    if not where:
        so_far = f"{what}_of"
        if not of:
            return lambda: sum(getattr(core.state, so_far).values())
        return lambda: _of_whom(core, of, getattr(core.state, so_far).items())
    inside = _places(core, where)

    def harmed() -> float:
        hit = ((e.target, getattr(e, what)) for e in core.log.harm if e.place in inside)
        return _of_whom(core, of, hit)

    return harmed


def _of_whom(core: RunContext, of: str, hit: Iterable[tuple[str, int]]) -> float:
    """People hurt or killed who are of somebody; empty for all of them."""
    return sum([n for whom, n in hit if not of or is_of(whom, of, core.related.actors)])


def _plain(what: Callable[[RunContext], float]) -> Quantity:
    """A quantity that is of everybody and everywhere."""
    return lambda core, _of, _where: partial(what, core)


_QUANTITIES: Final[dict[str, Quantity]] = {
    "rung": _plain(lambda core: core.log.rung(standing_rung(core))),
    "rung_with_given": _plain(lambda core: core.log.rung_with_given(standing_rung(core))),
    "readiness": _readiness,
    "intensity": _plain(lambda core: core.log.intensity),
    "conflict_goldstein": _plain(lambda core: core.log.conflict_today),
    "barricades": _counted(lambda core, _of: core.state.standing),
    "people_out": _people_out,
    "armed": _armed,
    "crossings_closed": _counted(lambda core, _of: core.state.closed),
    "crossings_open": _counted(_open_crossings),
    "held": _counted(_held_sites),
    "posts": _posts,
    "shots": _counted(lambda core, _of: core.log.of_kind("shots")),
    "injured": partial(_harm, what="injured"),
    "killed": partial(_harm, what="killed"),
    "threat": _threat,
    "believing": _believing,
    "sirens": _sirens,
    "freedom_of_movement": _plain(lambda core: core.state.movement),
    "cafes_open": _cafes_open,
    "offers": _plain(lambda core: core.log.counts.get("offer", 0)),
    "concessions": _plain(lambda core: core.log.counts.get("concession", 0)),
    "hour": _plain(lambda core: core.hour),
}
assert _QUANTITIES.keys() == QUANTITIES.keys(), "every quantity is worked out"


class PublicState:
    """What is recorded of a run.

    Attributes:
        measures: what is recorded, in order.
    """

    def __init__(self, core: RunContext) -> None:
        self.measures: tuple[Measure, ...] = measures_of(peek(core.plan))
        self._row = [_QUANTITIES[m.quantity](core, m.of, m.where) for m in self.measures]

    def row(self) -> tuple[float, ...]:
        """Every measure now, in the order of ``measures``."""
        return tuple([float(value()) for value in self._row])


class PublicNumbers:
    """What conditions compare."""

    def __init__(self, core: RunContext, numbers: Mapping[str, Number]) -> None:
        """Args: the run, and what is asked for by the names by which it is asked for."""
        self._values = {
            name: _QUANTITIES[number.quantity](core, number.of, number.where)
            for name, number in numbers.items()
        }

    def now(self) -> dict[str, float]:
        """Every number by its name."""
        return {name: float(value()) for name, value in self._values.items()}


def events_behind(core: RunContext, number: Number) -> tuple[int, ...]:
    """The latest event behind a number, as a cause of what reacts to it; empty if none."""
    kind = QUANTITIES[number.quantity].kind or number.quantity
    if number.quantity == "posts":
        police = core.related.actors[number.of].kind == "police"
        kind = "police_deployed" if police else "peacekeepers_deployed"
    if not number.where:
        return core.log.latest(kind)
    inside = _places(core, number.where)
    latest = (event.id for event in reversed(core.log.of_kind(kind)) if event.place in inside)
    return tuple(islice(latest, 1))
