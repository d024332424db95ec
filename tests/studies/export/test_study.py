"""A folder of runs as GeoJSON and GraphML: against its own tables, and never over what is not its.

The numbers are counted anew from ``events.csv`` with the standard library.
"""

import csv
import json
import shutil
from collections import defaultdict
from pathlib import Path

import networkx as nx
import pytest

import sim
from sim.cli.verify import differences
from sim.main import main
from sim.report.style import png_bytes
from sim.terms.errors import Damaged, Refused

SCENARIOS = Path(__file__).resolve().parents[3] / "scenarios"
PLACES = SCENARIOS / "worlds" / "north_kosovo"
RUNS = 4
SETS = {"clock.days": 2, "ensemble.one_in": 20}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("finished") / "out"
    loaded = sim.load(SCENARIOS / "mitrovica.yaml", SETS)
    return sim.run(loaded, runs=RUNS, seed=3, out=folder, workers=1), folder


@pytest.fixture
def folder(finished, tmp_path):
    return shutil.copytree(finished[1], tmp_path / "copy")


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def counted(finished):
    """First local time of each kind of event at each place of each run, from events.csv."""
    times = defaultdict(dict)
    for row in rows_of(finished[1] / "events.csv"):
        times[row["kind"], row["place"]].setdefault(row["run"], row["time"])
    return times


@pytest.fixture(scope="module")
def features(finished):
    collection = json.loads(sim.export(finished[1]).text())
    return {one["id"]: one for one in collection["features"]}


def half_by(times):
    """The time by which it had come in half of all runs; None where it had not."""
    ordered = sorted(times.values())
    return ordered[RUNS // 2 - 1] if len(ordered) >= RUNS / 2 else None


def test_it_is_geojson(finished):
    collection = json.loads(sim.export(finished[1]).text())
    assert collection["type"] == "FeatureCollection"
    assert (collection["runs"], collection["seed"]) == (RUNS, 3)
    depth = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2}
    for one in collection["features"]:
        assert one["type"] == "Feature"
        assert isinstance(one["properties"], dict)
        positions = [one["geometry"]["coordinates"]]
        for _ in range(depth[one["geometry"]["type"]]):
            positions = [inner for outer in positions for inner in outer]
        for lon, lat in positions:
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
    ids = [one["id"] for one in collection["features"]]
    assert len(set(ids)) == len(ids)


def test_every_place_road_and_site_of_the_world_is_there_where_its_table_says(features):
    places = {row["id"]: row for row in rows_of(PLACES / "places.csv")}
    for name, row in places.items():
        assert features[name]["geometry"]["coordinates"] == [float(row["lon"]), float(row["lat"])]
    for row in rows_of(PLACES / "sites.csv"):
        at = [float(row["lon"]), float(row["lat"])]
        assert features[row["id"]]["geometry"]["coordinates"] == at
        assert features[row["id"]]["properties"]["feature"] == "site"
    for row in rows_of(PLACES / "roads.csv"):
        road = features[f"{row['from']} {row['to']}"]
        assert road["properties"]["km"] == float(row["km"])
        ends = [places[row["from"]], places[row["to"]]]
        assert road["geometry"]["coordinates"] == [[float(p["lon"]), float(p["lat"])] for p in ends]
    towns = {row["id"]: row for row in rows_of(PLACES / "municipalities.csv")}
    for name in towns.keys() & features.keys():
        inside = [one for one in places.values() if one["municipality"] == name]
        assert len(features[name]["geometry"]["coordinates"]) == len(inside)


def blockable():
    """Rows of the sites where a road can be blocked."""
    return [row for row in rows_of(PLACES / "sites.csv") if row["controls"] == "road"]


def _what(feature):
    return f"{feature['properties']['kind']} {feature['properties']['feature']}"


@pytest.mark.parametrize(
    ("name", "kind", "feature"),
    [
        ("barricade", "barricade_built", "road site"),
        ("closed", "crossing_closed", "crossing"),
        ("shots", "shots", "municipality"),
        ("crowd", "crowd", "municipality"),
    ],
)
def test_numbers_are_those_of_a_hand_count(features, counted, name, kind, feature):
    of_kind = [
        one
        for one in features.values()
        if feature in (one["properties"]["feature"], one["properties"]["kind"], _what(one))
    ]
    assert any(counted[kind, one["id"]] for one in of_kind), "it happened somewhere"
    for one in of_kind:
        times, what = counted[kind, one["id"]], one["properties"]
        assert what[f"{name}_runs"] == len(times)
        assert what[f"{name}_share"] == pytest.approx(len(times) / RUNS, rel=1e-5)
        assert what[f"{name}_half_by"] == half_by(times)


def test_a_road_is_blocked_where_one_of_its_sites_is(features, counted):
    on = defaultdict(list)
    for row in blockable():
        on[frozenset((row["from"], row["to"]))].append(row["id"])
    n_blocked = 0
    for row in rows_of(PLACES / "roads.csv"):
        what = features[f"{row['from']} {row['to']}"]["properties"]
        points = on[frozenset((row["from"], row["to"]))]
        assert what["sites"].split() == points
        times = defaultdict(list)
        for point in points:
            for run, time in counted["barricade_built", point].items():
                times[run].append(time)
        first = {run: min(all_) for run, all_ in times.items()}
        assert what["blocked_runs"] == (len(first) if points else None)
        assert what["blocked_half_by"] == (half_by(first) if points else None)
        n_blocked += bool(first)
    assert n_blocked


