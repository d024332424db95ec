"""Leaders: institutions that answer the other side's hostility with words (M10)."""

from sim.model.actions import Action
from sim.model.agents.base import Decider
from sim.model.views import View

ACCUSE = "112"
"""CAMEO code of an accusation."""


class Leader(Decider):
    """A government or a kin state: it accuses at a rate that follows its hostility."""

    def accuse(self, view: View, others: tuple[str, ...], causes: tuple[int, ...]) -> list[Action]:
        """An accusation of the first of the others, once there is obstruction; mostly none."""
        if not self.core.rules.speaks or view.rung < 3:
            return []
        own = self.core.state.hostility[self.actor]
        rate = self.core.p.reciprocity.speech_rate * min(1.0, own)
        if not self.core.rings("speak", self.name, rate):
            return []
        target = others[0] if others else ""
        terms = (("hostility", own),)
        return [
            Action("speak", self.actor, target=target, cameo=ACCUSE, causes=causes, terms=terms)
        ]
