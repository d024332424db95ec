"""ACLED, UCDP and GDELT become observed events and days."""

import csv
from datetime import date

import pytest

from sim.importers.event_types import read_types, shipped_text
from sim.main import main
from sim.scenario.observed import read_days, read_observed
from sim.scenario.shipped import shipped
from sim.scenario.tables import read_world
from sim.terms.cameo import codes, rung_of
from tests.importers import files

WORLD = shipped() / "worlds/example_town"


@pytest.fixture
def imported(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def run(kind, text, *options, code=0):
        (tmp_path / "events.csv").write_text(text, encoding="utf-8")
        words = ["events.csv", "--into", "observed", "--name", "town", "--world", str(WORLD)]
        found = main(["import", kind, *words, *options])
        out, err = capsys.readouterr()
        assert found == code, err
        return out if code == 0 else err

    return run


def events_and_days(tmp_path):
    observed = read_observed(tmp_path / "observed/town.csv", read_world(WORLD))
    days = read_days(tmp_path / "observed/town_daily.csv")
    return observed.events, {one.day: one.values for one in days}


def test_acled_becomes_events_and_days(imported, tmp_path):
    out = imported("acled", files.ACLED)
    events, days = events_and_days(tmp_path)
    assert [(one.kind, one.place, one.number) for one in events] == [
        ("rally", "west_market", 1200), ("shots", "old_bridge", None),
        ("clash", "east_market", None), ("clash", "east_market", None)]  # fmt: skip
    assert set(days) == {date(2030, 5, 4), date(2030, 5, 6)}
    first, last = days[date(2030, 5, 4)], days[date(2030, 5, 6)]
    assert (first["rung"], first["shots"], first["killed"], first["people_out"]) == (7, 1, 2, 1200)
    assert (last["rung"], last["shots"], last["killed"], last["people_out"]) == (5, None, 0, None)
    assert first["barricades"] is None
    assert first["injured"] is None
    for words in (
        "type in no row of the table of types (--types) (1): New sub type",
        "type without rung and kind (--types) (1): Other",
        "no place within 10 km (--reach) (1): acled:XXX6 Elsewhere",
        "known to some days only (1): acled:XXX4",
        "days without any event are left out; that nothing was recorded is not calm: 1 between",
    ):
        assert words in out


def test_events_carry_source_and_licence(imported, tmp_path):
    imported("acled", files.ACLED)
    for name in ("town_events", "town_daily"):
        with (tmp_path / f"observed/{name}.csv").open(newline="") as rows:
            for row in csv.DictReader(rows):
                assert row["source_url"].startswith("ACLED")
                assert row["licence"] == "ACLED terms of use"


def test_ucdp_deaths_of_two_days_are_sustained_fighting(imported, tmp_path):
    out = imported("ucdp", files.UCDP)
    events, days = events_and_days(tmp_path)
    assert [one.kind for one in events] == ["attack", "clash", "killing"]
    assert [one.confidence for one in events] == ["medium", "medium", "low"]
    assert days[date(2030, 5, 4)]["rung"] == 7
    assert days[date(2030, 5, 5)]["rung"] == 8  # 6 + 5 killed by arms within two days
    assert "known to a region only (1): ucdp:14 X" in out


@pytest.mark.parametrize("columns", [57, 58, 61])
def test_gdelt_counts_an_act_once_in_each_version(imported, tmp_path, columns):
    lines = [
        files.gdelt(1, "20300504", "145", columns=columns),
        files.gdelt(2, "20300504", "145", columns=columns),
        files.gdelt(3, "20300504", "193", columns=columns, root="0"),
        files.gdelt(4, "20300505", "1411", columns=columns),
        files.gdelt(5, "20300505", "190", columns=columns, type="1"),
        files.gdelt(6, "20300505", "020", columns=columns),
    ]
    out = imported("gdelt", "\n".join(lines))
    events, days = events_and_days(tmp_path)
    assert [(one.kind, one.place) for one in events] == [("scuffle", "old_bridge"),
                                                         ("rally", "old_bridge")]  # fmt: skip
    assert [days[date(2030, 5, day)]["rung"] for day in (4, 5)] == [5, 2]
    assert days[date(2030, 5, 4)]["killed"] is None
    assert "the same act reported again (GDELT) (1): 2" in out
    assert "not the root event of its article (GDELT) (1): 3" in out
    assert "known to a region only" in out


ACTS = [
    ("1", "145"),
    ("2", "1411"),
    ("3", "020"),
    ("4", "0211"),
    ("5", "---"),
]


def _gdelt_kinds(tmp_path):
    events, days = events_and_days(tmp_path)
    return [one.kind for one in events], {day.day: of["rung"] for day, of in days.items()}


@pytest.mark.parametrize("dropped", [False, True], ids=["as text", "zeros dropped"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_gdelt_is_read_from_a_table_with_a_header(imported, tmp_path, separator, dropped):
    lines = [
        files.gdelt(number, f"2030050{number}", code).replace("\t", separator)
        for number, code in ACTS
    ]
    if dropped:
        lines = [line.replace(f"{separator}0", separator) for line in lines]
    text = "\n".join([files.GDELT_HEADER.replace(",", separator), *lines])
    out = imported("gdelt", text)
    assert _gdelt_kinds(tmp_path) == (["scuffle", "rally"], {4: 0, 3: 0, 2: 2, 1: 5})
    assert "type in no row of the table of types (--types) (1): ---" in out


def test_gdelt_is_read_as_it_is_published_packed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = "20300504.export.CSV"
    line = files.gdelt(1, "20300504", "145", columns=58)
    (tmp_path / f"{name}.zip").write_bytes(files.packed(**{name: line, "README.txt": "of it"}))
    words = ["--into", "observed", "--name", "town", "--world", str(WORLD)]
    assert main(["import", "gdelt", f"{name}.zip", *words]) == 0
    assert _gdelt_kinds(tmp_path) == (["scuffle"], {4: 5})


def test_a_short_table_of_gdelt_says_what_it_does_not_tell(imported, tmp_path):
    rows = [
        "GlobalEventID,Day,EventRootCode,Latitude,ActionGeo_Long",
        "1,2030-05-04,14,10.0,-40.0",
        "2,2030-05-05,2,10.0,-40.0",
        "3,2030-05-05,18,,",
    ]
    out = imported("gdelt", "\n".join(rows), "--column", "ActionGeo_Lat=Latitude")
    assert _gdelt_kinds(tmp_path) == (["rally"], {4: 2, 5: 0})
    assert "no column IsRootEvent: every event counts" in out
    assert "no column ActionGeo_Type" in out
    assert "known to a region only (1): gdelt:3" in out


def test_the_shipped_rungs_of_gdelt_are_those_of_its_codes():
    types = read_types("gdelt", None)
    for code in codes():
        found = types.of((code,))
        assert found is not None, code
        assert found.rung == rung_of(code), code


def test_every_sub_type_of_acled_is_in_the_shipped_table():
    rows = list(csv.DictReader(shipped_text().splitlines()))
    assert (
        sum(row["dataset"] == "acled" for row in rows) == 26
    )  # codebook of 2024, one spelt in two ways


def test_types_that_are_edited_act(imported, tmp_path, capsys):
    assert main(["import", "--write-types", "types.csv"]) == 0
    path = tmp_path / "types.csv"
    path.write_text(
        path.read_text().replace("Peaceful protest,2,rally", "Peaceful protest,3,march")
    )
    assert main(["import", "--write-types", "types.csv"]) == 2
    assert "is not written over" in capsys.readouterr().err
    imported("acled", files.ACLED, "--types", "types.csv")
    assert events_and_days(tmp_path)[0][0].kind == "march"


def test_the_same_events_are_not_added_twice(imported, tmp_path):
    imported("acled", files.ACLED)
    before = [path.read_bytes() for path in sorted((tmp_path / "observed").iterdir())]
    out = imported("acled", files.ACLED)
    assert "already in town_events.csv" in out
    assert [path.read_bytes() for path in sorted((tmp_path / "observed").iterdir())] == before


def test_days_are_not_put_before_those_that_are_there(imported, tmp_path):
    imported("acled", files.ACLED)
    earlier = files.ACLED.replace("May 2030", "April 2030").replace("XXX", "YYY")
    before = (tmp_path / "observed/town_events.csv").read_bytes()
    assert "choose another --name" in imported("acled", earlier, code=2)
    assert (tmp_path / "observed/town_events.csv").read_bytes() == before


def test_imported_tables_pass_check_as_what_was_observed(imported, tmp_path, capsys):
    imported("acled", files.ACLED)
    text = "extends: example_town.yaml\nname: town\ntitle: Town\nobserved: town.csv\n"
    (tmp_path / "ibar.yaml").write_text("")
    (tmp_path / "town.yaml").write_text(text)
    assert main(["check", "--quick", "town.yaml"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("day", ["04 May 2030", "2030-05-04", "2030-05-04 00:00:00"])
@pytest.mark.parametrize("name", [str, str.upper])
def test_an_export_of_acled_is_read_as_it_is_laid_out_today(imported, tmp_path, day, name):
    said = {"event_id_cnty": "XXX1", "event_date": day, "time_precision": 1, "event_type": "Riots",
            "sub_event_type": "Mob violence", "location": "Eastham", "latitude": 10.0,
            "longitude": -39.99, "geo_precision": 1, "fatalities": "2.0"}  # fmt: skip
    columns = name(files.ACLED_NOW)
    row = {name(key): value for key, value in said.items()}
    imported("acled", files.table(columns, row, tags=True))
    events, days = events_and_days(tmp_path)
    assert [(one.kind, one.place) for one in events] == [("clash", "east_market")]
    assert days[date(2030, 5, 4)]["killed"] == 2


def test_ged_is_read_as_it_is_laid_out_today(imported, tmp_path):
    row = {"id": 11, "type_of_violence": 1, "where_prec": 1, "latitude": 10.0, "longitude": -40.01,
           "date_prec": 1, "date_start": "2030-05-04 00:00:00.000", "best": 6, "high": 8, "low": 5,
           "date_end": "2030-05-04 00:00:00.000"}  # fmt: skip
    imported("ucdp", files.table(files.GED_NOW, row, tags=True))
    assert len(files.GED_NOW.split(",")) == 49
    assert events_and_days(tmp_path)[1][date(2030, 5, 4)]["killed"] == 6
