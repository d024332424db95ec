"""Armed cells of one municipality: they hold their fire or shoot at police (M7)."""

import mesa

from sim.model.actions import Action
from sim.model.agents.base import Decider
from sim.model.run_context import RunContext
from sim.model.views import View


class ArmedCell(Decider):
    """Decides for one contested municipality.

    Attributes:
        town: number of the municipality.
    """

    def __init__(self, model: mesa.Model, core: RunContext, actor: str, town: int) -> None:
        super().__init__(model, core, actor, f"{actor}/{core.map.contested[town].id}")
        self.town = town
        posture = core.posture[self.name]
        self.will = posture.activity * (1.0 - posture.restraint)
        patron = getattr(core.plan.actors[actor], "answers_to", None)
        self.discipline = core.posture[patron].discipline if patron else 0.0

    def decide(self, view: View) -> list[Action]:
        """Fire as often as the rate of this tick says."""
        core, p = self.core, self.core.p.armed_fire
        town = view.towns[self.town]
        night = 1.0 if core.is_between(19, 5) else p.day_factor
        reach = p.police_reach * town.fire_reach
        will = self.will * core.rules.held_fire(view.stance, self.discipline)
        rate = core.rules.fire_rate(town.novelty, reach, night, will, p.rate)
        if core.rules.quiet_fire and self.will > 0.0:
            rate += p.quiet_rate
        shots = core.incidents("fire", self.name, rate)
        if not shots:
            return []
        causes = (
            core.log.latest("police_deployed")
            + core.log.latest("sirens_on", town.id)
            + core.log.latest("shots", town.id)
        )
        terms = (
            ("threat_rise", town.novelty),
            ("police_in_reach", reach),
            ("night", night),
            ("rate_per_hour", rate),
        )
        return [Action("shoot", self.actor, town.id, causes=causes, terms=terms)] * shots
