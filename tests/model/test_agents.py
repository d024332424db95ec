"""Those who decide: they are Mesa agents, read a snapshot, and change nothing themselves."""

import pickle
from types import SimpleNamespace

import mesa
import numpy as np
import pytest

from sim.model.agents.base import Decider
from sim.model.agents.unit import Unit
from sim.model.carrying_out import EFFECTS
from sim.model.denial import Denial
from sim.model.model import EscalationModel
from sim.model.presence import Presence
from sim.model.state import Barricade
from sim.model.views import View, snapshot
from sim.scenario.actors import ArmedCells, Organisers
from tests.model.worlds import SHORT, TINY, loaded, started

DECIDING = {
    "government", "patron", "mediator", "peacekeepers", "higher_command", "voice", "channel",
}  # fmt: skip
TOWN = "mun_zvecan"


def view_of(core) -> View:
    presence = Presence(core)
    presence.update(core)
    denial = Denial(core)
    denial.update(core)
    return snapshot(core, presence.fire, denial)


def frozen(model) -> tuple[bytes, ...]:
    """Everything an agent could change by mistake, but for chance."""
    core, people = model.core, model.core.people
    columns = (people.status, people.until, people._hazard, people._draw, people._out)
    parts = (
        core.state.what_is_so(), model.events, core.log.happened, core.log.intensity,
        core.order_of_battle.free, [column.tobytes() for column in columns], core.hours, model.tick,
    )  # fmt: skip
    return tuple(pickle.dumps(part) for part in parts)


def kinds_of(model):
    return (*model._institutions, *model._locals)


def agent(model, name) -> Decider:
    return next(one for one in model.agents if one.name == name)


@pytest.fixture(scope="module")
def evening():
    """An evening with barricades, crowds and shots."""
    model = EscalationModel(loaded(*SHORT), run=2)
    while model.core.state.shots == 0 or len(model.core.state.standing) < 3:
        model.step()
    return model


def test_every_deciding_actor_is_an_agent_and_no_resident_is():
    model = started()
    plan = model.core.plan
    expected = {
        f"{name}/{town}"
        for name, actor in plan.actors.items()
        if isinstance(actor, Organisers | ArmedCells)
        for town in actor.municipalities
    }
    expected |= {f"{issue.decided_by}/{name}" for name, issue in plan.issues.items()}
    expected |= {n for n, actor in plan.actors.items() if actor.kind in DECIDING}
    expected |= set(model.core.order_of_battle.second)
    expected |= {f"{force}/clearing" for force in model.core.state.clearers}
    expected |= {unit.id for units in model.core.order_of_battle.units.values() for unit in units}
    assert {agent.name for agent in model.agents} == expected
    assert all(isinstance(agent, mesa.Agent) for agent in model.agents)
    assert len(model.agents) == len(model.deciders) == len(expected)
    kinds = {plan.actors[agent.actor].kind for agent in model.agents}
    assert "residents" not in kinds


def test_residents_are_rows_one_for_each_person():
    everybody = EscalationModel(loaded("clock.days=2", "ensemble.one_in=1"))
    sampled = EscalationModel(loaded("clock.days=2", "ensemble.one_in=4"))
    people = sum(cell.people for cell in loaded().world.population)
    assert len(everybody.core.people.cell) == people == 122_000
    assert len(sampled.core.people.cell) == people / 4
    assert len(everybody.agents) == len(sampled.agents)


def test_agents_decide_and_change_nothing():
    model = EscalationModel(loaded(*SHORT), run=2)
    kinds = set()
    for tick in range(84):
        model.step()
        if tick < 36:
            continue
        view, before = view_of(model.core), frozen(model)
        for action in (action for kind in kinds_of(model) for action in kind.decide(view)):
            kinds.add(action.kind)
            assert action.kind in EFFECTS
            assert action.actor in model.core.plan.actors
            assert all(0 <= cause < len(model.events) for cause in action.causes)
        assert frozen(model) == before
    assert len(kinds) >= 2


def test_what_agents_must_not_do_would_be_noticed(evening):
    before = frozen(evening)
    quarters = evening.core.state.quarters
    quarters.shock[0] += 0.1
    assert frozen(evening) != before
    quarters.shock[0] -= 0.1


def test_a_snapshot_stands_until_what_is_decided_on_it_is_carried_out():
    model = EscalationModel(loaded(*TINY), run=2)
    for _ in range(60):
        model.step()
    view = view_of(model.core)
    before = pickle.dumps([np.array(part) for part in view if isinstance(part, np.ndarray)])
    said = repr(view)
    for kind in kinds_of(model):
        kind.decide(view)
    model._crowds.decide(model.core, model.tick)
    assert pickle.dumps([np.array(part) for part in view if isinstance(part, np.ndarray)]) == before
    assert repr(view) == said
    assert repr(view_of(model.core)) != said


def local(view, model, name, /, **so):
    """The same snapshot with what is so of one committee, and where it calls, set otherwise."""
    committees = model.core.state.committees
    row = committees.row(name)
    where = {"threat", "novelty", "out"}
    changed = {}
    for key, value in so.items():
        column = getattr(view, key).copy()
        rows = list(committees.rows[row].calls) if key in where else [row]
        column[rows] = value
        changed[key] = column
    return view._replace(**changed)


