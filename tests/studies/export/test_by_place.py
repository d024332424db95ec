"""Numbers by place: counted, shared and timed from the events alone."""

import math

import pytest

from sim.scenario.world import Municipality, Place, Road, Site, World
from sim.studies.export.by_place import firsts_of, map_of
from tests.fakes import event, run_of

WORLD = World(
    places=(
        Place("a", "A", "town", "west", 10.0, 20.0),
        Place("b", "B", "site", "west", 11.0, 21.0),
        Place("c", "C", "town", "west", 12.0, 22.0),
    ),
    municipalities=(
        Municipality("west", "West", "contested", "a", 1, True),
        Municipality("east", "East", "outside", "a", 0, False),
    ),
    roads=(Road("a", "b", "r1", 5.0, 6.0, "road"), Road("c", "b", "r2", 7.0, 8.0, "road")),
    sites=(
        Site("b", "B", "crossing", "west", "b", "", "", 11.0, 21.0, 100.0, "crossing"),
        Site("p", "P", "road", "west", "", "b", "a", 10.4, 20.4, 100.0, "road"),
        Site("q", "Q", "road", "west", "", "a", "b", 10.6, 20.6, 100.0, "road"),
        Site("r", "R", "line", "west", "", "c", "b", 10.6, 20.6, 100.0, "nothing"),
    ),
    population=(),
    forces=(),
    digest="",
)
QUARTER = 0.25


def known(*runs, horizon=100.0):
    """The map of runs, each a list of (tick, kind, place) or (tick, kind, place, changes)."""
    made = [
        run_of(number, events=[
            event(i, tick, kind, **{"place": place, **(more[0] if more else {})})
            for i, (tick, kind, place, *more) in enumerate(events)
        ])
        for number, events in enumerate(runs)
    ]  # fmt: skip
    return map_of(firsts_of(made, WORLD, QUARTER), WORLD, horizon)


def test_runs_are_counted_once_and_timed_by_their_first():
    built = "barricade_built"
    found = known([(4, built, "p"), (9, built, "p")], [(8, built, "p")], [], [])
    assert found.places["p"]["barricade"] == (2, 0.5, 2.0)
    assert found.places["q"]["barricade"] == (0, 0.0, math.inf)


def test_half_is_half_of_all_runs_and_not_of_those_in_which_it_came():
    found = known([(4, "barricade_built", "p")], [], [])
    assert found.places["p"]["barricade"] == (1, pytest.approx(1 / 3), math.inf)


def test_a_road_is_blocked_by_any_of_its_sites():
    built = "barricade_built"
    found = known([(8, built, "p"), (4, built, "q")], [(12, built, "p")], [(16, built, "q")])
    assert found.roads["a", "b"] == (3, 1.0, 3.0)
    assert found.places["p"]["barricade"].runs == found.places["q"]["barricade"].runs == 2
    assert found.roads["c", "b"] is None, "no site where it can be blocked is known"


def test_what_is_not_told_of_a_kind_of_place_is_not_zero_there():
    found = known([(4, "shots", "west")], [])
    assert found.places["west"]["shots"] == (1, 0.5, 1.0)
    assert found.places["east"]["shots"].runs == 0
    for place in ("a", "b", "p"):
        assert found.places[place]["shots"] is None
    assert found.places["a"]["barricade"] == (0, 0.0, math.inf), "there was none anywhere"


def test_harm_is_told_of_every_kind_of_place_at_which_anything_is_told():
    hurt = {"injured": 2}
    found = known([(4, "shots", "west"), (5, "scuffle", "b", hurt), (6, "raid", "b", hurt)])
    assert found.places["b"]["injured"] == (1, 1.0, 1.25)
    assert found.places["west"]["injured"].runs == 0
    assert found.places["a"]["injured"] is None


def test_events_that_are_nowhere_on_the_map_are_counted():
    found = known(
        [(1, "shots", ""), (2, "shots", "moon"), (3, "statement", "")], [(1, "crowd", "")]
    )
    assert found.homeless == {"": 2, "moon": 1}
