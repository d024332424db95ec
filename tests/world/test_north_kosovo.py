import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import networkx as nx
import pytest

SCENARIOS = Path(__file__).parents[2] / "scenarios"
WORLD = SCENARIOS / "worlds" / "north_kosovo"
TABLES = ("places", "municipalities", "roads", "sites", "population", "forces")
UNSOURCED = ("assumed", "general knowledge, unverified")
CROSSINGS = ("jarinje_crossing", "brnjak_crossing")
Row = dict[str, str]

LEADING = {
    "places": "id,name,kind,municipality,lat,lon,name_sr,name_sq",
    "municipalities": "id,name,area,seat,lorry_groups,has_sirens",
    "roads": "from,to,name,km,minutes,mode",
    "sites": "id,name,kind,municipality,place,from,to,lat,lon,front,divides,controls,seen",
    "population": "place,community,people",
    "forces": (
        "id,name,force,kind,nation,strength,strength_low,strength_high,base,role,mobile,"
        "response_layer,notice_minutes,notice_low,notice_high,crowd_control,approval_minutes,"
        "approval_low,approval_high,in_total,status"
    ),
}


def contested(world: dict[str, list[Row]]) -> set[str]:
    return {row["id"] for row in world["municipalities"] if row["area"] == "contested"}


def people_in(world: dict[str, list[Row]], municipalities: set[str]) -> int:
    inside = {row["id"] for row in world["places"] if row["municipality"] in municipalities}
    return sum(int(row["people"]) for row in world["population"] if row["place"] in inside)


def road_graph(world: dict[str, list[Row]], modes: Iterable[str]) -> nx.Graph:
    edges = [(row["from"], row["to"]) for row in world["roads"] if row["mode"] in modes]
    graph = nx.Graph(edges)
    graph.add_nodes_from(row["id"] for row in world["places"])
    return graph


def blockable(world: dict[str, list[Row]]) -> list[Row]:
    """Sites where a road can be blocked."""
    return [row for row in world["sites"] if row["controls"] == "road"]


def without_blocked(world: dict[str, list[Row]], ids: Iterable[str] | None = None) -> nx.Graph:
    graph = road_graph(world, ["road"])
    chosen = set(ids) if ids is not None else {row["id"] for row in blockable(world)}
    graph.remove_edges_from(
        (row["from"], row["to"]) for row in blockable(world) if row["id"] in chosen
    )
    return graph


@pytest.mark.parametrize("name", TABLES)
def test_table_has_its_leading_columns_and_plain_line_ends(name: str) -> None:
    data = (WORLD / f"{name}.csv").read_bytes()
    assert b"\r" not in data
    assert data.endswith(b"\n")
    header = data.decode("utf-8").splitlines()[0]
    assert header.startswith(LEADING[name] + ",")


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_a_source_or_says_that_it_has_none(
    world: dict[str, list[Row]], name: str
) -> None:
    for row in world[name]:
        text = " ".join(row.values())
        assert row["source_url"].strip(), row
        assert "http" in row["source_url"] or any(word in text for word in UNSOURCED), row


@pytest.mark.parametrize("name", ["places", "municipalities", "sites", "forces"])
def test_ids_are_unique(world: dict[str, list[Row]], name: str) -> None:
    counts = Counter(row["id"] for row in world[name])
    assert max(counts.values()) == 1


def test_a_name_is_one_place_one_site_at_that_place_or_one_municipality(
    world: dict[str, list[Row]],
) -> None:
    at_its_own = {row["id"] for row in world["sites"] if row["id"] == row["place"]}
    names = [row["id"] for t in ("places", "municipalities", "sites") for row in world[t]]
    twice = {name for name, n in Counter(names).items() if n > 1}
    assert twice == at_its_own
    kinds = {row["id"]: row["kind"] for row in world["places"]}
    assert {name for name, kind in kinds.items() if kind == "site"} == at_its_own


def test_there_are_55_places_inside_the_map_of_the_region(world: dict[str, list[Row]]) -> None:
    assert len(world["places"]) == 55
    for row in world["places"]:
        assert 42 < float(row["lat"]) < 44, row
        assert 20 < float(row["lon"]) < 21.6, row


def test_places_and_seats_name_each_other(world: dict[str, list[Row]]) -> None:
    municipality_of = {row["id"]: row["municipality"] for row in world["places"]}
    known = {row["id"] for row in world["municipalities"]}
    assert set(municipality_of.values()) == known
    for row in world["municipalities"]:
        assert municipality_of[row["seat"]] == row["id"], row


def test_four_municipalities_are_contested_and_only_they_have_lorries(
    world: dict[str, list[Row]],
) -> None:
    lorries = {row["id"]: float(row["lorry_groups"]) for row in world["municipalities"]}
    assert {m: lorries[m] for m in contested(world)} == {
        "mun_mitrovica_north": 2,
        "mun_zvecan": 3,
        "mun_zubin_potok": 3,
        "mun_leposavic": 4,
    }
    assert sum(lorries.values()) == 12
    adjacent = [row["id"] for row in world["municipalities"] if row["area"] == "adjacent"]
    assert adjacent == ["mun_mitrovica_south"]


