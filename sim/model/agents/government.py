"""The government whose rule is contested: it speaks, concedes, or clears roads."""

from sim.model.actions import Action
from sim.model.agents.leader import Leader
from sim.model.rules import mediation
from sim.model.state import IssueState
from sim.model.views import View
from sim.scenario.types import Concession, Issue


class Government(Leader):
    """Decides the issues it owns (M11, M12) and answers hostility (M10)."""

    def decide(self, view: View) -> list[Action]:
        """Words, then each issue, then force."""
        actions = self._speak(view)
        for name, issue in self.core.plan.issues.items():
            state = self.core.state.issues[name]
            mine = issue.decided_by == self.actor and state.known
            if mine and issue.concession is not None and (state.open or state.deal is not None):
                actions += self._bargain(view, name, issue)
        return actions + self._clear(view)

    def _speak(self, view: View) -> list[Action]:
        causes = self.core.log.latest("shots") or self.core.log.latest("barricade_built")
        return self.accuse(view, causes)

    def _bargain(self, view: View, name: str, issue: Issue) -> list[Action]:
        concession = issue.concession
        state = self.core.state.issues[name]
        if concession is None:
            return []
        if state.deal is not None:
            return self._lapse(view, name, state) if concession.lapses else []
        if not self._possible(concession, state):
            return []
        if concession.negotiation is not None:
            done = state.talks_until is not None and view.hours >= state.talks_until
            return [self._concede(name, concession, state, ())] if done else []
        rate, terms = self._concede_rate(view, state)
        if not self.core.rings("concede", f"{self.name}/{name}", rate):
            return []
        return [self._concede(name, concession, state, terms)]

    def _possible(self, concession: Concession, state: IssueState) -> bool:
        """A deal needs its guarantor; one available only before the deadline also needs time."""
        late = self.core.hours - state.deadline
        if concession.available == "before_effect" and late > 24.0:
            return False
        return concession.guarantor is None or concession.guarantor in self.core.plan.actors

    def _concede_rate(
        self, view: View, state: IssueState
    ) -> tuple[float, tuple[tuple[str, float], ...]]:
        p, a = self.core.p.mediation, self.core.p.audience_costs
        posture = self.core.posture[self.actor]
        pressure = mediation.deadline_factor(
            state.deadline - view.hours,
            p.deadline_boost,
            p.boost_hours,
            p.after_hours,
            p.after_floor,
        )
        stakes = mediation.stakes(
            view.rung, view.barricades, (p.stakes_calm, p.stakes_4, p.stakes_5)
        )
        commitment = self.core.state.commitment[self.actor]
        cover = a.cover * state.cover
        cost = self.core.rules.step_down(commitment, cover, posture.audience, a.weight)
        law = (p.concede_rate, p.resolve_slope, p.resolve_mean)
        rate = self.core.rules.concede_rate(pressure, posture.resolve, stakes, cost, law)
        terms = (
            ("deadline_pressure", pressure),
            ("resolve", posture.resolve),
            ("stakes", stakes),
            ("cover", cover),
            ("commitment", commitment),
            ("rate_per_hour", rate),
        )
        return rate, terms

    def _concede(
        self,
        name: str,
        concession: Concession,
        state: IssueState,
        terms: tuple[tuple[str, float], ...],
    ) -> Action:
        causes = (state.offer_event,) if state.offer_event >= 0 else ()
        causes += self.core.log.latest("barricade_built")
        return Action("concede", self.actor, name, says=concession.kind, causes=causes, terms=terms)

    def _lapse(self, view: View, name: str, state: IssueState) -> list[Action]:
        p, deal = self.core.p.mediation, state.deal
        broken = deal is not None and "all_barricades_gone" in deal.requires and view.barricades
        if deal is None or deal.kept or not broken:
            return []
        if view.hours - deal.since < p.lapse_after_hours:
            return []
        if not self.core.rings("lapse", f"{self.name}/{name}", p.lapse_rate):
            return []
        terms = (
            ("barricades", float(view.barricades)),
            ("hours_since_deal", view.hours - deal.since),
        )
        return [Action("lapse", self.actor, name, causes=(deal.event,), terms=terms)]

    def _clear(self, view: View) -> list[Action]:
        """Have special police clear barricades, by day, once the deadline is six hours past.

        Police clear in the municipality where they stand; where none stand, nobody clears.
        """
        able = self._able() if self.core.is_between(6, 20) else {}
        late = any(
            s.known and view.hours > s.deadline + 6.0 and s.deal is None
            for s in self.core.state.issues.values()
        )
        if not able or not late:
            return []
        p, posture = self.core.p.barricades, self.core.posture[self.actor]
        rate = self.core.rules.clear_rate(
            posture.resolve,
            posture.restraint,
            p.clear_rate,
            p.clear_resolve,
            self.core.p.mediation.resolve_mean,
        )
        if not self.core.rings("clear", self.name, rate):
            return []
        causes = self.core.log.latest("barricade_built")
        terms = (("resolve", posture.resolve), ("rate_per_hour", rate))
        return [
            Action("clear", actor, point, n=officers, causes=causes, terms=terms)
            for point, (actor, officers) in able.items()
        ]

    def _able(self) -> dict[str, tuple[str, int]]:
        """Barricades with its police near: whose they mostly are, and how many officers."""
        found: dict[str, tuple[str, int]] = {}
        police = self._police()
        for point in sorted(self.core.state.standing):
            town = self.core.town_of(point)
            able = [one for one in police if self.core.mandate(one, "clear", point).allowed]
            force = {} if town is None else self.core.people_in(town, *able)
            if force:
                found[point] = max(force, key=lambda one: force[one]), round(sum(force.values()))
        return found

    def _police(self) -> list[str]:
        """Police who answer to it and whom somebody minds: those sent in, not those at home."""
        related = self.core.related
        return [force for force in related.minders if self.actor in related.chain(force)]
