"""The model: one run of a scenario, a tick at a time."""

from typing import Final

import mesa

from sim.model import (
    news,
    phases_aftermath,
    phases_contact,
    phases_everyday,
    phases_memory,
    phases_world,
)
from sim.model.actions import Action
from sim.model.additions import AddedMechanisms, added_kinds, effects_of
from sim.model.agents.armed_cell import armed_cells
from sim.model.agents.base import Decider
from sim.model.agents.commander import commanders
from sim.model.agents.government import governments
from sim.model.agents.issue_decider import issue_deciders
from sim.model.agents.mediator import mediators
from sim.model.agents.organiser import organisers
from sim.model.agents.patron import patrons
from sim.model.agents.peacekeepers import headquarters, higher_commands
from sim.model.agents.responder import second_responders
from sim.model.agents.unit import Unit, are_due, due
from sim.model.agents.voice import voices
from sim.model.attrition import CostsOfHoldingOut
from sim.model.build import PLAIN, Parts, build_context
from sim.model.collected import data_collector
from sim.model.denial import Denial
from sim.model.effects import deals, word_of_mouth
from sim.model.kin import KinWatch
from sim.model.phases_people import Crowds
from sim.model.phases_world import Rumours
from sim.model.presence import Presence
from sim.model.public_state import PublicState
from sim.model.requirements import Requirements
from sim.model.streams import RngLike, seed_from
from sim.model.time_use import TimeUse
from sim.model.timeline import Timeline
from sim.model.tracking import Tracker
from sim.model.views import View, snapshot
from sim.scenario.loaded import Loaded
from sim.terms.events import Event
from sim.terms.tracks import Tracks

INSTITUTIONS: Final = (
    issue_deciders,
    governments,
    patrons,
    mediators,
    headquarters,
    higher_commands,
    second_responders,
    commanders,
    voices,
)
"""Makers of all deciders that are institutions, each of one kind."""


