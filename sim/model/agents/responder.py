"""Second responders: police from outside who come after the local police, before peacekeepers."""

from typing import Any, NamedTuple

import mesa

from sim.model.actions import Action
from sim.model.agents.base import Decider, Kind, Options
from sim.model.run_context import RunContext
from sim.model.views import View


class Responder(NamedTuple):
    """A force of second responders and the sites it looks after.

    Attributes:
        actor: the force.
        sites: where it can be sent: the sites at which people of its municipalities gather, or the
            seats of these where nobody does.
    """

    actor: str
    sites: tuple[str, ...]


class Table(NamedTuple):
    """What the rates are worked out from; ``p`` holds the parameters of M9."""

    responders: tuple[Responder, ...]
    p: Any


def second_responders(model: mesa.Model, core: RunContext) -> Kind:
    """An agent for each police force that responds second, by the forces table."""
    agents = [SecondResponder(model, core, name) for name in sorted(core.order_of_battle.second)]
    table = Table(tuple(agent.responder for agent in agents), core.p.availability)
    return Kind(
        core, agents, table, {"respond": Options(tuple(agents), ("",) * len(agents))}, rates
    )


def rates(table: Table, view: View) -> dict[str, list[float]]:
    """Rate of sending its formed unit, 1/h, once; ``respond`` of each; none without trouble."""
    if not view.troubled:
        return {}
    rate = table.p.bridge_rate
    return {"respond": [rate if in_trouble(one, view) else 0.0 for one in table.responders]}


def in_trouble(one: Responder, view: View) -> tuple[str, ...]:
    """Its sites that are in trouble, as long as it has not been sent yet."""
    if any(force == one.actor for force, _ in view.ordered):
        return ()
    return tuple(site for site in one.sites if site in view.troubled)


class SecondResponder(Decider):
    """Sends its formed unit to the worst of its sites (M9).

    Attributes:
        responder: its sites.
    """

    def __init__(self, model: mesa.Model, core: RunContext, actor: str) -> None:
        super().__init__(model, core, actor)
        self.responder = Responder(actor, _sites(core, actor))

    def act(  # the same face as every decider
        self,
        view: View,
        decision: str,  # noqa: ARG002
        objects: tuple[str, ...],  # noqa: ARG002
    ) -> list[Action]:
        """One deployment in a run, to where the most people are; what is free goes."""
        log = self.core.log
        sites = in_trouble(self.responder, view)
        site = max(sites, key=lambda name: (view.troubled[name], name))
        causes = log.latest("barricade_built") or log.latest("sirens_on")
        terms = (("people", view.troubled[site]), ("barricades", float(view.barricades)))
        company = round(self.core.p.availability.bridge_company)
        return [Action("send_force", self.actor, site, n=company, causes=causes, terms=terms)]


def _sites(core: RunContext, actor: str) -> tuple[str, ...]:
    """Sites that a force looks after."""
    bases = {core.town_of(unit.base) for unit in core.order_of_battle.units[actor]}
    found: set[str] = set()
    for town in sorted(town for town in bases if town is not None):
        rows = core.state.quarters.of_town[town]
        groups = (core.state.quarters.rows[row].group for row in rows)
        meeting = {core.related.actors[group].gathers_at for group in groups} - {None}
        found |= meeting or {core.map.municipalities[town].seat}
    return tuple(sorted(found))
