"""Leaders: institutions that answer the other side's hostility with words (M10)."""

from sim.model.actions import Action
from sim.model.agents.base import Decider
from sim.model.views import View

ACCUSE = "112"
"""CAMEO code of an accusation."""


class Leader(Decider):
    """A government or a kin state: it accuses at a rate that follows its hostility."""

    def accuse(self, view: View, causes: tuple[int, ...]) -> list[Action]:
        """Accusations of those it opposes, once there is obstruction; mostly none."""
        if not self.core.rules.speaks or view.rung < 3:
            return []
        actions = []
        for (own, other), hostility in self.core.state.hostility.items():
            rate = self.core.p.reciprocity.speech_rate * min(1.0, hostility)
            if own != self.actor or not self.core.rings("speak", f"{own}/{other}", rate):
                continue
            terms = (("hostility", hostility),)
            actions.append(
                Action("speak", own, target=other, cameo=ACCUSE, causes=causes, terms=terms)
            )
        return actions
