"""Peacekeepers' headquarters and the command above it: bridge, gates, hotline, reserves."""

import mesa

from sim.model.actions import Action
from sim.model.agents.base import Decider
from sim.model.run_context import RunContext
from sim.model.views import View
from sim.scenario.actors import Peacekeepers


class PeacekeepingHeadquarters(Decider):
    """Decides where the peacekeepers stand."""

    REMEMBERS = ("held", "watched", "called")

    def __init__(self, model: mesa.Model, core: RunContext, actor: str) -> None:
        super().__init__(model, core, actor)
        plan = core.plan.actors[actor]
        if not isinstance(plan, Peacekeepers):
            message = f"{actor} is not a peacekeeping force"
            raise TypeError(message)
        self.plan = plan
        self.posture = core.posture[actor]
        self.held: frozenset[str] = frozenset()
        self.watched = False
        self.called = False

    def decide(self, view: View) -> list[Action]:
        """Hold sites, watch others, call the other army, ask for reserves."""
        if not view.trouble:
            return []
        actions, p = [], self.core.p.availability
        tempo = self.posture.tempo
        causes = self.core.log.latest("barricade_built") or self.core.log.latest("sirens_on")
        for site in self.plan.holds:
            wanted = site not in self.held and self._may("hold", site)
            if wanted and self.core.rings("hold", f"{self.name}/{site}", p.bridge_rate * tempo):
                self.held |= {site}
                company = round(p.bridge_company)
                actions.append(Action("send_keepers", self.actor, site, n=company, causes=causes))
        lasting = bool(self.plan.watches) and not self.watched and view.barricades > 0
        if lasting and self.core.rings("gates", self.name, p.gates_rate * tempo):
            self.watched = True
            actions += [
                Action("send_keepers", self.actor, site, n=round(p.gate_company), causes=causes)
                for site in self.plan.watches
                if self._may("enter", site)
            ]
        return [*actions, *self._clear(view), *self._call_army(view), *self._ask_reserves()]

    def _clear(self, view: View) -> list[Action]:
        """Clear barricades by force, by day, one at a time, where the posture says so.

        Those who clear have to be there: where they are not, a company is sent first.
        """
        if not self.posture.clears or not view.barricades or not self.core.is_between(6, 20):
            return []
        p = self.core.p.availability
        mine = [point for point in view.standing if self._may("clear", point)]
        if not mine or not self.core.rings(
            "clear", self.name, p.clearing_rate * self.posture.tempo
        ):
            return []
        point = min(mine, key=lambda name: (view.standing[name].since, name))
        causes, company = (view.standing[point].event,), round(p.gate_company)
        there = min(company, self.core.at_hand(self.actor, point))
        if there:
            return [Action("clear", self.actor, point, n=there, causes=causes)]
        if any(post.actor == self.actor and post.place == point for post in self.core.state.posts):
            return []
        return [Action("send_keepers", self.actor, point, n=company, causes=causes)]

    def _may(self, act: str, place: str) -> bool:
        return self.core.mandate(self.actor, act, place).allowed

    def _call_army(self, view: View) -> list[Action]:
        """One hotline call once there is violence."""
        target, rate = self.plan.hotline_to, self.core.p.availability.hotline_rate
        if not target or self.called or view.rung < 5:
            return []
        if not self.core.rings("hotline", self.name, rate * self.posture.tempo):
            return []
        self.called = True
        return [Action("hotline", self.actor, target=target, causes=self.core.log.latest("shots"))]

    def _ask_reserves(self) -> list[Action]:
        state = self.core.state
        late = state.trouble_hours >= self.core.p.availability.reserve_after_hours
        asked = self.actor in state.reserve_asked
        if not self.plan.higher or asked or not late or state.rung < 5:
            return []
        causes = self.core.log.latest("shots") or self.core.log.latest("barricade_built")
        terms = (("hours_of_trouble", state.trouble_hours), ("rung", float(state.rung)))
        return [
            Action("ask_reserve", self.actor, target=self.plan.higher, causes=causes, terms=terms)
        ]


class HigherCommand(Decider):
    """Releases reserves when asked; they take days to come."""

    def decide(self, view: View) -> list[Action]:  # noqa: ARG002 - the same face as every actor
        """Nothing unless it was asked; the release is an effect of the request."""
        return []