class EscalationModel(mesa.Model):
    """One run of a scenario.

    Every deciding actor is a Mesa agent; the residents are columns. ``step()`` advances one tick.

    Attributes:
        core: everything the phases share: plan, map, chance, state, log.
        tick: ticks done.
        n_ticks: ticks of a whole run.
        timeline: what is given, and the reactions that wait.
        public_state: what is measured.
        measure_names: names of what is measured, in order.
        tracker: what is noted for a map.
        added: mechanisms of installed packages.

    Example:
        >>> model = EscalationModel(load("scenarios/mitrovica.yaml"), run=3)  # doctest: +SKIP
        >>> model.step()  # doctest: +SKIP
    """

    def __init__(
        self,
        scenario: Loaded,
        run: int = 0,
        *,
        seed: int | None = None,
        rng: RngLike | None = None,
        parts: Parts = PLAIN,
    ) -> None:
        """Build the model of one run.

        Args:
            scenario: a loaded scenario with its world.
            run: number of the run; each run of the same seed has its own chance.
            seed: seed of the ensemble; None takes the scenario's.
            rng: the same by Mesa's name, for Mesa's own tools: a seed, or NumPy's generator or seed
                sequence, from which a seed is drawn.
            parts: what makes its chance and its rules; a trial run looks on through others.

        Raises:
            TypeError: when the scenario is not loaded, or no seed can be had of ``rng``.
            ValueError: when both ``seed`` and ``rng`` are given.
        """
        seed = _seed_of(scenario, seed, rng)
        super().__init__(rng=seed % 2**32)
        self.core = build_context(scenario, run, seed, parts)
        self.tick = 0
        self.n_ticks = scenario.scenario.clock.n_ticks
        self._make_agents()
        self._make_phases()
        self.timeline = Timeline(self.core)
        self.public_state = PublicState(self.core)
        self.measure_names = tuple(measure.name for measure in self.public_state.measures)
        self.tracker = Tracker(self.core)
        self._rows: list[tuple[float, ...]] = []

    def _make_phases(self) -> None:
        core = self.core
        self._crowds = Crowds(core)
        self._presence = Presence(core)
        self._denial = Denial(core)
        self._rumours = Rumours(core)
        self._time_use = TimeUse(core)
        self._requirements = Requirements(core)
        self._costs = CostsOfHoldingOut(core)
        self._kin = KinWatch(core)

    @property
    def datacollector(self) -> mesa.DataCollector:
        """Every measure after every tick so far, as Mesa's tools read it."""
        return data_collector(self.measure_names, self._rows)

    def _make_agents(self) -> None:
        core = self.core
        self.added = AddedMechanisms(core)
        self._effects = effects_of(core.plan)
        own = (make(self, core) for make in INSTITUTIONS)
        self._institutions = (*own, *added_kinds(self, core, self._effects))
        self._locals = (organisers(self, core), armed_cells(self, core))
        self._units = {
            unit.id: Unit(self, core, actor, unit.id)
            for actor, units in core.order_of_battle.units.items()
            for unit in units
        }

    def step(self) -> None:
        """Advance one tick.

        1. Clock and timeline: what is given at this hour, and reactions that are due.
        2. News, rumours and sirens reach people.
        3. Threat is appraised. Then a snapshot is taken: phases 4-7 decide on it and return
           actions, so that nobody reacts to what another decides in the same tick.
        4. Institutions and voices decide, each at its own tempo.
        5. Residents decide: a quarter of them each quarter of an hour.
        6. Organisers and armed cells decide.
        7. Units move and act.
        8. Actions are carried out; contacts of the two sides are resolved.
        9. Barricades, crossings and roads are updated; deals are carried out, and kept or not.
        10. What happened is remembered, and what holding out costs; memory decays.
        """
        core = self.core
        self._begin()
        self.timeline.run(self.tick)
        word_of_mouth.pass_on(core)
        self._rumours.spread(core)
        phases_world.update_salience(core)
        phases_world.appraise(core, self._presence)
        phases_everyday.everyday(core)
        view = self._seen()
        decided = [action for kind in self._institutions for action in kind.decide(view)]
        self._crowds.decide(core, self.tick)
        decided += [action for kind in self._locals for action in kind.decide(view)]
        decided += self._moves(view)
        self._crowds.report(core)
        self._carry_out(decided)
        phases_contact.contacts(core)
        phases_aftermath.answer(core)
        phases_contact.roads(core)
        self._settle()
        self._remember()
        self.tracker.note(core, self.tick)
        self.tick += 1
        self._rows.append(self.public_state.row())
        self.running = self.tick < self.n_ticks  # where run_model() and batch_run end

    def _begin(self) -> None:
        core = self.core
        day = core.set_time(self.tick)
        core.log.begin_tick(self.tick, core.hours, core.step, day)
        self._time_use.update(core)

    def _seen(self) -> View:
        """What packages add acts before anybody decides; then the snapshot is taken."""
        self.added.act("before_decisions")
        return snapshot(self.core, self._presence.fire, self._denial.now(self.core))

    def _remember(self) -> None:
        """What happened is remembered; then what packages add to the end of a tick acts."""
        phases_memory.remember(self.core)
        self.added.act("at_end")

    def _settle(self) -> None:
        """Deals are carried out, and kept or not; what is in force and unsettled costs."""
        news.spread(self.core)
        deals.carry_out(self.core)
        self._requirements.check(self.core)
        self._costs.note(self.core)
        self._kin.note(self.core)

    def _moves(self, view: View) -> list[Action]:
        """Units with a post that is due decide; all others sleep."""
        posts = are_due(self.core.state.posts, view.hours)
        if not posts:
            return []
        awake = dict.fromkeys(post.unit for post in posts if post.unit in self._units)
        actions = [action for name in awake for action in self._units[name].decide(view)]
        outside = (post for post in posts if post.unit not in self._units)
        return actions + [action for post in outside for action in due(post, view.hours)]

    def _carry_out(self, decided: list[Action]) -> None:
        for action in decided:
            self._effects[action.kind](self.core, action)

    def row(self) -> tuple[float, ...]:
        """Measures after the last tick, in the order of ``measure_names``."""
        return self._rows[-1] if self._rows else self.public_state.row()

    @property
    def tracks(self) -> Tracks:
        """Who is out, who stands where and what stands, after every tick so far."""
        return self.tracker.tracks

    @property
    def events(self) -> list[Event]:
        """Everything public that has happened, in order."""
        return self.core.log.events

    @property
    def deciders(self) -> list[Decider]:
        """Every agent that decides, in the order in which they do."""
        kinds = (*self._institutions, *self._locals)
        return [*(agent for kind in kinds for agent in kind.agents), *self._units.values()]

    def close(self) -> None:
        """Let go of the model: Mesa before 3.4.2 keeps every model alive (mesa issue 3179)."""
        known = getattr(mesa.Agent, "_ids", None)
        if known is not None:
            known.pop(self, None)


def _seed_of(scenario: Loaded, seed: int | None, rng: RngLike | None) -> int:
    """The seed of the ensemble: the one that is given by either name, else the scenario's."""
    if not hasattr(scenario, "scenario"):
        message = (
            f"scenario is a {type(scenario).__name__}; give what sim.load() returns, and a list of "
            "it to Mesa's batch_run, which takes it apart otherwise"
        )
        raise TypeError(message)
    if seed is not None and rng is not None:
        message = "give seed or rng, which is the same by Mesa's name, and not both"
        raise ValueError(message)
    given = seed if seed is not None else rng
    return scenario.scenario.ensemble.seed if given is None else seed_from(given)
