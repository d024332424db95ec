"""Who decides an issue: it gives in to a deadline, or bargains over what is in force (M12, M16).

Before a deadline it can give in by itself, and that hour presses. Once a decision is in force no
hour presses any more but one that somebody outside has set; both sides hold out until what that
costs them, and what mediators add, outweighs what they contest.
"""

import math
from typing import Any, NamedTuple

import mesa

from sim.model.actions import Action
from sim.model.agents.base import Decider, Kind, Options
from sim.model.attrition import contesters_of
from sim.model.issue_views import IssueView
from sim.model.mechanisms import Rules
from sim.model.rules import bargaining, mediation
from sim.model.run_context import RunContext
from sim.model.views import View
from sim.scenario.issues import BOTH_GIVE, GIVING, DealTerms
from sim.terms.ladder import VIOLENCE

Terms = tuple[tuple[str, float], ...]
"""What a rate is made of, by name."""


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
        stake: what is contested is worth to who decides, and to the others, in this run.
        levers: hours at which somebody outside decides about one of them.
    """

    issue: str
    actor: str
    resolve: float
    audience: float
    blockers: frozenset[str]
    pressing: bool
    deals: dict[str, DealTerms]
    grace: float
    stake: tuple[float, float] = (0.0, 0.0)
    levers: tuple[float, ...] = ()


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
    """Rates of giving in before a deadline, of settling what is in force, of a lapse, 1/h.

    Returns:
        ``concede``, ``settle`` and ``lapse``, each of every issue.
    """
    return {
        "concede": [concede_rate(table, one, view) for one in table.choices],
        "settle": [settle_rate(table, one, view) for one in table.choices],
        "lapse": [_lapse_rate(table, one, view) for one in table.choices],
    }


def concede_rate(table: Table, one: Choice, view: View) -> float:
    """Rate of giving in to a deadline, 1/h."""
    return dict(concede_terms(table, one, view))["rate_per_hour"] if at_hand(one, view) else 0.0


def concede_terms(table: Table, one: Choice, view: View) -> Terms:
    """What the rate of giving in is made of."""
    p, seen = table.p.mediation, view.issues[one.issue]
    law = (p.deadline_boost, p.boost_hours, p.after_hours, p.after_floor)
    pressure = mediation.deadline_factor(seen.hours_left, *law)
    blocked = sum(
        barricade.owner in one.blockers for barricade in view.standing_for(one.actor).values()
    )
    stakes = mediation.stakes(
        view.rung_for(one.actor), blocked, (p.stakes_calm, p.stakes_4, p.stakes_5)
    )
    law = (p.concede_rate, p.resolve_slope, p.resolve_mean)
    cost = _step_down(table, one, view)
    return (
        ("deadline_pressure", pressure),
        ("resolve", one.resolve),
        ("stakes", stakes),
        ("cover", table.p.audience_costs.cover * seen.cover),
        ("commitment", view.commitment[one.actor]),
        ("rate_per_hour", table.rules.concede_rate(pressure, one.resolve, stakes, cost, law)),
    )


def _step_down(table: Table, one: Choice, view: View) -> float:
    a, seen = table.p.audience_costs, view.issues[one.issue]
    law = (view.commitment[one.actor], a.cover * seen.cover, one.audience, a.weight)
    return table.rules.step_down(*law)


def at_hand(one: Choice, view: View) -> dict[str, DealTerms]:
    """Deals by which it can give in by itself before the deadline, or in the hours after it."""
    seen = view.issues[one.issue]
    if not (seen.on_the_table and one.pressing):
        return {}
    return {
        name: terms
        for name, terms in one.deals.items()
        if terms.kind not in BOTH_GIVE and seen.hours_left >= -_late(one, terms)
    }


def _late(one: Choice, terms: DealTerms) -> float:
    """Hours after a deadline until which it still brings a deal about."""
    return one.grace if terms.available == "before_effect" else 0.0


def bargained(one: Choice, view: View) -> dict[str, DealTerms]:
    """Deals that are bargained over: once what they settle is in force, of any time."""
    seen = view.issues[one.issue]
    if not seen.on_the_table or seen.hours_left > 0.0:
        return {}
    return {
        name: terms
        for name, terms in one.deals.items()
        if terms.available == "any" and not (terms.kind == "custody" and seen.handed_over)
    }


def settle_rate(table: Table, one: Choice, view: View) -> float:
    """Rate of a deal over what is in force, 1/h: that of the deal that is nearest."""
    found = [_rate(table, one, terms, view) for terms in bargained(one, view).values()]
    return max(found, default=0.0)


def nearest(table: Table, one: Choice, view: View) -> str:
    """The deal that comes soonest; of several the one that gives up least."""
    deals = bargained(one, view)
    found = {name: _rate(table, one, terms, view) for name, terms in deals.items()}
    best = max(found.values())
    return least({name: deals[name] for name, rate in found.items() if rate == best})


def _rate(table: Table, one: Choice, terms: DealTerms, view: View) -> float:
    return dict(settle_terms(table, one, terms, view))["rate_per_hour"]


def settle_terms(table: Table, one: Choice, terms: DealTerms, view: View) -> Terms:
    """What the rate of a deal over what is in force is made of."""
    p, seen = table.p.bargaining, view.issues[one.issue]
    worn, left = seen.attrition, table.p.issue_clock.handed_over
    law = (p.resolve_slope, table.p.mediation.resolve_mean, p.hardening)
    own = bargaining.own_stake(one.stake[0], one.resolve, worn.losses, law)
    stakes = (own + one.stake[1]) * (left if seen.handed_over else 1.0)
    stakes *= 1.0 - left if terms.kind == "custody" else 1.0
    severe = bargaining.severity(worn.blocked, view.rung_for(one.actor) >= VIOLENCE)
    law = (severe, p.mediators, p.mediators_hours)
    mediators = bargaining.leverage(seen.cover, worn.hours, *law)
    levers = max((_dated(p, hour - view.hours) for hour in one.levers), default=0.0)
    gap = stakes - worn.decider - worn.contesters - worn.holder - mediators - levers
    cost = 1.0 if terms.kind in BOTH_GIVE else _step_down(table, one, view)
    rate = table.rules.deal_rate(gap, p.rate, p.width) * cost
    return (
        ("days_of_deadlock", worn.hours / 24.0),
        ("stakes", stakes),
        ("costs_of_who_decides", worn.decider),
        ("costs_of_the_others", worn.contesters),
        ("costs_of_a_third_party", worn.holder),
        ("mediators", mediators),
        ("levers", levers),
        ("gap", gap),
        ("rate_per_hour", rate),
    )


def _dated(p: Any, hours_left: float) -> float:
    return bargaining.dated(hours_left, p.lever, p.lever_hours, p.lever_stays_hours)


def _lapse_rate(table: Table, one: Choice, view: View) -> float:
    p, seen = table.p.mediation, view.issues[one.issue]
    broken = seen.settled and not seen.kept and seen.lapses
    late = view.hours - seen.carried_out >= p.lapse_after_hours
    return p.lapse_rate if broken and late else 0.0


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
        self.choice = Choice(
            issue,
            self.actor,
            posture.resolve,
            posture.audience,
            contesters_of(core, issue),
            plan.kind == "deadline",
            plan.deals,
            core.p.mediation.late_hours,
            _stakes(core, issue),
            tuple(sorted(core.plan.clock.hours(lever.at) for lever in plan.levers.values())),
        )

    def act(  # the same face as every decider
        self,
        view: View,
        decision: str,
        objects: tuple[str, ...],  # noqa: ARG002
    ) -> list[Action]:
        """Before a deadline make the deal that gives least, else the nearest; or let one lapse."""
        seen, table = view.issues[self.choice.issue], Table((), self.core.p, self.core.rules)
        if decision == "lapse":
            terms = (("hours_since_deal", view.hours - seen.deal_hour),)
            causes = (seen.deal_event,)
            return [Action("lapse", self.actor, self.choice.issue, causes=causes, terms=terms)]
        if decision == "settle":
            name = nearest(table, self.choice, view)
            made_of = settle_terms(table, self.choice, self.choice.deals[name], view)
            return [self._deal(seen, name, made_of)]
        made_of = concede_terms(table, self.choice, view)
        return [self._deal(seen, least(at_hand(self.choice, view)), made_of)]

    def _deal(self, seen: IssueView, name: str, terms: Terms) -> Action:
        causes = (seen.offer_event,) if seen.offer_event >= 0 else ()
        causes += self.core.log.latest("barricade_built")
        return Action("concede", self.actor, self.choice.issue, name, causes=causes, terms=terms)


def _stakes(core: RunContext, issue: str) -> tuple[float, float]:
    """What an issue is worth to who decides it and to the others, in this run."""
    plan, p = core.plan.issues[issue], core.p.bargaining
    peak = max((one.value for one in plan.salience.values()), default=0.0)
    worth = getattr(p, f"stake_{plan.object}") * peak
    drawn = core.chance.normal("stake", issue)
    return worth * p.decider_share, worth * (1.0 - p.decider_share) * math.exp(p.spread * drawn)
