"""What blocks and crowds could stop: from posts, roads, issues and rumours of the base case."""

import math

import pytest

from sim.model.denial import Denial
from sim.model.model import EscalationModel
from sim.model.state import Post
from sim.scenario.load import load
from tests.model.worlds import NOTHING_GIVEN, quarter, started

GATE = "jarinje_crossing"
BEFORE, NEAR, FAR = "gornje_jarinje", "lesak_north", "banjska_turn"


def of_site(core, *, hours=0.0, posts=()):
    """What a block at each site would stop, at an hour and with these posts of the other side."""
    core.hours = hours
    core.state.posts = list(posts)
    denial = Denial(core)
    denial.update(core)
    pairs = [(n, site) for n, row in enumerate(core.state.committees.rows) for site in row.points]
    return {site: float(v) for (_, site), v in zip(pairs, denial.road, strict=True)}, denial


def post(place, arrives, *, raids=False, n=100):
    return Post("special_police", "rosu_north", place, n, arrives, raids=raids)


@pytest.fixture
def core():
    """The issue of the base case, known; nobody has come, and it is in force from hour 18."""
    return started().core


@pytest.fixture
def calm():
    return started(*NOTHING_GIVEN).core


def test_before_the_eve_of_a_deadline_roads_are_of_no_use_and_on_it_of_full_use(core):
    core.p.denial.deadline_hours = 6.0
    assert set(of_site(core, hours=11.0)[0].values()) == {0.0}
    assert set(of_site(core, hours=12.0)[0].values()) == {1.0}
    assert set(of_site(core, hours=18.0)[0].values()) == {core.p.denial.hostage}


def test_a_force_at_a_crossing_lives_on_its_road_and_sites_on_it_count_less_far_away(core):
    p = core.p.denial
    found, _ = of_site(core, hours=30.0, posts=[post(GATE, 6.0)])
    assert found[BEFORE] == pytest.approx(p.supply)
    minutes = min(core.map.minutes(node, GATE) for node in core.map.sites[NEAR].nodes)
    assert found[NEAR] == pytest.approx(p.supply * math.exp(-minutes / p.reach_minutes))
    # no road of the town leads to the crossing: what is left is the rule itself
    assert found["main_bridge_north_end"] == p.hostage


def test_a_column_that_has_just_come_can_be_cut_wholly(core):
    arrives = 30.0
    for hours, worth in ((28.4, 0.45), (28.5, 1.0), (35.9, 1.0), (36.0, 0.75)):
        found, _ = of_site(core, hours=hours, posts=[post(GATE, arrives)])
        assert found[BEFORE] == pytest.approx(worth), hours


def test_a_raid_is_stopped_in_its_town_also_without_an_issue_and_people_go_there(calm):
    found, denial = of_site(calm, hours=3.0, posts=[post("zvecan", 2.0, raids=True)])
    rows = calm.state.committees.rows
    here = {site for row in rows if calm.town_id(row.town) == "mun_zvecan" for site in row.points}
    assert {site for site, value in found.items() if value == 1.0} == here
    assert [where for where in denial.where if where] == ["zvecan"]


def test_a_force_without_anything_contested_is_no_use_to_stop(calm):
    found, denial = of_site(calm, hours=30.0, posts=[post(GATE, 6.0)])
    assert set(found.values()) == {0.0}
    assert set(denial.where) == {""}


def test_what_is_at_a_place_is_stopped_there_less_from_afar():
    core = started("issues.plates_and_papers.where=zvecan").core
    found, denial = of_site(core, hours=17.0)
    rows, towns = core.state.committees.rows, core.map.municipalities
    for row, value in zip(rows, denial.place, strict=True):
        minutes = core.map.minutes(towns[row.town].seat, "zvecan")
        assert value == pytest.approx(math.exp(-minutes / core.p.denial.reach_minutes))
    half = started("issues.plates_and_papers.where=zvecan", "issues.plates_and_papers.on_roads=0.5")
    assert of_site(half.core, hours=17.0)[1].place == pytest.approx(0.5 * denial.place)
    assert set(denial.where) == {"zvecan"}
    assert set(found.values()) == {0.0}, "a place works without roads"


def test_a_rumour_is_worth_a_part_of_what_is_believed_to_come(calm):
    row = quarter(calm, "serbs_north", "zvecan")
    calm.state.quarters.believing[row] = 0.5
    calm.state.quarters.threat[row] = 0.31
    found, _ = of_site(calm)
    assert found["rudare_junction"] == pytest.approx(0.5 * calm.p.denial.believed)
    assert found[BEFORE] == 0.0
    calm.state.quarters.threat[row] = 0.29
    assert of_site(calm)[0]["rudare_junction"] == 0.0


def test_a_deal_ends_what_is_contested(core):
    assert max(of_site(core, hours=17.0)[0].values()) == 1.0
    core.state.issues["plates_and_papers"].deal = object()
    assert max(of_site(core, hours=17.0, posts=[post(GATE, 6.0)])[0].values()) == 0.0


@pytest.mark.parametrize(
    ("said", "share"),
    [((), 0.45), (("where=jarinje_crossing",), 0.75), (("where=zvecan",), 0.0),
     (("where=zvecan", "on_roads=0.2"), 0.2), (("on_roads=0",), 0.0)],
)  # fmt: skip
def test_what_stops_with_the_roads_follows_from_where_it_is(said, share):
    core = started(*(f"issues.plates_and_papers.{one}" for one in said), ticks=0).core
    assert core.on_roads(core.plan.issues["plates_and_papers"]) == pytest.approx(share)


def test_a_road_that_others_need_is_a_lever_while_something_is_contested():
    """The only road from Vorukh to the other Tajik villages passes Kok-Tash: .45 of all."""
    loaded = load("scenarios/water_intake_2021.yaml", ("ensemble.one_in=1000",))
    core = EscalationModel(loaded).core
    site = "road_at_kok_tash"
    assert of_site(core, hours=4.0)[0][site] == 0.0
    core.state.issues["cameras"].known = True
    assert of_site(core, hours=6.0)[0][site] == core.p.denial.hostage
