"""Those who decide: they are Mesa agents, read a snapshot, and change nothing themselves."""

import pickle

import mesa
import pytest

from sim.model.agents.base import Decider
from sim.model.agents.unit import Unit
from sim.model.effects.table import EFFECTS
from sim.model.model import EscalationModel
from sim.model.presence import Presence
from sim.model.views import View, snapshot
from sim.scenario.actors import ArmedCells, Organisers
from tests.model.worlds import SHORT, TINY, loaded, started

DECIDING = {
    "government", "patron", "mediator", "peacekeepers", "higher_command", "voice", "channel",
}  # fmt: skip


def view_of(core) -> View:
    presence = Presence(core)
    presence.update(core)
    return snapshot(core, presence.fire)


def frozen(model) -> tuple[bytes, ...]:
    """Everything an agent could change by mistake, but for chance."""
    core, people = model.core, model.core.people
    columns = (people.status, people.until, people._hazard, people._draw, people._out)
    parts = (
        core.state, model.events, core.log.happened, core.log.intensity, core.order_of_battle.free,
        core.posture, [column.tobytes() for column in columns], core.hours, model.tick,
    )  # fmt: skip
    return tuple(pickle.dumps(part) for part in parts)


def agent(model, kind, town=None) -> Decider:
    found = [a for a in model.agents if type(a).__name__ == kind]
    return found[0] if town is None else next(a for a in found if a.town == town)


def decided(agent, view, times=200):
    """Everything an agent decides when asked again and again on the same snapshot."""
    return [action for _ in range(times) for action in agent.decide(view)]


@pytest.fixture(scope="module")
def evening():
    """An evening with barricades, crowds and shots."""
    model = EscalationModel(loaded(*SHORT), run=2)
    while model.core.state.shots == 0 or len(model.core.state.standing) < 3:
        model.step()
    return model


def test_every_deciding_actor_is_an_agent_and_no_resident_is():
    model = started()
    expected = {
        f"{name}/{town}"
        for name, actor in model.core.plan.actors.items()
        if isinstance(actor, Organisers | ArmedCells)
        for town in actor.municipalities
    }
    expected |= {n for n, actor in model.core.plan.actors.items() if actor.kind in DECIDING}
    expected |= set(model.core.cast.responders)
    expected |= {unit.id for units in model.core.order_of_battle.units.values() for unit in units}
    assert {agent.name for agent in model.agents} == expected
    assert all(isinstance(agent, mesa.Agent) for agent in model.agents)
    assert len(model.agents) == len(expected)
    kinds = {model.core.plan.actors[agent.actor].kind for agent in model.agents}
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
        for decider in model.agents:
            for action in decider.decide(view):
                kinds.add(action.kind)
                assert action.kind in EFFECTS
                assert action.actor in model.core.plan.actors
                assert all(0 <= cause < len(model.events) for cause in action.causes)
        assert frozen(model) == before
    assert len(kinds) >= 2


def test_what_agents_must_not_do_would_be_noticed(evening):
    before = frozen(evening)
    state = evening.core.state
    state.towns[0].acute += 0.1
    assert frozen(evening) != before
    state.towns[0].acute -= 0.1


def test_a_snapshot_does_not_move_with_the_world():
    model = EscalationModel(loaded(*TINY), run=2)
    for _ in range(40):
        model.step()
    view = view_of(model.core)
    before = pickle.dumps(view)
    for _ in range(20):
        model.step()
    assert pickle.dumps(view) == before
    assert view_of(model.core) != view


def quiet_town(view, number, **changes):
    towns = list(view.towns)
    towns[number] = towns[number]._replace(**changes)
    return view._replace(towns=tuple(towns))


def test_organisers_call_when_threat_passes_their_threshold_and_not_far_below():
    organiser, view = agent(started(), "Organiser", town=3), view_of(started().core)
    afraid = quiet_town(view, 3, threat=organiser.posture.threshold + 0.1, called=False)
    calm = quiet_town(view, 3, threat=0.0, called=False)
    assert {action.kind for action in decided(organiser, afraid, 40)} == {"call"}
    assert decided(organiser, calm, 40) == []


