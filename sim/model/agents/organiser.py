"""Organisers of one municipality: they call out, build, hold, and remove (M5, M6)."""

from typing import Any, Final, NamedTuple

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.model.actions import Action
from sim.model.agents.base import Decider, Kind, Options
from sim.model.committees import Committees
from sim.model.effects import words
from sim.model.mechanisms import Rules
from sim.model.quarters import PARTS, Numbers
from sim.model.rules import barricades
from sim.model.run_context import RunContext
from sim.model.views import View

_MATTERS: Final = 0.02
"""A part of the threat that is smaller than this is named as no reason."""


class Table(NamedTuple):
    """What the rates of organisers are worked out from; rows are committees or their sites.

    Attributes:
        committees: the committees.
        p: parameters.
        rules: the rules.
        of_point: committee of each (committee, site), one of each option.
        points: its site, one of each option.
        option: number of the option of an actor and a site.
        towns: number of the municipality of each committee, shape (committee,).
    """

    committees: Committees
    p: Any
    rules: Rules
    of_point: tuple[int, ...]
    points: tuple[str, ...]
    option: dict[tuple[str, str], int]
    towns: NDArray[np.int64]


def table_of(core: RunContext) -> Table:
    """The table of all committees of a run."""
    committees = core.state.committees
    pairs = [(n, point) for n, row in enumerate(committees.rows) for point in row.points]
    return Table(
        committees,
        core.p,
        core.rules,
        tuple(n for n, _ in pairs),
        tuple(point for _, point in pairs),
        {(committees.rows[n].actor, point): option for option, (n, point) in enumerate(pairs)},
        np.array([row.town for row in committees.rows], dtype=np.int64),
    )


def organisers(model: mesa.Model, core: RunContext) -> Kind:
    """All organisers of a run: an agent for each committee."""
    table = table_of(core)
    rows = table.committees.rows
    agents = [Organiser(model, core, table, n) for n in range(len(rows))]
    everybody = Options(tuple(agents), ("",) * len(agents))
    by_site = Options(tuple(agents[n] for n in table.of_point), table.points)
    options = {
        "call": everybody,
        "call_off": everybody,
        "call_again": everybody,
        "build": by_site,
        "remove": by_site,
    }
    return Kind(core, agents, table, options, rates)


def rates(table: Table, view: View) -> dict[str, list[float]]:
    """Rates of the decisions of organisers, 1/h.

    Returns:
        ``call``, ``call_off`` and ``call_again`` of each committee; ``build`` and ``remove`` of
        each option. A decision that nobody can take now is left out.
    """
    found: dict[str, list[float]] = {}
    if not table.committees.rows:
        return found
    threat = threats(table.committees, view.threat)
    threshold = thresholds(table, view)
    quiet = ~(view.called | view.stand_down)
    if any(quiet.tolist()):
        found["call"] = (quiet * call_rates(table, view, threat - threshold)).tolist()
    if any(view.called.tolist()):
        found |= _called_rates(table, view, threat, threshold)
    if view.standing:
        found["remove"] = remove_rates(table, view, threat)
    return found


def threats(committees: Committees, by_quarter: Numbers) -> Numbers:
    """Highest threat of the quarters that each committee calls, shape (committee,)."""
    return committees.calls.largest(by_quarter)


def thresholds(table: Table, view: View) -> Numbers:
    """Threat at which each committee calls now, shape (committee,)."""
    shift = table.rules.threshold_shift(stances(table, view), table.p.patron_control.stance_weight)
    return table.committees.threshold + shift


def stances(table: Table, view: View) -> Numbers:
    """Word of each committee's patron; 0 for one without, shape (committee,)."""
    return np.array([view.stance.get(row.patron, 0.0) for row in table.committees.rows])


