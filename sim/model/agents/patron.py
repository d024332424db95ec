"""Patrons: each speaks, orders its clients, and moves its army's readiness (M6, M10, M13)."""

import math
from typing import Any, Final, NamedTuple

import mesa

from sim.model.actions import Action
from sim.model.agents.base import AT_ONCE, Kind, Options
from sim.model.agents.leader import Leader, Speech, speak_rates
from sim.model.attrition import issues_of
from sim.model.mechanisms import Rules
from sim.model.rules import kin_readiness
from sim.model.run_context import RunContext
from sim.model.views import View

HIGHEST: Final = 4
"""Highest step that a patron takes by itself; forces across the line are out of reach."""
ALERT: Final = 3
"""Step from which on its army is on alert."""
DAY: Final = 24.0
"""Hours of a day."""


class Principal(NamedTuple):
    """What of a patron counts for its decisions.

    Attributes:
        actor: the patron.
        tempo: how fast it orders, relative to the rate.
        audience: how much giving in would cost it before its own people [0..1].
        restraint: its reluctance to raise its army's readiness [0..1].
        clients: organisers who take its word.
        committees: their rows.
        issues: issues in which its kin has a stake.
        patience: its patience with a deadlock in this run, relative to the mean.
        highest: highest step that it takes.
    """

    actor: str
    tempo: float
    audience: float
    restraint: float
    clients: frozenset[str]
    committees: tuple[int, ...]
    issues: tuple[str, ...]
    patience: float = 1.0
    highest: int = HIGHEST


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
    asking = [
        seen for seen in view.issues.values()
        if seen.waits_for and one.clients.intersection(seen.waits_for)
    ]  # fmt: skip
    if not asking:
        return ()
    return (max(asking, key=lambda seen: (seen.deal_hour, seen.deal_event)).deal_event,)


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


def alarmed(table: Table, one: Principal, view: View) -> kin_readiness.Alarm:
    """What alarms a patron now."""
    p, so = table.p.kin_readiness, view.patrons[one.actor]
    seen = [view.issues[name] for name in one.issues]
    return kin_readiness.Alarm(
        deadlock=so.deadlock,
        harm=so.harm + so.expected,
        threat=view.kin_threat[one.actor],
        contested=any(i.on_the_table and i.relative >= p.contested_least for i in seen),
        settled=any(i.settled and not i.kept for i in seen),
        warning=warning(one.actor, view, p),
    )


def level(table: Table, one: Principal, view: View) -> float:
    """How alarmed a patron is, on the scale of its steps."""
    p = table.p.kin_readiness
    hawkish = kin_readiness.hawkishness(one.restraint, p.restraint_slope, p.restraint_mean)
    weights = kin_readiness.Weights(
        p.deadlock_weight, p.harm_weight, p.threat_weight, p.contested_weight, p.settled_weight,
        p.deadlock_hours * one.patience, p.threat_least, p.harm_most,
    )  # fmt: skip
    return kin_readiness.alarm(alarmed(table, one, view), hawkish, weights)


def _steps(p: Any) -> tuple[float, ...]:
    """Alarm at which each step stands, from the lowest on."""
    return (p.words, p.request, p.partial, p.highest)


def raise_rate(table: Table, one: Principal, view: View) -> float:
    """Rate of going up a step, 1/h."""
    p, step = table.p.kin_readiness, view.patrons[one.actor].step
    if step >= one.highest:
        return 0.0
    law = (p.step_rate, p.step_most, p.step_width, p.step_early, p.step_least)
    return table.rules.raise_readiness(level(table, one, view), _steps(p)[step], law)


def next_step(table: Table, one: Principal, view: View) -> int:
    """The step that a patron goes up to: the next, or an alert at once when its kin is harmed."""
    p, so = table.p.kin_readiness, view.patrons[one.actor]
    is_harmed = so.harm + so.expected >= p.jump_harm and level(table, one, view) >= p.jump_alarm
    return max(so.step + 1, min(ALERT, one.highest) if is_harmed else 0)


def lower_rate(table: Table, one: Principal, view: View) -> float:
    """Rate of going down a step, 1/h.

    An alert commits: it is held until what it is about is settled or is not pressed any more, or
    a warning works.
    """
    p, so = table.p.kin_readiness, view.patrons[one.actor]
    if so.step == 0 or view.hours - so.since < p.hold_hours:
        return 0.0
    steps, seen = _steps(p), alarmed(table, one, view)
    stands = steps[min(so.step, len(steps)) - 1]
    if level(table, one, view) >= stands - p.fall_below:
        return 0.0
    committed = so.step >= ALERT and seen.contested and bool(view.standing)
    if committed and seen.warning < p.fall_below:
        return 0.0
    return p.fall_rate * (p.fall_settled if seen.settled else 1.0)


def warning(patron: str, view: View, p: Any) -> float:
    """What warnings that are remembered take off a patron's alarm; the strongest counts.

    The peacekeepers' call counts as far as it is believed; a pledge of force by a voice as far as
    it could be carried out and its words commit.
    """
    law = (p.warning, p.warning_hours)
    called = kin_readiness.warning(p.call, view.hours - view.warned[patron], *law)
    heard = [
        kin_readiness.warning(one.strength, view.hours - one.hour, *law)
        for one in view.pledges
        if one.target == patron
    ]
    return max(called, *heard, 0.0)


class Patron(Leader):
    """Decides for one patron.

    Attributes:
        principal: what of it counts.
    """

    def __init__(self, model: mesa.Model, core: RunContext, actor: str) -> None:
        super().__init__(model, core, actor)
        related, posture = core.related, core.posture[actor]
        clients = related.clients(actor, "organisers")
        self.principal = Principal(
            actor,
            posture.tempo,
            posture.audience,
            posture.restraint,
            frozenset(clients),
            tuple(core.state.committees.of(clients)),
            issues_of(core, related.stands_for(actor)),
            _patience(core, actor),
            HIGHEST if related.actors[actor].alerts else ALERT - 1,
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
        return [self._readiness(view, is_up=decision == "raise")]

    def _readiness(self, view: View, *, is_up: bool) -> Action:
        log, one = self.core.log, self.principal
        table = Table((), (), Speech((), None, self.core.rules), self.core.p, self.core.rules)
        raised = log.latest("police_deployed") + log.latest("shots")
        causes = raised if is_up else log.latest("concession")
        seen, so = alarmed(table, one, view), view.patrons[self.actor]
        step = next_step(table, one, view) if is_up else so.step - 1
        stands = _steps(self.core.p.kin_readiness)[max(step, so.step) - 1]
        terms = (
            ("alarm", level(table, one, view)),
            ("step", stands),
            ("days_of_deadlock", seen.deadlock / DAY),
            ("harm_to_kin", seen.harm),
            ("threat_to_kin", seen.threat),
            ("warning", seen.warning),
        )
        return Action("readiness", self.actor, n=step, causes=causes, terms=terms)


def _patience(core: RunContext, actor: str) -> float:
    """A patron's patience with a deadlock in this run, drawn once."""
    drawn = core.chance.normal("patience", actor)
    return math.exp(core.p.kin_readiness.patience_spread * drawn)