@pytest.mark.parametrize("want", [{"out": 10.0}, {"threat": 0.2}, {"called": False}])
def test_organisers_build_only_with_people_threat_and_a_call(want):
    organiser, view = agent(started(), "Organiser", town=3), view_of(started().core)
    ready = {"called": True, "sirens": True, "out": 300.0, "threat": 0.9, "lorry_groups": 3}
    able = quiet_town(view, 3, **ready)
    unable = quiet_town(view, 3, **{**ready, **want})
    assert "build" in {action.kind for action in decided(organiser, able)}
    assert "build" not in {action.kind for action in decided(organiser, unable)}


def test_organisers_build_no_more_than_their_lorries_allow():
    model = started()
    organiser = agent(model, "Organiser", town=3)
    full = tuple(organiser.points)
    view = quiet_town(
        view_of(model.core), 3, called=True, sirens=True, out=900.0, threat=1.2, standing=full
    )
    assert "build" not in {action.kind for action in decided(organiser, view)}


def test_told_organisers_take_down_faster_by_day_than_by_night():
    model = started()
    organiser = agent(model, "Organiser", town=3)
    view = quiet_town(
        view_of(model.core), 3, stand_down=True, standing=(organiser.points[0],), threat=0.5
    )
    counts = []
    for hour in (12.0, 2.0):
        model.core.hour = hour
        counts.append(len(decided(organiser, view, 200)))
    assert counts[0] > 4 * max(1, counts[1])


def test_cells_fire_when_threat_rises_with_police_near_and_never_at_full_restraint():
    def shots(*sets, **town):
        model = started(*sets)
        model.core.hour = 22.0
        view = quiet_town(view_of(model.core), 3, **{"novelty": 0.8, "fire_reach": 0.8, **town})
        return len(decided(agent(model, "ArmedCell", town=3), view, 400))

    assert shots() > 2
    assert shots(novelty=0.0) == 0
    assert shots(fire_reach=0.0) == 0
    assert shots("actors.armed_groups.posture.restraint=1") == 0


def test_a_government_concedes_only_while_its_issue_is_open():
    model = started()
    government = agent(model, "Government")
    view = view_of(model.core)._replace(rung=5, barricades=6, hours=17.9)
    issue = model.core.state.issues["plates_and_papers"]
    issue.cover, issue.offer_event = 1.0, 0
    assert "concede" in {action.kind for action in decided(government, view, 40)}
    issue.open = False
    assert "concede" not in {action.kind for action in decided(government, view, 40)}


def test_a_mediator_asks_once_and_not_again_while_its_offer_stands():
    model = started()
    mediator = next(a for a in model.agents if a.name == "us_embassy")
    view = view_of(model.core)._replace(rung=5, barricades=6)
    offers = decided(mediator, view, 40)
    assert {(action.kind, action.target) for action in offers} == {("offer", "pristina")}
    EFFECTS["offer"](model.core, offers[0])
    assert decided(mediator, view, 40) == []


def test_a_mediator_who_addresses_nobody_never_offers():
    model = started()
    unmik = next(a for a in model.agents if a.name == "unmik")
    assert decided(unmik, view_of(model.core)._replace(rung=6, barricades=9)) == []


def test_a_patron_orders_down_only_for_a_deal_that_asks_for_it():
    model = EscalationModel(loaded(*TINY), run=0)
    model.step()
    patron = agent(model, "Patron")
    view = view_of(model.core)._replace(barricades=3)
    assert "order_down" not in {action.kind for action in decided(patron, view, 50)}
    model.core.state.issues["plates_and_papers"].cover = 0.9
    concede = decided(agent(model, "Government"), view._replace(rung=5, hours=17.9), 400)
    action = next(action for action in concede if action.kind == "concede")
    EFFECTS["concede"](model.core, action)
    assert "order_down" in {action.kind for action in decided(patron, view, 50)}


def test_peacekeepers_stay_where_they_are_until_there_is_trouble():
    model = started()
    peacekeepers = agent(model, "PeacekeepingHeadquarters")
    calm = view_of(model.core)
    assert not calm.trouble
    assert decided(peacekeepers, calm) == []
    sent = decided(peacekeepers, calm._replace(trouble=True), 400)
    assert [(action.kind, action.place) for action in sent] == [
        ("send_keepers", "ibar_main_bridge")
    ]


def test_channels_correct_only_rumours_that_are_believed():
    model = started()
    channel = next(a for a in model.agents if a.name == "media_serbian")
    view = view_of(model.core)
    assert decided(channel, view._replace(believing=0.0), 400) == []
    assert {a.kind for a in decided(channel, view._replace(believing=0.5), 400)} == {"correct"}


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