def call_rates(table: Table, view: View, margin: Numbers) -> Numbers:
    """Rate of calling people out, 1/h, shape (committee,).

    Sirens of one town are heard in the next: contagion comes from others who call the same groups.
    """
    p = table.p.barricades
    factor = np.where(view.lasts("sleep")[table.towns], p.night_factor, 1.0)
    if any(view.called.tolist()):
        factor[_others_call(table.committees, view)] *= p.contagion
    rate = table.rules.call_rate(margin, p.call_rate, p.call_width, p.call_cap, factor)
    return rate * table.committees.can_call


def _others_call(committees: Committees, view: View) -> NDArray[np.bool_]:
    calling = {row.actor for n, row in enumerate(committees.rows) if view.called[n]}
    return np.array([row.actor in calling for row in committees.rows])


def _called_rates(
    table: Table, view: View, threat: Numbers, threshold: Numbers
) -> dict[str, list[float]]:
    p, blocked = table.p.barricades, standing_of(table, view)
    unwanted = view.called & (blocked == 0)
    off = barricades.drift_rate(threat, np.maximum(threshold, 1e-9), p.drift_rate)
    silent = view.called & ~view.sirens
    return {
        "call_off": np.where(unwanted, off, 0.0).tolist(),
        "call_again": np.where(silent, p.siren_again_rate, 0.0).tolist(),
        "build": build_rates(table, view, threat),
    }


def own_standing(table: Table, view: View) -> list[int]:
    """Options, each a committee and a site, where a barricade of its actor stands."""
    owned = ((barricade.owner, site) for site, barricade in view.standing.items())
    return [table.option[one] for one in owned if one in table.option]


def standing_of(table: Table, view: View) -> NDArray[np.int64]:
    """Barricades of each committee that stand, shape (committee,)."""
    found = [0] * len(table.committees.rows)
    for option in own_standing(table, view):
        found[table.of_point[option]] += 1
    return np.array(found, dtype=np.int64)


def lorry_groups(table: Table, view: View) -> Numbers:
    """Lorry groups that come, shape (committee,)."""
    c = table.committees
    return table.rules.lorries(c.groups, c.material, stances(table, view), c.discipline)


def people_out(committees: Committees, view: View) -> Numbers:
    """People out of the quarters that each committee calls, shape (committee,)."""
    return committees.calls.total(view.out)


def build_rates(table: Table, view: View, threat: Numbers) -> list[float]:
    """Rate of building at each free site, 1/h, one of each option."""
    p, c = table.p.barricades, table.committees
    out = people_out(c, view)
    free = lorry_groups(table, view) - standing_of(table, view)
    able = view.called & ~view.stand_down & (free >= 0.5)
    able &= (out >= p.people_least) & (threat >= p.threat_least)
    rate = np.where(able, table.rules.build_rate(out, p.build_rate, p.people_full), 0.0).tolist()
    sites = zip(table.of_point, table.points, strict=True)
    return [0.0 if point in view.standing else rate[n] for n, point in sites]


def remove_rates(table: Table, view: View, threat: Numbers) -> list[float]:
    """Rate of taking each barricade away, 1/h, one of each option."""
    p = table.p.barricades
    # who takes nothing away by day, told so or not, has no pace of which the night's is a part
    night = p.remove_rate_night / p.remove_rate_day if p.remove_rate_day > 0.0 else 1.0
    told = np.where(view.stand_down, p.remove_rate_day, 0.0)
    rate = told + barricades.drift_rate(threat, p.threat_least, p.drift_rate)
    rate = np.where(view.lasts("work")[table.towns], rate, rate * night).tolist()
    found = [0.0] * len(table.points)
    for option in own_standing(table, view):
        found[option] = rate[table.of_point[option]]
    return found


