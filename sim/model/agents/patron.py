"""Patrons: each speaks, orders its clients, and moves its army's readiness (M6, M10, M13)."""

from typing import Any, Final, NamedTuple

import mesa

from sim.model.actions import Action
from sim.model.agents.base import AT_ONCE, Kind, Options
from sim.model.agents.leader import Leader, Speech, speak_rates
from sim.model.mechanisms import Rules
from sim.model.run_context import RunContext
from sim.model.views import View

HIGHEST: Final = 2
"""Highest level of readiness that a patron goes to; forces across the line are out of reach."""


class Principal(NamedTuple):
    """What of a patron counts for its decisions.

    Attributes:
        actor: the patron.
        tempo: how fast it orders, relative to the rate.
        audience: how much giving in would cost it before its own people [0..1].
        restraint: its reluctance to raise its army's readiness [0..1].
        clients: organisers who take its word.
        committees: their rows.
        watched: organisers whose barricades alarm it: those who call its kin, or whom these mind.
    """

    actor: str
    tempo: float
    audience: float
    restraint: float
    clients: frozenset[str]
    committees: tuple[int, ...]
    watched: frozenset[str]


class Table(NamedTuple):
    """What the rates are worked out from; ``p`` holds the parameters of all mechanisms.

    Attributes:
        patrons: the patrons, shape (patron,).
        orders: (patron, committee) of every client, by number, shape (order,).
        speech: whom they accuse.
        p: parameters.
        rules: the rules.
    """

    patrons: tuple[Principal, ...]
    orders: tuple[tuple[int, int], ...]
    speech: Speech
    p: Any
    rules: Rules


def patrons(model: mesa.Model, core: RunContext) -> Kind:
    """An agent for each patron."""
    agents = {name: Patron(model, core, name) for name in core.related.of_kind("patron")}
    every = tuple(agents.values())
    pairs = tuple(pair for pair in sorted(core.state.hostility) if pair[0] in agents)
    orders = tuple((n, row) for n, one in enumerate(every) for row in one.principal.committees)
    names = core.state.committees.rows
    each = Options(every, ("",) * len(every))
    options = {
        "speak": Options(tuple(agents[own] for own, _ in pairs), tuple(o for _, o in pairs)),
        "order": each,
        "order_again": Options(
            tuple(every[n] for n, _ in orders), tuple(names[row].name for _, row in orders)
        ),
        "raise": each,
        "lower": each,
    }
    speech = Speech(pairs, core.p.reciprocity, core.rules)
    principals = tuple(agent.principal for agent in every)
    table = Table(principals, orders, speech, core.p, core.rules)
    return Kind(core, every, table, options, rates)


def rates(table: Table, view: View) -> dict[str, list[float]]:
    """Rates of the decisions of patrons, 1/h.

    Returns:
        ``speak`` of each pair; ``order``, ``raise`` and ``lower`` of each patron; ``order_again``
        of each committee that takes the word of one.
    """
    every = table.patrons
    return {
        "speak": speak_rates(table.speech, view),
        "order": [order_rate(table, one, view) for one in every],
        "order_again": [
            AT_ONCE if is_deaf(every[n], row, view) else 0.0 for n, row in table.orders
        ],
        "raise": [raise_rate(table, one, view) for one in every],
        "lower": [lower_rate(table, one, view) for one in every],
    }


def waited_for(one: Principal, view: View) -> tuple[int, ...]:
    """Event of the latest deal that waits for its clients to go home; empty when none does."""
    asking = [seen for seen in view.issues.values() if one.clients.intersection(seen.waits_for)]
    latest = max(asking, key=lambda seen: (seen.deal_hour, seen.deal_event), default=None)
    return () if latest is None else (latest.deal_event,)


