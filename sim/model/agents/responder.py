"""Second responders: police from outside who come after the local police, before peacekeepers."""

from sim.model.actions import Action
from sim.model.agents.base import Decider
from sim.model.views import View


class SecondResponder(Decider):
    """Sends its formed unit to where the largest crowd is, once trouble stands (M9)."""

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
        place = self._place(view)
        causes = self.core.log.latest("barricade_built") or self.core.log.latest("sirens_on")
        terms = (("barricades", float(view.barricades)),)
        company = round(p.bridge_company)
        return [Action("send_keepers", self.actor, place, n=company, causes=causes, terms=terms)]

    def _place(self, view: View) -> str:
        """Where the largest crowd is: at the site where it gathers, else at the seat at home."""
        quarters = self.core.state.quarters
        row = max(range(len(quarters.rows)), key=lambda n: (view.out[n], -n))
        who = quarters.rows[row]
        site = self.core.plan.actors[who.group].gathers_at
        return site or self.core.map.municipalities[who.town].seat
