"""The kin state: it speaks, orders its clients, and raises or lowers its army's readiness."""

from sim.model.actions import Action
from sim.model.agents.leader import Leader
from sim.model.views import View

_WARNING_HOURS = 48.0
"""Hours for which a warning is remembered."""


class Patron(Leader):
    """Decides for the kin state (M6, M10, M13)."""

    def decide(self, view: View) -> list[Action]:
        """Words, orders, readiness."""
        return [*self._speak(view), *self._order(view), *self._ready(view)]

    def _speak(self, view: View) -> list[Action]:
        causes = self.core.log.latest("police_deployed") + self.core.log.latest("barricade_built")
        return self.accuse(view, self.core.cast.governments, causes)

    def _order(self, view: View) -> list[Action]:
        """Order down once a deal asks for it; repeat it to those who did not obey."""
        deals = [
            s.deal
            for s in self.core.state.issues.values()
            if s.deal is not None and not s.deal.kept and "all_barricades_gone" in s.deal.requires
        ]
        if not deals or not (view.barricades or view.others_called):
            return []
        deal, p = deals[-1], self.core.p.patron_control
        told = any(town.told_down for town in view.towns)
        if not told:
            posture, a = self.core.posture[self.actor], self.core.p.audience_costs
            commitment = self.core.state.commitment[self.actor]
            cost = self.core.rules.step_down(commitment, a.cover, posture.audience, a.weight)
            rate = p.order_rate * posture.tempo * cost
            if self.core.rings("order", self.name, rate):
                return [Action("order_down", self.actor, causes=(deal.event,))]
            return []
        late = [t for t in view.towns if not t.stand_down and view.hours >= t.retry_at]
        return [
            Action("order_again", self.actor, town.id, causes=(deal.event,))
            for town in late
            if town.told_down
        ]

    def _ready(self, view: View) -> list[Action]:
        p, posture = self.core.p.kin_readiness, self.core.posture[self.actor]
        level = self.core.state.readiness
        patient = self.core.state.kin_threat_hours < p.patience_hours
        threat = 0.0 if patient or not self.core.cast.protected else view.kin_threat
        warned = self._warning(view)
        rate = self.core.rules.raise_readiness(
            threat, posture.restraint, warned, p.threat_least, p.raise_rate
        )
        if level == 1:
            rate *= p.second_level
        terms = (("threat_to_kin", view.kin_threat), ("least", p.threat_least))
        if level < 2 and self.core.rings("raise", self.name, rate):
            causes = self.core.log.latest("police_deployed") + self.core.log.latest("shots")
            return [Action("readiness", self.actor, n=level + 1, causes=causes, terms=terms)]
        quiet = view.kin_threat < p.threat_least and not view.barricades
        if level > 0 and quiet and self.core.rings("lower", self.name, p.fall_rate):
            causes = self.core.log.latest("concession")
            return [Action("readiness", self.actor, n=level - 1, causes=causes, terms=terms)]
        return []

    def _warning(self, view: View) -> float:
        """What others' warnings of the last two days take off the rate [0..1].

        The peacekeepers' call counts in full; a pledge of force by a voice counts only as far as
        it could be carried out.
        """
        called = view.hours - self.core.state.hotline_hour < _WARNING_HOURS
        warning = self.core.p.kin_readiness.warning if called else 0.0
        for pledge in self.core.state.pledges:
            if view.hours - pledge.hour < _WARNING_HOURS and pledge.target == self.actor:
                warning = max(warning, pledge.capability)
        return warning