def order_rate(table: Table, one: Principal, view: View) -> float:
    """Rate of the first order to go home, 1/h: after a deal that waits for its clients."""
    if not waited_for(one, view) or any(view.told_down[row] for row in one.committees):
        return 0.0
    p, a = table.p.patron_control, table.p.audience_costs
    cost = table.rules.step_down(view.commitment[one.actor], a.cover, one.audience, a.weight)
    return p.order_rate * one.tempo * cost


def is_deaf(one: Principal, row: int, view: View) -> bool:
    """Whether a committee was told to go home, did not, and it is time to tell it again."""
    unheard = bool(view.told_down[row]) and not view.stand_down[row]
    return unheard and bool(view.hours >= view.retry_at[row]) and bool(waited_for(one, view))


def raise_rate(table: Table, one: Principal, view: View) -> float:
    """Rate of raising its army's readiness by one level, 1/h."""
    p, level = table.p.kin_readiness, view.readiness[one.actor]
    if level >= HIGHEST:
        return 0.0
    patient = view.threat_hours[one.actor] < p.patience_hours
    threat = 0.0 if patient else view.kin_threat[one.actor]
    warned = warning(one.actor, view, p)
    law = (p.threat_least, p.raise_rate)
    rate = table.rules.raise_readiness(threat, one.restraint, warned, *law)
    return rate * (p.second_level if level == 1 else 1.0)


def lower_rate(table: Table, one: Principal, view: View) -> float:
    """Rate of lowering it by one level, 1/h, once threat and barricades are gone."""
    p = table.p.kin_readiness
    calm = view.kin_threat[one.actor] < p.threat_least
    blocked = any(barricade.owner in one.watched for barricade in view.standing.values())
    return p.fall_rate if view.readiness[one.actor] > 0 and calm and not blocked else 0.0


def warning(patron: str, view: View, p: Any) -> float:
    """What others' warnings that are remembered take off the rate of raising readiness [0..1].

    The peacekeepers' call counts in full; a pledge of force by a voice counts only as far as it
    could be carried out.
    """
    since = view.hours - p.warning_hours
    heard = [p.warning] if view.warned[patron] > since else []
    heard += [one.capability for one in view.pledges if one.hour > since and one.target == patron]
    return max(heard, default=0.0)


class Patron(Leader):
    """Decides for one patron.

    Attributes:
        principal: what of it counts.
    """

    def __init__(self, model: mesa.Model, core: RunContext, actor: str) -> None:
        super().__init__(model, core, actor)
        related, posture = core.related, core.posture[actor]
        clients = related.clients(actor, "organisers")
        kin = related.stands_for(actor)
        watched = {
            name
            for name in related.of_kind("organisers")
            if set(kin) & set(related.stands_for(name))
            or any(name in related.resented[group] for group in kin)
        }
        self.principal = Principal(
            actor,
            posture.tempo,
            posture.audience,
            posture.restraint,
            frozenset(clients),
            tuple(core.state.committees.of(clients)),
            frozenset(watched),
        )

    def act(self, view: View, decision: str, objects: tuple[str, ...]) -> list[Action]:
        """Accuse, order down, or move the army's readiness by a level."""
        log, one = self.core.log, self.principal
        if decision == "speak":
            causes = log.latest("police_deployed") + log.latest("barricade_built")
            return self.accuse(view, objects, causes)
        if decision == "order":
            return [Action("order_down", self.actor, causes=waited_for(one, view))]
        if decision == "order_again":
            causes = waited_for(one, view)
            return [Action("order_again", self.actor, name, causes=causes) for name in objects]
        return [self._readiness(view, 1 if decision == "raise" else -1)]

    def _readiness(self, view: View, step: int) -> Action:
        log = self.core.log
        raised = log.latest("police_deployed") + log.latest("shots")
        causes = raised if step > 0 else log.latest("concession")
        least = self.core.p.kin_readiness.threat_least
        terms = (("threat_to_kin", view.kin_threat[self.actor]), ("least", least))
        level = view.readiness[self.actor] + step
        return Action("readiness", self.actor, n=level, causes=causes, terms=terms)