def blocks(view, *, using=False):
    """The same snapshot where roads are of use at every site; all use every block, or nobody."""
    used = np.full(view.using.shape, using)
    denial = SimpleNamespace(
        road=np.ones(len(view.denial.road)), at_site=view.denial.at_site, place=view.denial.place,
        facing=view.denial.facing, where=view.denial.where, offices=view.denial.offices,
    )  # fmt: skip
    level = np.full(len(view.level), 2.0)
    return view._replace(denial=denial, using=used, level=level)


COMMITTEE, CELL = f"serbian_list/{TOWN}", f"armed_groups/{TOWN}"
READY = {"called": True, "sirens": True, "out": 300.0, "threat": 0.9}


def organisers_rates(model, view):
    """Rates of the committee of the town, by decision; the highest where there are several."""
    kind = model._locals[0]
    found = {}
    for decision, rates in kind._rates(kind.table, view).items():
        options = kind._options[decision]
        own = [r for r, who in zip(rates, options.who, strict=True) if who.name == COMMITTEE]
        found[decision] = max(own, default=0.0)
    return found


def test_organisers_call_when_threat_passes_their_threshold_and_not_far_below():
    model = started()
    threshold = model.core.state.committees.threshold
    at = float(threshold[model.core.state.committees.row(COMMITTEE)])
    view = blocks(view_of(model.core))
    afraid, calm = (
        organisers_rates(model, local(view, model, COMMITTEE, threat=threat)).get("call", 0.0)
        for threat in (at + 0.1, 0.0)
    )
    assert afraid > 100.0 * calm
    called = local(blocks(view, using=True), model, COMMITTEE, called=True, threat=at + 0.1)
    assert organisers_rates(model, called).get("call", 0.0) == 0.0


@pytest.mark.parametrize(
    "want", [{"out": 10.0, "weariness": 5.0}, {"threat": 0.2}, {"stand_down": True}]
)
def test_organisers_build_only_with_people_and_threat(want):
    model = started()
    view = local(blocks(view_of(model.core), using=True), model, COMMITTEE, **READY)
    assert organisers_rates(model, view)["build"] > 0.0
    unable = local(view, model, COMMITTEE, **want)
    assert organisers_rates(model, unable).get("build", 0.0) == 0.0


def test_organisers_build_no_more_than_their_lorries_allow():
    model = started()
    view = local(blocks(view_of(model.core), using=True), model, COMMITTEE, **READY)
    points = model.core.state.committees.rows[model.core.state.committees.row(COMMITTEE)].points
    full = {point: Barricade(0.0, "serbian_list", 0) for point in points}
    assert organisers_rates(model, view._replace(standing=full))["build"] == 0.0
    works = tuple(f"barricade/{point}" for point in points)
    wanted = agent(model, COMMITTEE).act(view, "build", works * 3)
    assert 0 < len(wanted) < 3 * len(points)


def test_told_organisers_take_down_faster_by_day_than_by_night():
    model = started()
    point = model.core.state.committees.rows[model.core.state.committees.row(COMMITTEE)].points[0]
    view = local(view_of(model.core), model, COMMITTEE, stand_down=True, threat=0.5)
    view = view._replace(standing={point: Barricade(0.0, "serbian_list", 0)})
    day, night = (
        organisers_rates(model, view._replace(hour=hour))["remove"] for hour in (12.0, 2.0)
    )
    p = model.core.p.barricades
    assert (day, night) == pytest.approx((p.remove_rate_day, p.remove_rate_night), rel=0.01)


def test_cells_fire_when_threat_rises_with_police_near_and_never_at_full_restraint():
    def rate(*sets, novelty=0.8, near=0.8):
        model = started(*sets)
        kind = model._locals[1]
        number = next(n for n, one in enumerate(kind.agents) if one.name == CELL)
        view = view_of(model.core)._replace(
            hour=22.0, novelty=np.full(len(model.core.state.quarters.rows), novelty)
        )
        towns = len(model.core.map.municipalities)
        fire = {("armed_groups", "special_police"): np.full(towns, near)}
        return kind._rates(kind.table, view._replace(fire=fire))["fire"][number]

    quiet = started().core.p.armed_fire.quiet_rate
    assert rate() > quiet
    assert rate(novelty=0.0) == pytest.approx(quiet)
    assert rate(near=0.0) == pytest.approx(quiet)
    assert rate("actors.armed_groups.posture.restraint=1") == 0.0


def test_a_unit_reports_what_is_due_at_its_posts_and_nothing_else(evening):
    view = view_of(evening.core)
    units = evening.agents.select(agent_type=Unit)
    assert len(units) > 50
    assert not any(unit.decide(view) for unit in units)
    post = next(p for p in evening.core.state.posts if p.unit and p.announced)
    unit = next(u for u in units if u.name == post.unit)
    later = view._replace(hours=post.leaves if post.leaves < 1e9 else view.hours)
    post.leaves, before = later.hours, post.leaves
    assert [action.kind for action in unit.decide(later)] == ["leave"]
    post.leaves = before
