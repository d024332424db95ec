"""What the model asks of a map: who can reach what, where roads can be blocked."""

from typing import Any

import pytest

from sim.model.geography import geography
from sim.scenario.world import Cell, Municipality, Place, Road, Site, Unit, World


def site(name: str, at: str | tuple[str, str], controls: str, town: str) -> Site:
    place, (a, b) = (at, ("", "")) if isinstance(at, str) else ("", at)
    return Site(name, name, "any", town, place, a, b, 1.0, 1.0, 10.0, controls)


def unit(base: str) -> Unit:
    return Unit("u", "U", "f", "police", "n", 10, base, "r", False, 0, 0, 0, 0, "no", 0, 0, 0)


TOWNS = ("east", "gatehouse", "moor", "west")
WORLD = World(
    places=tuple(Place(f"p_{town}", town, "town", town, 1.0, 1.0) for town in TOWNS),
    municipalities=tuple(
        Municipality(town, town, label, f"p_{town}", 1, True)
        for town, label in zip(TOWNS, "abcd", strict=True)
    ),
    # west - moor - gatehouse, and east beyond, on foot only: a crossing at the gatehouse
    roads=(
        Road("p_west", "p_moor", "r", 1, 10, "road"),
        Road("p_moor", "p_gatehouse", "r", 1, 20, "road"),
        Road("p_gatehouse", "p_east", "path", 1, 30, "foot"),
    ),
    sites=(
        site("pass", ("p_moor", "p_gatehouse"), "road", "moor"),
        site("moor_square", "p_moor", "road", "moor"),
        site("bog", "p_moor", "nothing", "moor"),
        site("p_gatehouse", "p_gatehouse", "crossing", "gatehouse"),
        site("hole", "p_west", "crossing", "west"),
    ),
    population=(
        Cell("p_west", "one", 50),
        Cell("p_west", "two", 10),
        Cell("p_moor", "one", 30),
        Cell("p_gatehouse", "one", 30),
    ),
    forces=(unit("p_gatehouse"),),
    digest="",
)


def test_every_municipality_place_and_site_has_a_number_by_its_id():
    found = geography(WORLD)
    assert [town.id for town in found.municipalities] == sorted(TOWNS)
    for number, town in enumerate(sorted(TOWNS)):
        assert found.town_of[town] == found.town_of[f"p_{town}"] == number
    assert found.town_of["pass"] == found.town_of["moor"]


def test_roads_are_blocked_at_sites_that_control_one_and_crossings_are_those_staffed():
    found = geography(WORLD)
    roads = {town: sites for (town, what), sites in found.sites_of.items() if what == "road"}
    assert roads == {
        "moor": ("moor_square", "pass"),
        **dict.fromkeys(("east", "gatehouse", "west"), ()),
    }
    assert found.crossings == ("p_gatehouse",)


def test_nothing_depends_on_the_order_of_the_tables():
    turned: Any = {name: rows[::-1] for name, rows in WORLD._asdict().items() if name != "digest"}
    one, other = geography(WORLD), geography(World(**turned, digest="turned"))
    for name in ("municipalities", "town_of", "sites_of", "crossings", "lived_in"):
        assert getattr(one, name) == getattr(other, name), name
    for blocked in ((), ("pass",), ("moor_square",), ("pass", "moor_square")):
        assert one.openness(blocked) == other.openness(blocked)


@pytest.mark.parametrize(
    ("blocked", "parts", "cut_off"),
    [
        ((), (3,), False),
        # 90 of 120 can no longer reach the gate
        (("pass",), (2, 1), True),
        # a place that is blocked cuts every road there: 30 of 120 still reach the gate
        (("moor_square",), (1, 1, 1), True),
    ],
)
def test_a_crossing_is_cut_off_when_most_people_cannot_reach_it_by_road(blocked, parts, cut_off):
    openness = geography(WORLD).openness(blocked)
    assert openness.parts == parts, "places of the municipalities in which somebody lives"
    assert openness.cut_off == (frozenset({"p_gatehouse"}) if cut_off else frozenset())


def test_half_of_the_people_are_enough():
    cells = (*WORLD.population[:2], Cell("p_gatehouse", "one", 60))
    assert not geography(WORLD._replace(population=cells)).openness(("pass",)).cut_off


def test_a_site_on_a_road_is_half_of_it_from_the_nearer_end():
    found = geography(WORLD)
    assert found.minutes("p_west", "p_gatehouse") == 30
    assert found.minutes("p_west", "pass") == found.minutes("p_gatehouse", "pass") + 10 == 20
    assert found.minutes("p_west", "moor_square") == 10
    assert found.minutes("p_west", "nowhere") == float("inf")


@pytest.mark.parametrize("one", [*TOWNS, *(place.id for place in WORLD.places), "pass", "hole"])
@pytest.mark.parametrize("other", [*TOWNS, *(place.id for place in WORLD.places), "pass", "hole"])
def test_the_way_between_any_two_names_is_known_and_as_long_back(one: str, other: str):
    found = geography(WORLD)
    assert found.minutes(one, other) == found.minutes(other, one) < 100.0


def test_the_way_of_a_site_and_of_a_municipality_is_that_of_their_places():
    found = geography(WORLD)
    assert found.minutes("west", "moor") == found.minutes("p_west", "p_moor") == 10.0
    assert found.minutes("pass", "west") == found.minutes("p_west", "pass") == 10.0 + 0.5 * 20.0
    assert found.minutes("pass", "east") == 0.5 * 20.0 + 30.0
