"""Scenarios, runs and cores that the tests of the model share; each is made once."""

from functools import cache
from pathlib import Path

from sim.experiment.simulate import simulate
from sim.model.model import EscalationModel
from sim.model.run_context import RunContext
from sim.results.run import Run
from sim.scenario.load import Loaded, load
from sim.terms.cameo import codes, goldstein, rung_with_harm
from sim.terms.events import Event
from sim.terms.kinds import KINDS

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SCENARIO = SCENARIOS / "mitrovica.yaml"
SEED = 20220731
SHORT = ("clock.days=2", "ensemble.one_in=4")
TINY = ("clock.days=2", "ensemble.one_in=100")
NOTHING_GIVEN = (
    *(
        f"timeline.{name}=null"
        for name in (
            "petkovic_meets_serbian_list",
            "police_to_the_gates",
            "first_address",
            "denazification_post",
            "post_apology",
        )
    ),
    "issues.plates_and_papers=null",
)


@cache
def loaded(*overrides: str) -> Loaded:
    """The base case with values set over it."""
    return load(SCENARIO, overrides)


@cache
def run(number: int, *overrides: str) -> Run:
    """One run of the base case, short and with one person for four, unless set otherwise."""
    return simulate(loaded(*SHORT, *overrides), SEED, number)


def runs(n: int, *overrides: str) -> list[Run]:
    """The first n runs of an arm."""
    return [run(number, *overrides) for number in range(n)]


def started(*overrides: str, ticks: int = 1, number: int = 0) -> EscalationModel:
    """A tiny model after a few ticks."""
    model = EscalationModel(loaded(*TINY, *overrides), run=number)
    for _ in range(ticks):
        model.step()
    return model


def quarter(core: RunContext, group: str, place: str) -> int:
    """Row of a group in the municipality of a place."""
    row = core.state.quarters.row(group, core.town_of(place))
    assert row is not None, f"{group} does not live in {place}"
    return row


def committee(core: RunContext, actor: str, place: str) -> int:
    """Row of the organisers of the municipality of a place."""
    [row] = core.state.committees.of((actor,), core.town_of(place))
    return row


def hours_until(run: Run, kind: str, never: float = 48.0, tick_hours: float = 0.25) -> float:
    """Hours until a kind of event first happens."""
    return next((event.tick * tick_hours for event in run.events if event.kind == kind), never)


def count(run: Run, *kinds: str) -> int:
    """Events of some kinds."""
    return sum(event.kind in kinds for event in run.events)


def check_event(event: Event) -> None:
    """What holds for every event by itself."""
    assert event.kind in KINDS
    if event.cameo:
        assert event.cameo in codes(), event
        assert event.goldstein == goldstein(event.cameo)
    else:
        assert event.goldstein == 0.0
    assert 0 <= rung_with_harm(0, event.injured, event.killed) <= event.rung <= 8, event
    assert min(event.people, event.injured, event.killed, event.tick) >= 0
    assert all(0 <= cause < event.id for cause in event.causes), event
    assert all(isinstance(name, str) and value == value for name, value in event.terms)


def check_sound(model: EscalationModel) -> None:
    """What holds of the state at any time, whatever was done."""
    core, state = model.core, model.core.state
    assert [event.id for event in model.events] == list(range(len(model.events)))
    for event in model.events:
        check_event(event)
    for point, barricade in state.standing.items():
        built = model.events[barricade.event]
        assert (built.kind, built.place, built.source) == (
            "barricade_built", point, barricade.owner,
        )  # fmt: skip
    for crossing, closure in state.closed.items():
        closed = model.events[closure.event]
        assert (closed.kind, closed.place, closed.source) == (
            "crossing_closed", crossing, closure.by,
        )  # fmt: skip
    quarters, committees = state.quarters, state.committees
    for shares in (quarters.ignorant, quarters.spreading, quarters.believing):
        assert (shares >= 0.0).all()
        assert (shares <= 1.0).all()
    for amounts in (quarters.shock, quarters.out, quarters.threat):
        assert amounts.shape == (len(quarters.rows),)
        assert (amounts >= 0.0).all()
    assert not (committees.called & committees.stand_down).any()
    assert min(core.order_of_battle.free.values()) >= 0
    assert all(post.n >= 0 for post in state.posts)
    assert state.patrons.keys() == set(core.related.of_kind("patron"))
    for patron in state.patrons.values():
        assert -1.0 <= patron.stance <= 1.0
        assert patron.readiness in (0, 1, 2)
    assert min(state.shots, *state.injured_of.values(), *state.killed_of.values(), 0) == 0
    for actor, commitment in state.commitment.items():
        spoken = sum(event.source == actor and event.goldstein < 0 for event in model.events)
        most = 1.0 + core.p.audience_costs.per_statement * spoken
        assert 0.0 <= commitment + state.said.get(actor, 0.0) <= most + 1e-9, actor
