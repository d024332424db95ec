"""Organisers of one municipality: they call out, build, hold, and remove (M5, M6)."""

import mesa

from sim.model.actions import Action
from sim.model.agents.base import Decider
from sim.model.effects import words
from sim.model.rules import barricades
from sim.model.run_context import RunContext
from sim.model.views import TownView, View


class Organiser(Decider):
    """Decides for one contested municipality.

    Attributes:
        town: number of the municipality.
    """

    def __init__(self, model: mesa.Model, core: RunContext, actor: str, town: int) -> None:
        municipality = core.map.contested[town].id
        super().__init__(model, core, actor, f"{actor}/{municipality}")
        self.town = town
        self.posture = core.posture[self.name]
        self.points = core.map.sites_of[municipality]
        network = core.plan.initial.network.value
        self.groups = core.map.contested[town].lorry_groups * network
        self.discipline = self._discipline()
        self.calls = getattr(core.plan.actors[actor], "calls", "")

    def _discipline(self) -> float:
        patron = getattr(self.core.plan.actors[self.actor], "answers_to", None)
        return self.core.posture[patron].discipline if patron else 0.0

    def decide(self, view: View) -> list[Action]:
        """Call, build while the call stands, take down when told or when nobody wants it."""
        town = view.towns[self.town]
        actions = self._call(view, town)
        if town.called and not town.stand_down:
            actions += self._build(view, town)
        if town.standing:
            actions += self._remove(town)
        return actions

    def _call(self, view: View, town: TownView) -> list[Action]:
        p = self.core.p.barricades
        shift = self.core.rules.threshold_shift(
            view.stance, self.core.p.patron_control.stance_weight
        )
        threshold = self.posture.threshold + shift
        if town.called:
            return self._keep_calling(town, threshold)
        if town.stand_down or self.groups <= 0.0 or self.calls != self.core.cast.inside:
            return []
        factor = p.contagion if view.others_called else 1.0
        if self.core.is_between(23, 6):
            factor *= p.night_factor
        margin = town.threat - threshold
        rate = self.core.rules.call_rate(margin, p.call_rate, p.call_width, p.call_cap, factor)
        if not self.core.rings("call", self.name, rate):
            return []
        terms = (("threat", town.threat), ("threshold", threshold), *_parts(town))
        return [Action("call", self.actor, town.id, causes=self._reasons(town), terms=terms)]

    def _keep_calling(self, town: TownView, threshold: float) -> list[Action]:
        p = self.core.p.barricades
        if not town.standing and town.threat < threshold:
            rate = barricades.drift_rate(town.threat, threshold, p.drift_rate)
            if self.core.rings("call_off", self.name, rate):
                return [Action("call_off", self.actor, town.id)]
        if not town.sirens and self.core.rings("call_again", self.name, p.siren_again_rate):
            terms = (("threat", town.threat), ("threshold", threshold))
            if town.threat >= threshold and town.novelty > 0.0:
                return [
                    Action("call", self.actor, town.id, causes=self._reasons(town), terms=terms)
                ]
        return []

    def _build(self, view: View, town: TownView) -> list[Action]:
        p = self.core.p.barricades
        groups = self.core.rules.lorries(
            self.groups, self.posture.material, view.stance, self.discipline
        )
        free = groups - len(town.standing)
        if free < 0.5 or town.out < p.people_least or town.threat < p.threat_least:
            return []
        rate = self.core.rules.build_rate(town.out, p.build_rate, p.people_full)
        wanted = [
            point
            for point in self.points
            if point not in town.standing and self.core.rings("build", point, rate)
        ]
        terms = (
            ("people", town.out),
            ("people_least", p.people_least),
            ("threat", town.threat),
            ("threat_least", p.threat_least),
            ("lorry_groups", groups),
        )
        causes = self.core.log.latest("sirens_on", town.id) + self.core.log.latest("crowd", town.id)
        return [
            Action("build", self.actor, point, n=round(town.out), causes=causes, terms=terms)
            for point in wanted[: int(free + 0.5)]
        ]

    def _remove(self, town: TownView) -> list[Action]:
        p = self.core.p.barricades
        # who takes nothing away by day, told so or not, has no pace of which the night's is a part
        night = p.remove_rate_night / p.remove_rate_day if p.remove_rate_day > 0.0 else 1.0
        told = p.remove_rate_day if town.stand_down else 0.0
        rate = told + barricades.drift_rate(town.threat, p.threat_least, p.drift_rate)
        if not self.core.is_between(6, 20):
            rate *= night
        causes = self.core.log.latest("order_down") or self.core.log.latest("concession")
        terms = (("threat", town.threat), ("threat_least", p.threat_least))
        return [
            Action("remove", self.actor, point, causes=causes, terms=terms)
            for point in town.standing
            if self.core.rings("remove", point, rate)
        ]

    def _reasons(self, town: TownView) -> tuple[int, ...]:
        """The event that is most of each part of the threat, for parts that matter."""
        log, parts, state = self.core.log, town.parts, self.core.state
        here = state.towns[self.town]
        issue = state.issues.get(state.salient.get(self.core.cast.inside, ""))
        deployed = log.latest("police_deployed", here.entry_from)
        found: tuple[int, ...] = ()
        for value, events in (
            (parts.entry, deployed or log.latest("police_deployed")),
            (parts.raid, log.latest("raid")),
            (parts.salience, (issue.event,) if issue and issue.event >= 0 else ()),
            (parts.acute, (here.acute_event,) if here.acute_event >= 0 else ()),
            (parts.rumour, log.latest("rumour", town.id) or log.latest("rumour")),
            (parts.words, words.most_frightening(self.core)),
        ):
            if value > 0.02:
                found += events
        return found


def _parts(town: TownView) -> tuple[tuple[str, float], ...]:
    return tuple(
        (name, value)
        for name, value in zip(town.parts._fields, town.parts, strict=True)
        if value > 0.005
    )
