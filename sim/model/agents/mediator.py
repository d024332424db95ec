"""Mediators: they ask for a step down and give cover for it (M12)."""

from typing import Any, NamedTuple

import mesa

from sim.model.actions import Action
from sim.model.agents.base import Decider, Kind, Options
from sim.model.mechanisms import Rules
from sim.model.run_context import RunContext
from sim.model.views import View


class Task(NamedTuple):
    """A mediator and an issue on which it can ask.

    Attributes:
        mediator: who asks.
        issue: on which issue.
        leverage: how much cover its request gives [0..1].
        tempo: how fast it is, relative to the rate.
    """

    mediator: str
    issue: str
    leverage: float
    tempo: float


class Table(NamedTuple):
    """What the rates are worked out from; ``p`` holds the parameters of M12."""

    tasks: tuple[Task, ...]
    p: Any
    rules: Rules


def mediators(model: mesa.Model, core: RunContext) -> Kind:
    """An agent for each mediator; it can ask on the issues of those whom it addresses."""
    agents = [Mediator(model, core, name) for name in core.related.of_kind("mediator")]
    pairs = [(agent, issue) for agent in agents for issue in agent.issues]
    tasks = tuple(
        Task(agent.actor, issue, agent.posture.leverage, agent.posture.tempo)
        for agent, issue in pairs
    )
    options = Options(tuple(agent for agent, _ in pairs), tuple(issue for _, issue in pairs))
    table = Table(tasks, core.p.mediation, core.rules)
    return Kind(core, agents, table, {"offer": options}, rates)


def rates(table: Table, view: View) -> dict[str, list[float]]:
    """Rate of an offer, 1/h: ``offer`` of each task."""
    return {"offer": [offer_rate(table, task, view) for task in table.tasks]}


def offer_rate(table: Table, task: Task, view: View) -> float:
    """Rate at which a mediator asks, 1/h; 0 while others cover as much as it could."""
    p, seen = table.p, view.issues[task.issue]
    waits = view.hours < seen.refused_until or (seen.offered and seen.cover >= task.leverage)
    if not seen.on_the_table or waits:
        return 0.0
    laws = (p.offer_rate_before, p.offer_rate_4, p.offer_rate_5, p.offer_rate_6)
    rate = table.rules.offer_rate(view.rung_for(task.mediator), seen.relative, laws) * (
        1.0 + p.after_deaths * view.calm
    )
    return rate * task.tempo * task.leverage


class Mediator(Decider):
    """Offers deals to those whom it addresses.

    Attributes:
        issues: issues on which it can ask: those that who it addresses decides, and can settle.
        posture: its posture.
    """

    def __init__(self, model: mesa.Model, core: RunContext, actor: str) -> None:
        super().__init__(model, core, actor)
        addressed = core.related.actors[actor].addresses
        self.posture = core.posture[actor]
        self.issues = tuple(
            name
            for name, issue in core.plan.issues.items()
            if issue.decided_by in addressed and issue.deals
        )

    def act(  # the same face as every decider
        self,
        view: View,
        decision: str,  # noqa: ARG002
        objects: tuple[str, ...],
    ) -> list[Action]:
        """Ask on each issue whose clock rang."""
        log = self.core.log
        causes = log.latest("shots") + log.latest("barricade_built")
        return [
            Action(
                "offer",
                self.actor,
                issue,
                self.core.plan.issues[issue].decided_by,
                causes=causes,
                terms=(
                    ("rung", float(view.rung_for(self.actor))),
                    ("rate_per_hour", self._rate(issue, view)),
                ),
            )
            for issue in objects
        ]

    def _rate(self, issue: str, view: View) -> float:
        task = Task(self.actor, issue, self.posture.leverage, self.posture.tempo)
        return offer_rate(Table((task,), self.core.p.mediation, self.core.rules), task, view)