def test_graphml_is_read_back(finished, features, tmp_path):
    file = tmp_path / "roads.graphml"
    result = sim.export(finished[1], out=file)
    graph = nx.read_graphml(file)
    assert not graph.is_directed()
    assert dict(graph.nodes(data=True)) == dict(result.graph.nodes(data=True))
    assert graph.number_of_edges() == len(rows_of(PLACES / "roads.csv"))
    for row in rows_of(PLACES / "roads.csv"):
        edge = graph.edges[row["from"], row["to"]]
        assert (edge["km"], edge["minutes"]) == (float(row["km"]), float(row["minutes"]))
        what = features[f"{row['from']} {row['to']}"]["properties"]
        assert edge.get("blocked_share") == what["blocked_share"]
        shares = [features[one]["properties"]["barricade_share"]
                  for one in edge["sites"].split()]  # fmt: skip
        assert [float(text) for text in edge["site_shares"].split()] == shares
    for name, node in graph.nodes(data=True):
        assert (node["lon"], node["lat"]) == tuple(features[name]["geometry"]["coordinates"])
        town = features[node["municipality"]]["properties"]
        assert node["municipality_shots_runs"] == town["shots_runs"]


def test_the_table_has_a_row_a_feature(finished, features):
    table = sim.export(finished[1]).table()
    assert list(table["id"]) == list(features)
    assert table["barricade_share"].max() <= 1


def test_the_sketch_is_drawn_the_same_each_time(finished):
    where = sim.export(finished[1])
    assert png_bytes(where.plot()) == png_bytes(where.plot())
    assert where._repr_png_().startswith(b"\x89PNG")
    axes = where.plot().axes[0]
    coloured = [line for line in axes.lines if line.get_linewidth() == 2.6]
    assert len(coloured) == len(blockable()), "each on its own road"
    assert any("Jarinje crossing, " in text.get_text() for text in axes.texts)


def test_beside_the_tables_it_belongs_to_the_folder(finished, folder, capsys):
    for form in ("geojson", "graphml"):
        assert main(["export", str(folder), "--format", form, "--quiet"]) == 0
        assert capsys.readouterr().out == f"{folder / 'map'}.{form}\n"
    first = (folder / "map.geojson").read_bytes()
    assert main(["export", str(folder)]) == 0
    told = capsys.readouterr().out
    assert f"of {RUNS} runs" in told
    assert "a barricade most often: " in told
    assert (folder / "map.geojson").read_bytes() == first
    assert (folder / "map.graphml").exists(), "the other form stays"
    sim.why(folder, tries=0).write()
    assert differences(folder, finished[1]) == [], "what was added is not made again by verify"
    loaded = sim.load(SCENARIOS / "mitrovica.yaml", SETS)
    sim.run(loaded, runs=RUNS + 1, seed=3, out=folder, workers=1)
    assert not list(folder.glob("map.*")), "they were of fewer runs"


@pytest.mark.parametrize("name", ["map.geojson", "runs.csv", "elsewhere.geojson"])
@pytest.mark.parametrize("content", ["mine", '{"type": "FeatureCollection", "features": []}'])
def test_what_was_not_exported_is_not_written_over(folder, name, content, capsys):
    (folder / name).write_text(content)
    words = ["--out", str(folder / name), "--format", "geojson"]
    assert main(["export", str(folder), *words]) == 2
    assert name in capsys.readouterr().err
    assert (folder / name).read_text() == content


@pytest.mark.parametrize("form", ["geojson", "graphml"])
def test_an_export_that_was_changed_is_not_written_over(finished, tmp_path, form):
    file = tmp_path / f"out.{form}"
    sim.export(finished[1], out=file)
    before = file.read_bytes()
    sim.export(finished[1], out=file)
    assert file.read_bytes() == before, "the same again is written over"
    file.write_bytes(before.replace(b"Zvecan", b"ZVECAN"))
    changed = file.read_bytes()
    assert changed != before
    with pytest.raises(Refused, match="was not exported by Ibar, or was changed since"):
        sim.export(finished[1], out=file)
    assert file.read_bytes() == changed


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"format": "geojsn"},
            'format "geojsn" is not one of geojson, graphml; did you mean "geoj',
        ),
        ({"format": 7}, "format = 7: "),
        ({"out": "x.graphml", "format": "geojson"}, "ends like graphml, and geojson is asked for"),
        ({"out": "x.csv"}, "x.csv: the form is not clear from its ending"),
        ({"out": "."}, "is a folder; name a file"),
        ({"out": ".", "format": "geojson"}, "is a folder; name a file"),
        ({"folder": "nowhere"}, "nowhere: is no finished output folder"),
        ({"folder": "nowhere", "format": "x"}, "nowhere: is no finished output folder"),
    ],
)
def test_what_cannot_be_is_refused_in_words(finished, changes, says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused) as told:
        sim.export(**{"folder": finished[1], **changes})
    assert says in str(told.value)
    assert len(told.value.lines) == 1 + (len(changes) == 2 and "folder" in changes)
    assert not list(tmp_path.iterdir())


def test_a_link_is_not_written_through(finished, tmp_path):
    (tmp_path / "precious").write_text("mine")
    try:
        (tmp_path / "link.geojson").symlink_to(tmp_path / "precious")
    except OSError:
        pytest.skip("links need rights here")
    with pytest.raises(Refused, match="is a link"):
        sim.export(finished[1], out=tmp_path / "link.geojson")
    assert (tmp_path / "precious").read_text() == "mine"


@pytest.mark.parametrize("name", ["events.csv", "series.npz", "summary.json"])
def test_a_damaged_folder_is_refused(folder, name):
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(Damaged, match=name.replace(".", r"\.")):
        sim.export(folder)
