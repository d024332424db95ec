"""Second responders: police from outside who come after the local police, before peacekeepers."""

from sim.model.actions import Action
from sim.model.agents.base import Decider
from sim.model.views import View


class SecondResponder(Decider):
    """Sends its formed unit to the bridge, or the first seat, once trouble stands (M9)."""

    REMEMBERS = ("ordered",)

    ordered = False

    def decide(self, view: View) -> list[Action]:
        """One deployment in a run; what is free goes."""
        p = self.core.p.availability
        if not view.trouble or self.ordered:
            return []
        if not self.core.rings("respond", self.name, p.bridge_rate):
            return []
        self.ordered = True
        place = self.core.cast.bridge or self.core.map.contested[0].seat
        causes = self.core.log.latest("barricade_built") or self.core.log.latest("sirens_on")
        terms = (("barricades", float(view.barricades)),)
        company = round(p.bridge_company)
        return [Action("send_keepers", self.actor, place, n=company, causes=causes, terms=terms)]
