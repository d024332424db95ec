"""What is wrong with a file is said in a line: where it stands, and what would be right."""

import pytest

from sim.main import main
from tests.importers import files


@pytest.fixture
def refused(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "XX.txt").write_text(files.GEONAMES)
    assert main(["import", "geonames", "XX.txt", "--into", "world"]) == 0
    capsys.readouterr()
    before = {path: path.read_bytes() for path in (tmp_path / "world").iterdir()}

    def run(kind, data, *options, name="file.csv"):
        if kind == "osm":
            pytest.importorskip("osmium")
        if name.endswith(".xlsx"):
            pytest.importorskip("openpyxl")
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        assert main(["import", kind, name, "--into", "world", *options]) == 2
        assert {path: path.read_bytes() for path in (tmp_path / "world").iterdir()} == before
        return capsys.readouterr().err

    return run


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("people", "place,community,people\nwestmarkt,amber,3\n",
         'place = westmarkt: is no place of places.csv there; did you mean "westmarket"?'),
        ("people", "place;community;people\nwestmarket;amber;3\n",
         "file.csv:1: its cells are separated by semicolons"),
        ("people", "place,community,people\nwestmarket,amber,many\n",
         "file.csv:2: people = many: is not a number"),
        ("people", "place,community,people\nwestmarket,amber,-4\n",
         "it must lie in [0, 100000000]"),
        ("people", "place,group,people\nwestmarket,amber,4\n",
         'file.csv:1: has no column "community"'),
        ("people", "place,community,people\nČiflik,amber,4\n".encode("cp1250"),
         "file.csv:2: is not UTF-8 text"),
        ("people", "place,community,people\n".encode("utf-16"), "file.csv:1: is UTF-16 text"),
        ("people", "", "file.csv:1: is empty"),
        ("forces", "name,force,kind,strength,base\nA,b,tanks,10,eastham\n",
         "file.csv:2: kind = tanks: must be one of"),
        ("forces", "name,force,kind,strength,base\nA,b,army,1.5,eastham\n",
         "file.csv:2: strength = 1.5: is not a whole number"),
        ("geonames", "a\tb\n", "file.csv:1: the line has 2 columns; a dump of GeoNames has 19"),
        ("geonames", files.geoname(1, "A", ("x", 3)),
         "file.csv:1: latitude = x: is not a number"),
        ("geojson", "{", "file.csv:1: is no JSON"),
        ("geojson", '{"type": "Topology"}', 'type = Topology: should be "FeatureCollection"'),
        ("geojson", files.collection(crs={"properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}),
         "export it in WGS 84"),
        ("acled", files.ACLED_HEADER.replace("fatalities", "deaths") + "\n",
         'has no column "fatalities"'),
        ("acled", files.ACLED.replace("06 May 2030", "6.5.30"),
         'event_date = 6.5.30: is not a day; write it as "2022-07-31"'),
        ("ucdp", files.UCDP.replace("\n11,1", "\n11,9"),
         "type_of_violence = 9: must be one of 1, 2, 3"),
        ("gdelt", "1,2,3\n", "file.csv:1: the line has 1 columns; an event file of GDELT has 58"),
        ("gdelt", files.gdelt(1, "2030-05-4", "145"), "SQLDATE = 2030-05-4: is not a day such as"),
        ("gdelt", "GLOBALEVENTID,Day,EventCode,ActionGeo_Lat,ActionGeo_Long\n1,20300504,20,1,4\n",
         "file.csv:2: EventCode = 20: is 20 or 020; keep the column EventRootCode too"),
        ("gdelt", "GLOBALEVENTID,EventCode,ActionGeo_Lat,ActionGeo_Long\n1,145,10,4\n",
         "file.csv:1: has no column SQLDATE or Day"),
        ("gdelt", files.GDELT_HEADER.replace(",", ";"),
         "file.csv:1: its cells are separated by semicolons"),
        ("osm", "no map", "file.csv: is no extract of OpenStreetMap"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_in_a_line(refused, kind, data, words):
    assert words in refused(kind, data)


@pytest.mark.usefixtures("refused")
def test_a_file_that_is_missing_is_named(capsys):
    pytest.importorskip("osmium")
    for kind in ("people", "forces", "geonames", "geojson", "osm", "acled", "gdelt"):
        assert main(["import", kind, "none.here", "--into", "world"]) == 2
        assert "none.here" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--least", "5"], "--least: import people does not read it; geonames do"),
        (["--column", "plac=X"], 'plac is no column that is read; did you mean "place"?'),
        (["--column", "place"], '--column: "place" is not NAME=VALUE'),
        (["--value", "kind=x"], "--value:"),
        (["--box", "1,2,3"], "is not SOUTH,WEST,NORTH,EAST in degrees"),
        (["--reach", "-1"], "is not a number above 0"),
        (["--sheet", "Two"], "has no sheets"),
    ],
)
def test_an_option_that_is_wrong_or_read_by_nothing_is_refused(refused, options, words):
    assert words in refused("people", "place,community,people\nwestmarket,amber,4\n", *options)


def test_columns_of_an_event_file_of_gdelt_have_no_other_names(refused):
    told = refused("gdelt", files.gdelt(1, "20300504", "145"), "--column", "SQLDATE=Tag")
    assert "is an event file of GDELT, whose columns are known" in told


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 no", "is no zip that can be read"),
        (files.packed(a="1", b="2"), "holds 2 files"),
    ],
)
def test_a_zip_that_is_none_or_holds_several_is_refused(refused, data, words):
    assert words in refused("gdelt", data, name="20300504.export.CSV.zip")


def test_every_mistake_is_told_at_once(refused):
    told = refused("people", "place,community,people\nx,amber,a\neastham,,4\n")
    assert len(told.splitlines()) == 3


def test_a_kind_that_is_not_known_is_refused(capsys, tmp_path):
    assert main(["import", "geoname", "x", "--into", str(tmp_path)]) == 2
    assert 'did you mean "geonames"?' in capsys.readouterr().err


def test_a_workbook_that_is_none_is_refused(refused):
    told = refused("forces", b"PK no book", name="forces.xlsx")
    assert "forces.xlsx: is no workbook that can be read" in told


def test_nothing_is_written_through_a_link(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text("mine")
    (tmp_path / "world").mkdir()
    (tmp_path / "world/places.csv").symlink_to(tmp_path / "mine.csv")
    (tmp_path / "XX.txt").write_text(files.GEONAMES)
    assert main(["import", "geonames", "XX.txt", "--into", "world"]) == 2
    assert "is a link" in capsys.readouterr().err
    assert (tmp_path / "mine.csv").read_text() == "mine"


def test_without_its_library_it_says_what_to_install(monkeypatch, capsys, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "osmium", None)
    (tmp_path / "v.osm").write_text(files.osm_xml())
    assert main(["import", "osm", str(tmp_path / "v.osm"), "--into", str(tmp_path / "w")]) == 2
    assert "[import]" in capsys.readouterr().err
