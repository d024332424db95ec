"""Voices and channels: heard by many, in command of nothing.

What a voice says is a reaction of the scenario with its own condition and delay; a channel turns
unclear news into rumours and corrects some of them.
"""

import mesa

from sim.model.actions import Action
from sim.model.agents.base import Decider
from sim.model.run_context import RunContext
from sim.model.views import View


class Voice(Decider):
    """A voice or channel; channels deny rumours that many believe.

    Attributes:
        correction: rate of correcting, 1/h: the share it corrects over its delay.
    """

    def __init__(self, model: mesa.Model, core: RunContext, actor: str) -> None:
        super().__init__(model, core, actor)
        posture = core.posture[actor]
        denial = getattr(posture, "denial", 0.0)
        # The delay of a report matters to nobody but who corrects it.
        self.correction = denial / max(0.25, posture.delay) if denial > 0.0 else 0.0

    def decide(self, view: View) -> list[Action]:
        """A channel corrects a rumour after its delay, as far as it corrects at all."""
        believing = self._believing(view) if self.correction > 0.0 else 0.0
        if believing < 0.02:
            return []
        if not self.core.rings("correct", self.name, self.correction):
            return []
        causes = self.core.log.latest("rumour")
        return [Action("correct", self.actor, causes=causes, terms=(("believing", believing),))]

    def _believing(self, view: View) -> float:
        """Largest share that believes a rumour of a quarter of its audience [0..1]."""
        audience = getattr(self.core.plan.actors[self.actor], "audience", ())
        rows = self.core.state.quarters.of_groups(audience)
        return float(view.believing[rows].max(initial=0.0))
