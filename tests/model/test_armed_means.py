"""How armed cells fire: shots to be heard, or an ambush on who is on the road."""

import math

import mesa
import pytest

from sim.model.agents import armed_means
from sim.model.agents.armed_cell import armed_cells
from sim.model.agents.armed_means import choose, most_on_the_road, shares
from sim.model.model import EscalationModel
from sim.model.state import Post
from sim.scenario.load import ScenarioError, load
from tests.model.worlds import SCENARIO, SHORT, TINY, loaded, started

TOWN = "mun_zubin_potok"
GATE = "brnjak_crossing"
POLICE = ("special_police",)
DROP = {"shots": "means.shots=null", "ambush": "means.ambush=null"}
EAGER = ("means.ambush.effort=0", "means.ambush.risk=0")
"""An ambush that takes no more than a shot."""


def seen_by_cells(n, age, *sets, place=GATE):
    """A core in which police came to a place some hours ago, and the number of its town."""
    core = started("timeline.police_to_the_gates=null", *sets).core
    core.state.posts[:] = [p for p in core.state.posts if p.actor not in POLICE]
    if n:
        core.state.posts.append(Post("special_police", "", place, n, core.hours - age))
    return core, core.map.town_of[TOWN]


def ambush_share(core, town):
    return shares(core, most_on_the_road(core, town, POLICE))["ambush"]


@pytest.mark.parametrize(
    ("n", "age", "worth"),
    [(100, 0.0, 1.0), (20, 0.0, 1.0), (100, 48.0, 0.75)],  # its supply is three quarters of it
)
def test_an_ambush_is_chosen_by_what_it_stops_and_by_the_risk(n, age, worth):
    core, town = seen_by_cells(n, age)
    chance, stopped = ambush_share(core, town)
    # By hand: v = -effort - risk n / (n + 100) - w_D (1 - .5 D), against shots that stop nothing
    p, means = core.p, core.plan.means["ambush"]
    more = p.denial.weight * 0.5 * worth - 0.4 - 0.1 * n / (n + 100.0)
    assert means.effort.value == 0.4
    assert stopped == pytest.approx(0.5 * worth)
    assert chance == pytest.approx(1.0 / (1.0 + math.exp(-more / p.denial.choice_width)))


def test_who_stands_in_a_town_for_long_is_hardly_ambushed():
    core, town = seen_by_cells(60, 48.0, place="zubin_potok")
    settled, _ = ambush_share(core, town)
    core, town = seen_by_cells(60, 0.0, place="zubin_potok")
    on_the_road, _ = ambush_share(core, town)
    assert settled < 0.01 < on_the_road < 0.2


def test_where_nobody_is_on_the_road_there_is_nobody_to_ambush():
    core, town = seen_by_cells(0, 0.0, *EAGER)
    assert ambush_share(core, town) == (0.0, 0.0)
    way = choose(core, town, POLICE, lambda: 0.999)
    assert way is not None
    assert (way.does, way.post) == ("shoot", None)


def test_the_post_whose_road_matters_most_is_chosen():
    core, town = seen_by_cells(80, 48.0)
    core.state.posts.append(Post("special_police", "", "zubin_potok", 20, core.hours))
    post = most_on_the_road(core, town, POLICE)
    assert post is not None
    assert post.place == "zubin_potok"


@pytest.mark.parametrize(("draw", "does"), [(0.0, "ambush"), (0.49, "ambush"), (0.99, "shoot")])
def test_a_draw_below_its_chance_is_an_ambush(draw, does, monkeypatch):
    core, town = seen_by_cells(60, 0.0)
    monkeypatch.setattr(
        armed_means, "shares", lambda *_: {"ambush": (0.5, 0.4), "shots": (0.5, 0.0)}
    )
    way = choose(core, town, POLICE, lambda: draw)
    assert way is not None
    assert way.does == does


def test_a_means_that_is_dropped_is_not_used_and_without_any_nobody_fires():
    core, town = seen_by_cells(60, 0.0, DROP["ambush"])
    assert list(shares(core, most_on_the_road(core, town, POLICE))) == ["shots"]
    core, town = seen_by_cells(60, 0.0, *DROP.values())
    assert choose(core, town, POLICE, lambda: 0.5) is None


def test_cells_without_means_have_no_rate_of_firing():
    for sets, fires in ((), True), (tuple(DROP.values()), False):
        core = started(*sets).core
        kind = armed_cells(mesa.Model(), core)
        assert any(one.cell.will > 0.0 for one in kind.agents) == fires
        assert (kind.table.quiet.max() > 0.0) == fires


def of_cells(*sets, runs=6):
    """Kinds of fire of armed cells over some runs, and fire back at them."""
    found = []
    for run in range(runs):
        model = EscalationModel(loaded(*SHORT, *sets), run=run)
        model.run_model()
        found += [
            (event.kind, event.source == "armed_groups", event.rung)
            for event in model.events
            if event.kind in ("shots", "attack") and "armed_groups" in (event.source, event.target)
        ]
    return found


def test_cells_that_would_rather_ambush_do_and_are_shot_at_in_turn():
    usual, eager = of_cells(), of_cells(*EAGER)
    attacks = [one for one in eager if one[0] == "attack"]
    assert len(attacks) > len([one for one in usual if one[0] == "attack"])
    assert ("shots", False, 5) in eager
    assert all(rung >= 5 for _, _, rung in eager)
    assert not of_cells(*DROP.values())


def test_an_ambush_has_the_rung_that_its_means_has():
    attacks = [
        rung for kind, _, rung in of_cells(*EAGER, "means.ambush.rung=4") if kind == "attack"
    ]
    assert 4 in attacks


def test_roads_count_for_nothing_without_denial():
    core, town = seen_by_cells(60, 48.0, "mechanisms.denial=false", place="zubin_potok")
    assert ambush_share(core, town)[1] == 0.5


@pytest.mark.parametrize(
    "said",
    ["people=4", "lorries=1", "daylight=true", "lasts=true", "hour=8", "felt={value: 1}",
     "stops.place={value: 1}", "stops.offices={value: 1}", "upkeep={value: 1}"],
)  # fmt: skip
def test_what_is_of_others_is_refused_of_fire(said):
    with pytest.raises(ScenarioError, match=r"means\.ambush.* fire of armed cells; leave it out"):
        load(SCENARIO, (*TINY, f"means.ambush.{said}"))
