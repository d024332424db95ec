"""Mediators: they ask for a step down and give cover for it (M12)."""

import mesa

from sim.model.actions import Action
from sim.model.agents.base import Decider
from sim.model.run_context import RunContext
from sim.model.views import View


class Mediator(Decider):
    """Offers a deal to the government it addresses."""

    def __init__(self, model: mesa.Model, core: RunContext, actor: str) -> None:
        super().__init__(model, core, actor)
        self.addressed = getattr(core.plan.actors[actor], "addresses", None)
        self.posture = core.posture[actor]

    def decide(self, view: View) -> list[Action]:
        """One offer at most a tick, on the issue that is open."""
        core, p = self.core, self.core.p.mediation
        posture = self.posture
        rates = (p.offer_rate_before, p.offer_rate_4, p.offer_rate_5, p.offer_rate_6)
        for name, issue in core.plan.issues.items():
            state = core.state.issues[name]
            if issue.decided_by != self.addressed or issue.concession is None or not state.open:
                continue
            if not state.known:
                continue
            if state.deal is not None or view.hours < state.refused_until:
                continue
            if state.offer is not None and state.cover >= posture.leverage:
                continue
            peak = max((peak.value for peak in issue.salience.values()), default=0.0)
            salience = max((core.state.salience.get(g, 0.0) for g in issue.salience), default=0.0)
            relative = salience / peak if peak > 0.0 else 0.0
            rate = core.rules.offer_rate(view.rung, relative, rates)
            rate *= posture.tempo * posture.leverage
            if core.rings("offer", f"{self.name}/{name}", rate):
                causes = core.log.latest("shots") + core.log.latest("barricade_built")
                terms = (("rung", float(view.rung)), ("rate_per_hour", rate))
                return [
                    Action(
                        "offer",
                        self.actor,
                        name,
                        target=issue.decided_by,
                        causes=causes,
                        terms=terms,
                    )
                ]
        return []