def test_population_sums_to_55000_in_the_north_and_67000_in_the_south(
    world: dict[str, list[Row]],
) -> None:
    assert people_in(world, contested(world)) == 55_000
    assert people_in(world, {"mun_mitrovica_south"}) == 67_000
    assert sum(int(row["people"]) for row in world["population"]) == 122_000


def test_population_of_each_municipality_is_the_one_its_note_states(
    world: dict[str, list[Row]],
) -> None:
    for row in world["municipalities"]:
        if row["area"] != "outside":
            stated = int(row["note"].split(" people")[0].replace(",", ""))
            assert people_in(world, {row["id"]}) == stated, row


def test_population_cells_are_unique_inhabited_and_of_known_places(
    world: dict[str, list[Row]],
) -> None:
    cells = [(row["place"], row["community"]) for row in world["population"]]
    assert len(cells) == len(set(cells))
    assert {place for place, _ in cells} <= {row["id"] for row in world["places"]}
    assert {community for _, community in cells} == {"serb", "albanian", "other"}
    assert all(int(row["people"]) > 0 for row in world["population"])


def test_road_graph_is_connected_and_has_every_place(world: dict[str, list[Row]]) -> None:
    graph = road_graph(world, ["road", "foot"])
    assert set(graph) == {row["id"] for row in world["places"]}
    assert nx.is_connected(graph)


def test_roads_are_unique_and_have_a_plausible_speed(world: dict[str, list[Row]]) -> None:
    pairs = [frozenset((row["from"], row["to"])) for row in world["roads"]]
    assert len(pairs) == len(set(pairs))
    limits = {"road": (8, 110), "foot": (3, 6)}
    for row in world["roads"]:
        slow, fast = limits[row["mode"]]
        assert slow < float(row["km"]) / (float(row["minutes"]) / 60) < fast, row


def test_only_the_main_bridge_is_for_people_on_foot(world: dict[str, list[Row]]) -> None:
    foot = {frozenset((r["from"], r["to"])) for r in world["roads"] if r["mode"] == "foot"}
    assert foot == {
        frozenset(("mitrovica_south", "ibar_main_bridge")),
        frozenset(("ibar_main_bridge", "mitrovica_north")),
    }


def test_sixteen_sites_block_roads_of_the_contested_municipalities(
    world: dict[str, list[Row]],
) -> None:
    roads = {frozenset((row["from"], row["to"])) for row in world["roads"]}
    municipality_of = {row["id"]: row["municipality"] for row in world["places"]}
    sites = blockable(world)
    assert len(sites) == 16
    assert len({frozenset((row["from"], row["to"])) for row in sites}) == 16
    for row in sites:
        assert frozenset((row["from"], row["to"])) in roads, row
        assert row["seen"] in {"2022-07", "other years", "assumed"}, row
        ends = {municipality_of[row["from"]], municipality_of[row["to"]]}
        assert row["municipality"] in ends & contested(world), row


def test_every_site_lies_at_its_place_or_between_the_ends_of_its_road(
    world: dict[str, list[Row]],
) -> None:
    places = {row["id"]: row for row in world["places"]}
    for row in world["sites"]:
        ends = [places[row[key]] for key in ("place", "from", "to") if row[key]]
        for axis in ("lat", "lon"):
            values = [float(end[axis]) for end in ends]
            assert min(values) - 1e-4 <= float(row[axis]) <= max(values) + 1e-4, row


@pytest.mark.parametrize("crossing", CROSSINGS)
def test_all_blocked_sites_together_cut_the_crossing_from_the_south(
    world: dict[str, list[Row]], crossing: str
) -> None:
    assert nx.has_path(road_graph(world, ["road"]), "mitrovica_south", crossing)
    assert not nx.has_path(without_blocked(world), "mitrovica_south", crossing)


@pytest.mark.parametrize("town", ["mitrovica_north", "zvecan", "zubin_potok", "leposavic"])
@pytest.mark.parametrize("crossing", CROSSINGS)
def test_all_blocked_sites_together_cut_the_crossing_from_each_northern_town(
    world: dict[str, list[Row]], crossing: str, town: str
) -> None:
    assert not nx.has_path(without_blocked(world), town, crossing)


def test_the_places_of_31_july_2022_cut_the_direct_road_to_both_crossings(
    world: dict[str, list[Row]],
) -> None:
    seen = [row["id"] for row in blockable(world) if row["seen"] == "2022-07"]
    graph = without_blocked(world, seen)
    inside = {r["id"] for r in world["places"] if r["municipality"] in contested(world)}
    within_kosovo = graph.subgraph(inside | {"mitrovica_south"})
    for crossing in CROSSINGS:
        assert not nx.has_path(within_kosovo, "mitrovica_south", crossing)


def test_map_names_a_licence_for_every_feature() -> None:
    features = json.loads((WORLD / "map.geojson").read_text("utf-8"))["features"]
    assert features
    assert all(feature["properties"]["licence"] for feature in features)
