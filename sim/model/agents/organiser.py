"""Organisers of one municipality: they call out, build, hold, and remove (M5, M6, M15)."""

from typing import Final

import mesa

from sim.model.actions import Action
from sim.model.agents.base import Decider, Kind, Options
from sim.model.agents.organiser_rates import (
    LEAST_GROUP,
    free_lorries,
    lorry_groups,
    people_out,
    rates,
    stopped,
    threats,
    thresholds,
    wills,
)
from sim.model.agents.organiser_table import Table, table_of
from sim.model.agents.plans import complaint_of, deadlock
from sim.model.effects import words
from sim.model.quarters import PARTS
from sim.model.run_context import RunContext
from sim.model.views import View

_MATTERS: Final = 0.02
"""A part of the threat that is smaller than this is named as no reason."""


def organisers(model: mesa.Model, core: RunContext) -> Kind:
    """All organisers of a run: an agent for each committee."""
    table = table_of(core)
    rows = table.committees.rows
    agents = [Organiser(model, core, table, n) for n in range(len(rows))]
    everybody = Options(tuple(agents), ("",) * len(agents))
    names = tuple(tool.name for tool in table.tools)
    options = {
        "call": Options(tuple(a for a in agents for _ in names), names * len(agents)),
        "take_up": Options(tuple(a for a in agents for _ in names), names * len(agents)),
        "call_off": everybody,
        "call_again": everybody,
        "build": Options(
            tuple(agents[table.of_point[point]] for _, point in table.works),
            tuple(f"{names[number]}/{table.points[point]}" for number, point in table.works),
        ),
        "escalate": Options(
            tuple(agents[one.row] for one in table.plans), tuple(one.actor for one in table.plans)
        ),
        "rally": Options(
            tuple(agents[one.row] for one in table.plans for _ in table.rallies),
            tuple(name for name, _ in table.rallies) * len(table.plans),
        ),
        "remove": Options(tuple(agents[n] for n in table.of_point), table.points),
    }
    return Kind(core, agents, table, options, rates)


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
            "take_up": self._take_up,
            "call_again": self._call_again,
            "build": self._build,
            "escalate": self._escalate,
            "rally": self._rally,
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

    def _call(self, view: View, objects: tuple[str, ...]) -> list[Action]:
        """Call for the means whose clock rang; of several for what stops most."""
        worst, threat, threshold = self._numbers(view)
        denied = {
            tool.name: float(stopped(self._table, view)[number, self.number])
            for number, tool in enumerate(self._table.tools)
        }
        name = max(objects, key=lambda one: (denied[one], one))
        gathers = self.core.plan.means[name].does == "gather"
        goal = view.denial.where[self.number] if gathers else ""
        terms = (("threat", threat), ("threshold", threshold), ("denied", denied[name]))
        call = self._calling(worst, (*terms, *self._parts(worst)))
        if self.core.plan.means[name].does == "withhold":
            about = Action("withhold", self.actor, self.town, call.target, causes=call.causes)
            return [about._replace(terms=call.terms, means=name)]
        return [call._replace(means=name, goal=goal)]

    def _take_up(self, view: View, objects: tuple[str, ...]) -> list[Action]:
        causes = self.core.log.latest("order_down") or self.core.log.latest("concession")
        terms = (("weariness", float(view.weariness[self.number])),)
        about = Action("take_up", self.actor, self.town, causes=causes, terms=terms)
        return [about._replace(means=name) for name in objects]

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
        p, table, log = self.core.p.barricades, self._table, self.core.log
        free = float(free_lorries(table, view)[self.number])
        people = float(people_out(table.committees, view)[self.number])
        causes = log.latest("sirens_on", self.town) + log.latest("crowd", self.town)
        found, sites = [], set[str]()
        for work in objects:
            name, site = work.split("/", 1)
            tool = self.core.plan.means[name]
            if site in sites or free < LEAST_GROUP * tool.lorries:
                continue
            sites.add(site)
            free -= tool.lorries
            road = view.denial.road[table.option[self.actor, site]]
            terms = (
                ("people", people),
                ("people_least", tool.people),
                ("threat", self._numbers(view)[1]),
                ("threat_least", p.threat_least),
                ("lorry_groups", float(lorry_groups(table, view)[self.number])),
                ("denied", float(table.rules.stopped(road, 0.0, 1.0, 0.0))),
            )
            build = Action("build", self.actor, site, n=round(people), causes=causes, terms=terms)
            found.append(build._replace(means=name))
        return found

    def _escalate(self, view: View, _objects: tuple[str, ...]) -> list[Action]:
        own = next(one for one in self._table.plans if one.actor == self.actor)
        level, log = int(view.level[self.number]), self.core.log
        terms = (("level", float(level)), ("hours_of_deadlock", deadlock(view, own)))
        causes = log.latest("killing") or log.latest("police_deployed")
        return [Action("escalate", self.actor, n=level + 1, causes=causes, terms=terms)]

    def _rally(self, view: View, objects: tuple[str, ...]) -> list[Action]:
        """Call a rally to the seat of the municipality where most of those live whom they call."""
        core, log = self.core, self.core.log
        own = next(one for one in self._table.plans if one.actor == self.actor)
        rows, people = core.state.quarters.of_groups(own.groups), core.quarter_people
        most = core.state.quarters.rows[max(rows, key=lambda row: (people[row], -row))]
        place = core.map.municipalities[most.town].seat
        terms = (
            ("complaint", complaint_of(core.p.campaign, view, own)),
            ("complaint_needed", core.p.campaign.rally_least),
        )
        issue = core.state.issues.get(core.state.salient.get(most.group, ""))
        causes = (issue.event,) if issue and issue.event >= 0 else log.latest("arrest")
        rally = Action("rally", self.actor, place, most.group, causes=causes, terms=terms)
        return [rally._replace(means=max(objects))]

    def _remove(self, view: View, objects: tuple[str, ...]) -> list[Action]:
        log = self.core.log
        causes = log.latest("order_down") or log.latest("concession")
        threat = threats(self._table.committees, view.threat)
        will = float(wills(self._table, view, threat)[self.number])
        weary = float(view.weariness[self.number]) + self.core.p.holding.least
        terms = (("will_to_hold", will), ("will_needed", weary))
        return [
            Action("remove", self.actor, point, causes=causes, terms=terms) for point in objects
        ]

    def _reasons(self, quarter: int) -> tuple[int, ...]:
        """The event that is most of each part of the threat, for parts that matter."""
        core, log, quarters = self.core, self.core.log, self.core.state.quarters
        who = quarters.rows[quarter]
        issue = core.state.issues.get(core.state.salient.get(who.group, ""))
        deployed = log.latest("police_deployed", quarters.entry_from[quarter])
        shock = int(quarters.shock_event[quarter])
        reasons = {
            "entry": deployed or log.latest("police_deployed"),
            "raid": log.latest("raid"),
            "salience": (issue.event,) if issue and issue.event >= 0 else (),
            "shock": (shock,) if shock >= 0 else (),
            "lasting": (shock,) if shock >= 0 else (),
            "hurt": (hurt,) if (hurt := int(quarters.hurt_event[quarter])) >= 0 else (),
            "rumour": log.latest("rumour", self.town) or log.latest("rumour"),
            "words": words.most_frightening(core, who.group),
            "means": log.latest("barricade_built"),
            "faced": log.latest("march") or log.latest("crowd"),
        }
        parts: dict[str, float] = dict(zip(PARTS, quarters.parts[:, quarter], strict=True))
        return tuple(
            event for part, events in reasons.items() if parts[part] > _MATTERS for event in events
        )
