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
        return self.accuse(view, causes)

    def _order(self, view: View) -> list[Action]:
        """Order down once a deal asks for it; repeat it to those who did not obey."""
        deals = [
            s.deal
            for s in self.core.state.issues.values()
            if s.deal is not None and not s.deal.kept and "all_barricades_gone" in s.deal.requires
        ]
        rows = self._committees()
        blocked = any(b.owner in self._clients for b in view.standing.values())
        if not deals or not (blocked or any(view.called[n] for n in rows)):
            return []
        deal, p = deals[-1], self.core.p.patron_control
        told = any(view.told_down[n] for n in rows)
        if not told:
            posture, a = self.core.posture[self.actor], self.core.p.audience_costs
            commitment = self.core.state.commitment[self.actor]
            cost = self.core.rules.step_down(commitment, a.cover, posture.audience, a.weight)
            rate = p.order_rate * posture.tempo * cost
            if self.core.rings("order", self.name, rate):
                return [Action("order_down", self.actor, causes=(deal.event,))]
            return []
        late = [n for n in rows if not view.stand_down[n] and view.hours >= view.retry_at[n]]
        names = self.core.state.committees.rows
        return [
            Action("order_again", self.actor, names[n].name, causes=(deal.event,))
            for n in late
            if view.told_down[n]
        ]

    @property
    def _clients(self) -> tuple[str, ...]:
        return self.core.related.clients(self.actor, "organisers")

    def _committees(self) -> list[int]:
        return self.core.state.committees.of(self._clients)

    def _ready(self, view: View) -> list[Action]:
        p, posture = self.core.p.kin_readiness, self.core.posture[self.actor]
        state = self.core.state.patrons[self.actor]
        level, kin_threat = state.readiness, view.kin_threat[self.actor]
        threat = 0.0 if state.threat_hours < p.patience_hours else kin_threat
        warned = self._warning(view)
        rate = self.core.rules.raise_readiness(
            threat, posture.restraint, warned, p.threat_least, p.raise_rate
        )
        if level == 1:
            rate *= p.second_level
        terms = (("threat_to_kin", kin_threat), ("least", p.threat_least))
        if level < 2 and self.core.rings("raise", self.name, rate):
            causes = self.core.log.latest("police_deployed") + self.core.log.latest("shots")
            return [Action("readiness", self.actor, n=level + 1, causes=causes, terms=terms)]
        quiet = kin_threat < p.threat_least and not view.barricades
        if level > 0 and quiet and self.core.rings("lower", self.name, p.fall_rate):
            causes = self.core.log.latest("concession")
            return [Action("readiness", self.actor, n=level - 1, causes=causes, terms=terms)]
        return []

    def _warning(self, view: View) -> float:
        """What others' warnings of the last two days take off the rate [0..1].

        The peacekeepers' call counts in full; a pledge of force by a voice counts only as far as
        it could be carried out.
        """
        called = view.hours - self.core.state.patrons[self.actor].warned < _WARNING_HOURS
        warning = self.core.p.kin_readiness.warning if called else 0.0
        for pledge in self.core.state.pledges:
            if view.hours - pledge.hour < _WARNING_HOURS and pledge.target == self.actor:
                warning = max(warning, pledge.capability)
        return warning
