"""A run replayed to an hour, and decided otherwise from then on.

The model of a run is a function of scenario and chance. At the fork everything that has come about
- state, residents, log, posts, and every clock and line of chance with what has accumulated in it -
passes from the model of one scenario to that of another, which is what decides from then on.
"""

from sim.model.model import EscalationModel
from sim.model.run_context import RunContext
from sim.model.street_state import Clearer
from sim.scenario.loaded import Loaded
from sim.terms.events import Event
from sim.terms.tracks import Tracks


class ForkedModel:
    """One run of a scenario up to a tick, and of another scenario from then on.

    Attributes:
        n_ticks: ticks of a whole run.
        tick: first tick that is decided otherwise; 0 runs the other scenario from the start.
        too_late: names of entries that the other scenario changes or drops, but that had happened
            by then; they stay as they were. Empty before the fork.

    Example:
        >>> model = ForkedModel(base, otherwise, run=3, tick=56)  # doctest: +SKIP
        >>> for _ in range(model.n_ticks): model.step()  # doctest: +SKIP
    """

    def __init__(
        self, base: Loaded, otherwise: Loaded, *, run: int, tick: int, seed: int | None = None
    ) -> None:
        """Build the model of the run as it was.

        Args:
            base: the scenario as it was.
            otherwise: the scenario from the fork on; of the same clock, world, population and
                cast, see :func:`sim.model.fork_limits.past_changes`.
            run: number of the run.
            tick: first tick that is decided otherwise, [0..n_ticks).
            seed: seed of the ensemble; None takes that of ``base``.
        """
        self._otherwise, self._run = otherwise, run
        self._seed = base.scenario.ensemble.seed if seed is None else seed
        self._model = EscalationModel(base, run, seed=self._seed)
        self.tick = tick
        self.n_ticks = self._model.n_ticks
        self.too_late: tuple[str, ...] = ()

    def step(self) -> None:
        """Advance one tick, under the other scenario from its tick on."""
        if self._model.tick == self.tick:
            past = self._model
            self._model = EscalationModel(self._otherwise, self._run, seed=self._seed)
            # At the start nothing has come about yet: the other scenario has its own.
            if self.tick > 0:
                self.too_late = take_over(self._model, past)
            past.close()
        self._model.step()

    def row(self) -> tuple[float, ...]:
        """Measures after the last tick, in the order of ``measure_names``."""
        return self._model.row()

    @property
    def measure_names(self) -> tuple[str, ...]:
        """Names of what is measured, in order; the same before the fork and after."""
        return self._model.measure_names

    @property
    def tracks(self) -> Tracks:
        """Who is out, who stands where and what stands, before the fork and after."""
        return self._model.tracks

    @property
    def events(self) -> list[Event]:
        """Everything public that has happened, in order."""
        return self._model.events

    def close(self) -> None:
        """Let go of the model."""
        self._model.close()


def take_over(model: EscalationModel, past: EscalationModel) -> tuple[str, ...]:
    """Let a fresh model go on from where another model of the same run stands.

    What the scenario says - postures, parameters, mechanisms, the timeline still to come - is that
    of ``model``; what has come about is that of ``past``, which must not be stepped any more.

    Args:
        model: a model that has not made a step.
        past: a model of the same run and seed, under a scenario with the same past.

    Returns:
        Names of entries that are changed or dropped, but had happened already.
    """
    core, before = model.core, past.core
    core.chance, core.people, core.log = before.chance, before.people, before.log
    committees, clearers = core.state.committees, core.state.clearers
    core.state = before.state
    committees.take_over(core.state.committees)
    core.state.committees = committees
    _move_clearers(core, before, clearers)
    model.tick = past.tick
    core.set_time(model.tick)
    model.tracker = past.tracker
    _move_deadlines(core, before)
    _move_stance(core, past)
    core.order_of_battle.take_over(before.order_of_battle)
    return model.timeline.take_over(past.timeline)


def _move_clearers(core: RunContext, before: RunContext, fresh: dict[str, Clearer]) -> None:
    """Who may clear is as the scenario now says; who has met nobody expects what it now says."""
    first, learnt = before.p.clearance.expected_first, core.state.clearers
    for force, own in fresh.items():
        known = learnt.get(force, own)
        known.expected = own.expected if known.expected == first else known.expected
        fresh[force] = known
    core.state.clearers = fresh


def _move_deadlines(core: RunContext, before: RunContext) -> None:
    """An issue that is not in force yet takes effect when the scenario now says."""
    clock = core.plan.clock
    for name, issue in core.plan.issues.items():
        state = core.state.issues[name]
        said = clock.hours(before.plan.issues[name].takes_effect)
        if state.deadline >= core.hours:
            state.deadline += clock.hours(issue.takes_effect) - said


def _move_stance(core: RunContext, past: EscalationModel) -> None:
    """A patron's posture is its word in force until it has given another one."""
    entries = past.core.plan.timeline
    done = [entries[name] for name in past.timeline.done if name in entries]
    spoken = {entry.who for entry in done if entry.does == "order"}
    for name, patron in core.state.patrons.items():
        if name not in spoken:
            patron.stance = core.posture[name].stance
