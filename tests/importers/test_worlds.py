"""Maps, people and forces of others become a world that passes the check."""

import csv
import json

import pytest
import yaml

from sim.main import main
from sim.scenario.shipped import shipped
from sim.scenario.tables import read_world
from tests.importers import files


@pytest.fixture
def imported(tmp_path, monkeypatch, capsys):
    """Import a text as a file into the project's world; returns what was printed."""
    monkeypatch.chdir(tmp_path)

    def run(kind, name, text, *options, code=0):
        if kind == "osm":
            pytest.importorskip("osmium")
        (tmp_path / name).write_text(text, encoding="utf-8")
        found = main(["import", kind, name, "--into", "worlds/valley", *options])
        out, err = capsys.readouterr()
        assert found == code, err
        return out if code == 0 else err

    return run


def table(tmp_path, name):
    with (tmp_path / "worlds/valley" / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def scenario(tmp_path):
    """The invented town's case in the imported world, with the ids of the import."""
    text = (shipped() / "example_town.yaml").read_text("utf-8")
    for old, new in {
        "worlds/example_town": "worlds/valley",
        "west_bank": "mun_westmarket",
        "west_market": "westmarket",
        "east_market": "eastham",
    }.items():
        text = text.replace(old, new)
    (tmp_path / "town.yaml").write_text(text, encoding="utf-8")
    assert yaml.safe_load(text)["extends"] == "common/parameters.yaml"
    return "town.yaml"


def all_five(imported):
    imported("osm", "valley.osm", files.osm_xml())
    imported("people", "census.csv", files.CENSUS, "--column", "place=Settlement",
             "--communities", "amber=Amber", "--communities", "blue=Blue")  # fmt: skip
    imported("people", "green.csv", "place,people\nWestmarket,20\n", "--community", "green")
    imported("forces", "forces.csv", files.FORCES, *FORCES)
    imported("forces", "guard.csv", "name,force,kind,strength,base\nGuard,guard,peacekeepers,200,"
             "eastham\n")  # fmt: skip


_PAIRS = ("name=Unit", "force=Belongs to", "kind=Type", "strength=Personnel", "base=Barracks")
FORCES = [
    word
    for pair in _PAIRS
    for word in ("--column", pair)
] + ["--value", "kind:Special=special_police"]  # fmt: skip


def test_an_imported_world_passes_check_in_a_scenario(imported, tmp_path, capsys):
    all_five(imported)
    assert main(["check", "--quick", scenario(tmp_path)]) == 0, capsys.readouterr().err
    assert "ok" in capsys.readouterr().out


def test_a_scenario_runs_in_an_imported_world(imported, tmp_path, capsys):
    all_five(imported)
    out = ["--runs", "1", "--workers", "1", "--quiet", "--out", "out"]
    assert main(["run", scenario(tmp_path), *out]) == 0, capsys.readouterr().err


def test_osm_roads_lead_from_place_to_place_with_minutes(imported, tmp_path):
    imported("osm", "valley.osm", files.osm_xml())
    roads = {(row["from"], row["to"]): row for row in table(tmp_path, "roads")}
    assert set(roads) == {("westmarket", "eastham"), ("eastham", "east_gate"),
                          ("far_hamlet", "east_gate")}  # fmt: skip
    # 4.38 km along the parallel: 2.39 of them at 55 km/h, 1.96 at the limit of 30, the rest 20
    west = roads["westmarket", "eastham"]
    assert float(west["km"]) == pytest.approx(4.38, abs=0.02)
    assert float(west["minutes"]) == pytest.approx(6.6, abs=0.2)
    assert west["licence"] == "ODbL 1.0"
    assert west["assumed"] == "minutes"


def test_osm_bridges_stand_on_their_road_and_crossings_are_places(imported, tmp_path):
    imported("osm", "valley.osm", files.osm_xml())
    sites = {row["id"]: row for row in table(tmp_path, "sites")}
    bridge = sites["old_bridge"]
    assert (bridge["from"], bridge["to"], bridge["controls"]) == ("westmarket", "eastham", "road")
    assert (sites["east_gate"]["place"], sites["east_gate"]["controls"]) == (
        "east_gate",
        "crossing",
    )
    assert {name: row["divides"] for name, row in sites.items()} == {
        "old_bridge": "yes", "east_gate": "", "town_police": ""
    }  # fmt: skip
    assert bridge["assumed"] == "controls divides"
    assert sites["town_police"]["kind"] == "police_station"
    assert {row["id"]: row["kind"] for row in table(tmp_path, "places")}["east_gate"] == "crossing"


def test_osm_tells_what_was_dropped_and_assumed(imported):
    out = imported("osm", "valley.osm", files.osm_xml())
    assert "no street of the file leads there from the other places (1): Lost Place" in out
    assert "driving minutes are assumed" in out
    assert "population.csv: has no rows yet" in out


def test_osm_that_is_not_in_order_is_refused_with_what_to_do(imported):
    text = files.osm_xml(ways=dict(reversed(files.WAYS.items())))
    assert "put it in order: osmium sort" in imported("osm", "valley.osm", text, code=2)


def test_osm_reads_pbf_alike(imported, tmp_path):
    osmium = pytest.importorskip("osmium")
    imported("osm", "valley.osm", files.osm_xml())
    before = (tmp_path / "worlds/valley/roads.csv").read_bytes()
    with osmium.SimpleWriter(str(tmp_path / "valley.osm.pbf")) as writer:
        for one in osmium.FileProcessor(str(tmp_path / "valley.osm")):
            writer.add(one)
    assert main(["import", "osm", "valley.osm.pbf", "--into", "worlds/other"]) == 0
    assert (tmp_path / "worlds/other/roads.csv").read_bytes() == before


def test_osm_boundaries_of_the_file_become_municipalities(imported, tmp_path):
    ring = {
        201: (9.9, -40.1, {}),
        202: (9.9, -39.8, {}),
        203: (10.1, -39.8, {}),
        204: (10.1, -40.1, {}),
    }
    way = {301: ([201, 202, 203, 204, 201],
                 {"boundary": "administrative", "admin_level": "8", "name": "Valley"})}  # fmt: skip
    out = imported("osm", "v.osm", files.osm_xml(files.NODES | ring, files.WAYS | way))
    assert [row["name"] for row in table(tmp_path, "municipalities")] == ["Valley"]
    assert "in no boundary (give it one, or --municipality) (1): Lost Place" in out


def test_speeds_of_the_user_are_driven(imported, tmp_path):
    (tmp_path / "speeds.csv").write_text("highway,kmh\nsecondary,10\nprimary,10\n")
    imported("osm", "valley.osm", files.osm_xml(), "--speeds", "speeds.csv")
    minutes = [
        float(row["minutes"]) for row in table(tmp_path, "roads") if row["from"] == "westmarket"
    ]
    assert minutes == [pytest.approx(26.2, abs=0.3)]


def test_geonames_with_assumed_roads_is_a_world(imported, tmp_path):
    out = imported("geonames", "XX.txt", files.GEONAMES, "--roads", "40", "--community", "amber")
    world = read_world(tmp_path / "worlds/valley")
    assert {place.id for place in world.places} == {"westmarket", "eastham", "ciflik"}
    assert {one.name for one in world.municipalities} == {"West county", "XX.00.02"}
    assert sum(cell.people for cell in world.population) == 12940
    assert "abandoned (PPLQ) (1): Old Ruin" in out
    assert "has its code for a name" in out
    assert table(tmp_path, "places")[0]["licence"] == "CC BY 4.0"


def test_geonames_takes_boundaries_and_leaves_out_small_places(imported, tmp_path):
    (tmp_path / "b.geojson").write_text(files.BOUNDARIES)
    out = imported(
        "geonames", "XX.txt", files.GEONAMES, "--boundaries", "b.geojson", "--least", "100"
    )
    homes = {row["id"]: row["municipality"] for row in table(tmp_path, "places")}
    assert homes == {"westmarket": "mun_west_bank", "eastham": "mun_east_bank"}
    assert "fewer than 100 people" in out


def test_places_of_one_name_get_ids_of_their_own(imported, tmp_path):
    lines = [files.geoname(n, "Novo Selo", (10 + n, -40)) for n in (7, 3)]
    imported("geonames", "XX.txt", "\n".join(lines))
    first = {row["id"]: row["lat"] for row in table(tmp_path, "places")}
    assert first == {"novo_selo_3": "13.00000", "novo_selo_7": "17.00000"}


def test_geojson_points_become_places_and_sites(imported, tmp_path):
    imported("geonames", "XX.txt", files.GEONAMES, "--roads", "40")
    points = files.collection(
        files.feature("Point", [-40.015, 10.0], NAME="Town hall", type="building", license="CC0"),
        files.feature("Point", [-30.0, 10.0], NAME="Far house"),
        files.feature("Point", [-300.0, 10.0], NAME="Nowhere"),
        files.feature("LineString", [[-40, 10], [-39, 10]], NAME="A river"),
    )
    out = imported("geojson", "p.geojson", points, "--sites", "--column", "name=NAME",
                   "--column", "kind=type")  # fmt: skip
    (site,) = table(tmp_path, "sites")
    assert (site["id"], site["place"], site["kind"]) == ("town_hall", "westmarket", "building")
    assert site["licence"] == "CC0"
    assert "no place within 5 km (--reach) (1): Far house" in out
    assert "coordinates are not degrees (1): Nowhere" in out
    assert "LineString left out" in out
    read_world(tmp_path / "worlds/valley")


def test_geojson_polygons_become_municipalities_of_places(imported, tmp_path):
    both = json.loads(files.BOUNDARIES)["features"]
    both += [
        files.feature("Point", [-40.05, 10.0], name="Westmarket", people=5000),
        files.feature("Point", [-40.04, 10.0], name="Mill", people=10),
        files.feature("Point", [-39.95, 10.0], name="Eastham"),
    ]
    imported("geojson", "all.geojson", files.collection(*both), "--roads", "30", "--licence", "CC0")
    towns = {row["id"]: row["seat"] for row in table(tmp_path, "municipalities")}
    assert towns == {"mun_west_bank": "westmarket", "mun_east_bank": "eastham"}
    read_world(tmp_path / "worlds/valley")


def test_a_hole_of_a_polygon_is_not_inside_it():
    from sim.importers.positions import Area, At

    ring = [tuple(point) for point in files.square(0, 0, 10, 10)[0]]
    hole = [tuple(point) for point in files.square(4, 4, 6, 6)[0]]
    area = Area("a", "A", ((ring, hole),))
    assert area.holds(At(2, 2))
    assert not area.holds(At(5, 5))
    assert not area.holds(At(12, 2))


def test_real_points_of_a_shipped_map_become_its_places(imported, tmp_path):
    world = shipped() / "worlds/north_kosovo"
    text = (world / "map.geojson").read_text("utf-8")
    imported("geojson", "map.geojson", text, "--roads", "40", "--municipality", "All")
    with (world / "places.csv").open(encoding="utf-8", newline="") as rows:
        known = {
            row["name"]: (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(rows)
        }
    found = {
        row["name"]: (float(row["lat"]), float(row["lon"])) for row in table(tmp_path, "places")
    }
    shared = known.keys() & found.keys()
    assert len(shared) > 40
    for name in shared:
        assert found[name] == pytest.approx(known[name], abs=1e-4), name
    read_world(tmp_path / "worlds/valley")


def test_people_of_squares_are_counted_to_the_nearest_place(imported, tmp_path):
    imported("geonames", "XX.txt", files.GEONAMES)
    grid = "X,Y,Z\n-40.02,10.0,100.4\n-40.019,10.001,50.2\n-39.98,10.0,30\n-30,10,7\n"
    names = [word for pair in ("lon=X", "lat=Y", "people=Z") for word in ("--column", pair)]
    out = imported(
        "people", "pop.csv", grid, *names, "--community", "Amber", "--licence", "CC BY 4.0"
    )
    people = {row["place"]: row["people"] for row in table(tmp_path, "population")}
    assert people == {"westmarket": "151", "eastham": "30"}
    assert "no place within 5 km (--reach) (1): line 5: 7 at 10, -30" in out
    assert "rounded" in out


def test_forces_of_a_workbook_are_those_of_its_csv(imported, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    imported("geonames", "XX.txt", files.GEONAMES)
    book = openpyxl.Workbook()
    for line in csv.reader(files.FORCES.splitlines()):
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in line])
    book.save(tmp_path / "forces.xlsx")
    assert main(["import", "forces", "forces.xlsx", "--into", "worlds/valley", *FORCES,
                 "--source", "list of 2030"]) == 0  # fmt: skip
    from_book = table(tmp_path, "forces")
    (tmp_path / "worlds/valley/forces.csv").unlink()
    imported("forces", "forces.csv", files.FORCES, *FORCES, "--source", "list of 2030")
    assert table(tmp_path, "forces") == from_book
    riot = {row["id"]: row for row in from_book}["riot_squad"]
    assert (riot["kind"], riot["base"], riot["notice_low"]) == (
        "special_police",
        "westmarket",
        "30",
    )
    assert "response_layer" in riot["assumed"]
    assert "notice_minutes" not in riot["assumed"].split()


def test_what_is_in_the_folder_stays_as_it_is(imported, tmp_path):
    imported("geonames", "XX.txt", files.GEONAMES, "--roads", "40")
    folder = tmp_path / "worlds/valley"
    mine = folder / "population.csv"
    mine.write_text('place,community,people\nwestmarket,amber,5\neastham,blue,"7"\n')
    places = (folder / "places.csv").read_bytes()
    out = imported(
        "people", "p.csv", "place,community,people\nwestmarket,amber,99\nciflik,blue,3\n"
    )
    assert "already in population.csv, which is left as it is (1): westmarket amber" in out
    rows = table(tmp_path, "population")
    assert [(r["place"], r["people"]) for r in rows] == [
        ("westmarket", "5"), ("eastham", "7"), ("ciflik", "3")]  # fmt: skip
    assert rows[0]["source"] == ""
    assert rows[2]["source"] == "p.csv"
    assert (folder / "places.csv").read_bytes() == places
    again = imported("geonames", "XX.txt", files.GEONAMES, "--roads", "40")
    assert "nothing" in again.splitlines()[0]
    assert (folder / "places.csv").read_bytes() == places


def test_rows_that_are_there_keep_their_bytes(imported, tmp_path):
    imported("geonames", "XX.txt", files.GEONAMES)
    path = tmp_path / "worlds/valley/population.csv"
    header = b"\xef\xbb\xbfplace,community,people,source,licence,assumed,note\r\n"
    kept = header + b'"eastham",blue,7,,,,\r\n'
    path.write_bytes(kept)
    imported("people", "p.csv", "place,community,people\nciflik,blue,3\n")
    assert path.read_bytes().startswith(kept)
    assert len(table(tmp_path, "population")) == 2


def test_totals_by_sex_and_age_are_counted_once(imported, tmp_path):
    imported("geonames", "XX.txt", files.GEONAMES)
    said = {"admin2_name": "Westmarket", "population": 12000}
    parts = (("all", "all"), ("f", "all"), ("m", "all"), ("f", "0-4"))
    rows = [said | {"gender": gender, "age_range": age} for gender, age in parts]
    out = imported("people", "hapi.csv", files.table(files.HAPI_PEOPLE, *rows, tags=True),
                   "--column", "place=admin2_name", "--column", "people=population",
                   "--community", "amber")  # fmt: skip
    assert [row["people"] for row in table(tmp_path, "population")] == ["12000"]
    assert "left out, parts of a total (gender, age_range) (3): line 4: gender f" in out


def test_geojson_of_other_publishers_is_read(tmp_path, monkeypatch):
    """An export of Overpass turbo, and boundaries with heights as the COD-AB have them."""
    monkeypatch.chdir(tmp_path)
    town = {"@id": "node/1", "name": "Westmarket", "place": "town", "@relations": []}
    point = files.feature("Point", [-40.01, 10.0], **town) | {"id": "node/1"}
    ring = [[x, y, 0.0] for x, y in files.square(-40.1, 9.9, -39.8, 10.1)[0]]
    area = files.feature("MultiPolygon", [[ring]], adm2_name="Valley", adm2_pcode="XX01")
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    (tmp_path / "adm2.geojson").write_text(files.collection(area, crs=crs), "utf-8")
    (tmp_path / "towns.geojson").write_text(files.collection(point), "utf-8")
    assert main(["import", "geojson", "towns.geojson", "adm2.geojson", "--into", "worlds/valley",
                 "--column", "kind=place", "--column", "name=adm2_name"]) == 0  # fmt: skip
    (place,) = table(tmp_path, "places")
    assert (place["id"], place["kind"]) == ("westmarket", "town")
    assert [row["id"] for row in table(tmp_path, "municipalities")] == ["mun_valley"]