class Organiser(Decider):
    """Decides for one municipality.

    Attributes:
        number: number of its committee.
    """

    def __init__(self, model: mesa.Model, core: RunContext, table: Table, number: int) -> None:
        self.row = table.committees.rows[number]
        super().__init__(model, core, self.row.actor, self.row.name)
        self._table, self.number = table, number
        self.town = core.town_id(self.row.town)

    def act(self, view: View, decision: str, objects: tuple[str, ...]) -> list[Action]:
        """Call, build while the call stands, take down when told or when nobody wants it."""
        acts = {
            "call": self._call,
            "call_again": self._call_again,
            "build": self._build,
            "remove": self._remove,
        }
        if decision == "call_off":
            return [Action("call_off", self.actor, self.town)]
        return acts[decision](view, objects)

    def _numbers(self, view: View) -> tuple[int, float, float]:
        """The quarter it calls that feels most threatened, that threat, and its threshold."""
        worst = max(self.row.calls, key=lambda quarter: (view.threat[quarter], -quarter))
        threshold = float(thresholds(self._table, view)[self.number])
        return worst, float(view.threat[worst]), threshold

    def _call(self, view: View, _objects: tuple[str, ...]) -> list[Action]:
        worst, threat, threshold = self._numbers(view)
        terms = (("threat", threat), ("threshold", threshold), *self._parts(worst))
        return [self._calling(worst, terms)]

    def _call_again(self, view: View, _objects: tuple[str, ...]) -> list[Action]:
        worst, threat, threshold = self._numbers(view)
        if threat < threshold or view.novelty[worst] <= 0.0:
            return []
        return [self._calling(worst, (("threat", threat), ("threshold", threshold)))]

    def _calling(self, worst: int, terms: tuple[tuple[str, float], ...]) -> Action:
        target = self.core.state.quarters.rows[worst].group
        causes = self._reasons(worst)
        return Action("call", self.actor, self.town, target, causes=causes, terms=terms)

    def _parts(self, quarter: int) -> tuple[tuple[str, float], ...]:
        parts = self.core.state.quarters.parts[:, quarter]
        return tuple((n, float(v)) for n, v in zip(PARTS, parts, strict=True) if v > 0.005)

    def _build(self, view: View, objects: tuple[str, ...]) -> list[Action]:
        p, table = self.core.p.barricades, self._table
        groups = float(lorry_groups(table, view)[self.number])
        free = groups - int(standing_of(table, view)[self.number])
        people = float(people_out(table.committees, view)[self.number])
        terms = (
            ("people", people),
            ("people_least", p.people_least),
            ("threat", self._numbers(view)[1]),
            ("threat_least", p.threat_least),
            ("lorry_groups", groups),
        )
        log = self.core.log
        causes = log.latest("sirens_on", self.town) + log.latest("crowd", self.town)
        return [
            Action("build", self.actor, point, n=round(people), causes=causes, terms=terms)
            for point in objects[: int(free + 0.5)]
        ]

    def _remove(self, view: View, objects: tuple[str, ...]) -> list[Action]:
        log = self.core.log
        causes = log.latest("order_down") or log.latest("concession")
        threat = float(threats(self._table.committees, view.threat)[self.number])
        terms = (("threat", threat), ("threat_least", self.core.p.barricades.threat_least))
        return [
            Action("remove", self.actor, point, causes=causes, terms=terms) for point in objects
        ]

    def _reasons(self, quarter: int) -> tuple[int, ...]:
        """The event that is most of each part of the threat, for parts that matter."""
        core, log, quarters = self.core, self.core.log, self.core.state.quarters
        who = quarters.rows[quarter]
        issue = core.state.issues.get(core.state.salient.get(who.group, ""))
        deployed = log.latest("police_deployed", quarters.entry_from[quarter])
        acute = int(quarters.acute_event[quarter])
        reasons = {
            "entry": deployed or log.latest("police_deployed"),
            "raid": log.latest("raid"),
            "salience": (issue.event,) if issue and issue.event >= 0 else (),
            "acute": (acute,) if acute >= 0 else (),
            "rumour": log.latest("rumour", self.town) or log.latest("rumour"),
            "words": words.most_frightening(core, who.group),
            "means": log.latest("barricade_built"),
        }
        parts: dict[str, float] = dict(zip(PARTS, quarters.parts[:, quarter], strict=True))
        return tuple(
            event for part, events in reasons.items() if parts[part] > _MATTERS for event in events
        )
