"""Voices and channels: heard by many, in command of nothing.

What a voice says is a reaction of the scenario with its own condition and delay; a channel turns
unclear news into rumours and corrects some of them.
"""

from sim.model.actions import Action
from sim.model.agents.base import Decider
from sim.model.views import View


class Voice(Decider):
    """A voice or channel; channels deny rumours that many believe."""

    def decide(self, view: View) -> list[Action]:
        """A channel corrects a rumour after its delay, as far as it corrects at all."""
        posture = self.core.posture[self.actor]
        share = getattr(posture, "denial", 0.0)
        if share <= 0.0 or view.believing < 0.02:
            return []
        if not self.core.rings("correct", self.name, share / max(0.25, posture.delay)):
            return []
        causes = self.core.log.latest("rumour")
        return [
            Action("correct", self.actor, causes=causes, terms=(("believing", view.believing),))
        ]
