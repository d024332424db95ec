"""Who decides an issue: it gives in, ends talks with a deal, or lets a deal lapse (M11, M12)."""

import math
from typing import Any, NamedTuple

import mesa

from sim.model.actions import Action
from sim.model.agents.base import AT_ONCE, Decider, Kind, Options
from sim.model.issue_views import IssueView
from sim.model.mechanisms import Rules
from sim.model.rules import mediation
from sim.model.run_context import RunContext
from sim.model.views import View
from sim.scenario.issues import GIVING, DealTerms


class Choice(NamedTuple):
    """An issue and whoever decides it.

    Attributes:
        issue: the issue.
        actor: who decides it.
        resolve: how firmly it holds to its decision [0..1].
        audience: how much giving in would cost before its own people [0..1].
        blockers: organisers whose barricades press it: those who call a group that has a stake.
        pressing: whether it has a deadline; what is done without notice has none.
        deals: deals that are possible, by name.
        grace: hours after a deadline until which a deal is taken that must come before it.
    """

    issue: str
    actor: str
    resolve: float
    audience: float
    blockers: frozenset[str]
    pressing: bool
    deals: dict[str, DealTerms]
    grace: float


class Table(NamedTuple):
    """What the rates are worked out from; ``p`` holds the parameters of all mechanisms."""

    choices: tuple[Choice, ...]
    p: Any
    rules: Rules


def issue_deciders(model: mesa.Model, core: RunContext) -> Kind:
    """An agent for each issue that its decider can settle by a deal."""
    agents = [
        IssueDecider(model, core, name) for name, issue in core.plan.issues.items() if issue.deals
    ]
    table = Table(tuple(agent.choice for agent in agents), core.p, core.rules)
    every = Options(tuple(agents), ("",) * len(agents))
    return Kind(core, agents, table, dict.fromkeys(("concede", "settle", "lapse"), every), rates)


def rates(table: Table, view: View) -> dict[str, list[float]]:
    """Rates of giving in, of ending talks with a deal, and of letting one lapse, 1/h.

    Returns:
        ``concede``, ``settle`` and ``lapse``, each of every issue.
    """
    return {
        "concede": [concede_rate(table, one, view) for one in table.choices],
        "settle": [AT_ONCE if agreed(one, view) else 0.0 for one in table.choices],
        "lapse": [_lapse_rate(table, one, view) for one in table.choices],
    }


def concede_rate(table: Table, one: Choice, view: View) -> float:
    """Rate of giving in to a deal that needs no talks, 1/h."""
    return dict(concede_terms(table, one, view))["rate_per_hour"] if at_hand(one, view) else 0.0


def concede_terms(table: Table, one: Choice, view: View) -> tuple[tuple[str, float], ...]:
    """What the rate of giving in is made of."""
    p, a, seen = table.p.mediation, table.p.audience_costs, view.issues[one.issue]
    pressure = _pressure(p, seen) if one.pressing else 1.0
    blocked = sum(barricade.owner in one.blockers for barricade in view.standing.values())
    stakes = mediation.stakes(view.rung, blocked, (p.stakes_calm, p.stakes_4, p.stakes_5))
    commitment, cover = view.commitment[one.actor], a.cover * seen.cover
    cost = table.rules.step_down(commitment, cover, one.audience, a.weight)
    law = (p.concede_rate, p.resolve_slope, p.resolve_mean)
    return (
        ("deadline_pressure", pressure),
        ("resolve", one.resolve),
        ("stakes", stakes),
        ("cover", cover),
        ("commitment", commitment),
        ("rate_per_hour", table.rules.concede_rate(pressure, one.resolve, stakes, cost, law)),
    )


def _pressure(p: Any, seen: IssueView) -> float:
    return mediation.deadline_factor(
        seen.hours_left, p.deadline_boost, p.boost_hours, p.after_hours, p.after_floor
    )


def _possible(one: Choice, view: View) -> dict[str, DealTerms]:
    """Deals that can be made now; those that must come before the deadline only until then."""
    seen = view.issues[one.issue]
    if not seen.on_the_table:
        return {}
    return {
        name: terms
        for name, terms in one.deals.items()
        if terms.available == "any" or seen.hours_left >= -one.grace
    }


def at_hand(one: Choice, view: View) -> dict[str, DealTerms]:
    """Deals that can be made now without talks."""
    return {name: terms for name, terms in _possible(one, view).items() if not terms.negotiation}


def agreed(one: Choice, view: View) -> dict[str, DealTerms]:
    """Deals whose talks are over."""
    ends = view.issues[one.issue].talks
    return {
        name: terms
        for name, terms in _possible(one, view).items()
        if terms.negotiation and ends.get(name, math.inf) <= view.hours
    }


def _lapse_rate(table: Table, one: Choice, view: View) -> float:
    p, seen = table.p.mediation, view.issues[one.issue]
    broken = seen.settled and not seen.kept and seen.lapses
    return p.lapse_rate if broken and view.hours - seen.deal_hour >= p.lapse_after_hours else 0.0


def least(deals: dict[str, DealTerms]) -> str:
    """The deal that gives up least of the decision (assumed); its name settles a tie."""
    return min(
        deals, key=lambda name: (GIVING.index(deals[name].kind), deals[name].days or 0, name)
    )


class IssueDecider(Decider):
    """Decides one issue, in the place of an actor.

    Attributes:
        choice: the issue, and what of its decider counts.
    """

    def __init__(self, model: mesa.Model, core: RunContext, issue: str) -> None:
        plan = core.plan.issues[issue]
        super().__init__(model, core, plan.decided_by, f"{plan.decided_by}/{issue}")
        posture = core.posture[self.actor]
        blockers = (
            name
            for name in core.related.of_kind("organisers")
            if any(group in plan.salience for group in core.related.stands_for(name))
        )
        self.choice = Choice(
            issue,
            self.actor,
            posture.resolve,
            posture.audience,
            frozenset(blockers),
            plan.kind == "deadline",
            plan.deals,
            core.p.mediation.late_hours,
        )

    def act(  # the same face as every decider
        self,
        view: View,
        decision: str,
        objects: tuple[str, ...],  # noqa: ARG002
    ) -> list[Action]:
        """Make the deal that gives least, or the one whose talks are over; or let one lapse."""
        seen = view.issues[self.choice.issue]
        if decision == "lapse":
            terms = (("hours_since_deal", view.hours - seen.deal_hour),)
            causes = (seen.deal_event,)
            return [Action("lapse", self.actor, self.choice.issue, causes=causes, terms=terms)]
        if decision == "settle":
            return [self._deal(seen, least(agreed(self.choice, view)), ())]
        terms = concede_terms(Table((), self.core.p, self.core.rules), self.choice, view)
        return [self._deal(seen, least(at_hand(self.choice, view)), terms)]

    def _deal(self, seen: IssueView, name: str, terms: tuple[tuple[str, float], ...]) -> Action:
        causes = (seen.offer_event,) if seen.offer_event >= 0 else ()
        causes += self.core.log.latest("barricade_built")
        return Action("concede", self.actor, self.choice.issue, name, causes=causes, terms=terms)
