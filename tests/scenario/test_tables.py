"""The tables of a world: every broken one is named by file, line and column."""

from pathlib import Path

import networkx as nx
import pytest

from sim.scenario.mistakes import ScenarioError
from sim.scenario.tables import COLUMNS, read_world
from sim.scenario.world_columns import WORLD_COLUMNS
from tests.scenario.small import Case

CASES = [
    # table, old, new, column, what is said
    ("places", "hill,Hill,village", "north,Hill,village", "id",
     "is there twice; the first is in line 2"),
    ("places", "hill,Hill,village,mun_hill", "hill,Hill,village,mun_hil", "municipality",
     'is no municipality; did you mean "mun_hill"?'),
    ("places", "42.95", "142.95", "lat", "must lie in [-90, 90]"),
    ("places", "42.95", "north", "lat", "is not a number"),
    ("places", "42.95", "nan", "lat", "is not a number"),
    ("places", "42.95", "", "lat", "is empty"),
    ("places", "hill,Hill", "Hill Top,Hill", "id", "must be of small letters"),
    ("places", "capital,Capital,town", "capital,Capital,bridge", "kind", "a row in sites.csv"),
    ("places", '"a note, with a comma"', "a note, with a comma", "", "quote texts with commas"),
    ("municipalities", "North,contested", "North,", "area", "is empty"),
    ("municipalities", "North,contested", "North,hill", "area", "choose another label"),
    ("municipalities", "north,2,yes", "nort,2,yes", "seat", 'did you mean "north"?'),
    ("municipalities", "north,2,yes", "north,-2,yes", "lorry_groups", "must lie in [0, 1000]"),
    ("municipalities", "north,2,yes", "north,2,1", "has_sirens", "must be one of yes, no"),
    ("roads", "north,hill,hill road", "north,hell,hill road", "to", "the road leads nowhere"),
    ("roads", "south,capital,main", "south,south,main", "to", "joins two places"),
    ("roads", "8,10,road", "8,-10,road", "minutes", "must lie in"),
    ("roads", "8,10,road", "8,10,rail", "mode", "must be one of road, foot"),
    ("roads", "south,north,east road", "north,hill,east road", "from", "is there twice"),
    ("roads", "south,north,east road", "hill,north,east road", "from", "is there twice"),
    ("sites", "north,hill", "north,gate", "from", "there is no road from north to gate"),
    ("sites", "hill_road,", "gate_road,", "id", "is there twice"),
    ("sites", "hill_road,", "hill,", "id", "is also the id of another kind of place"),
    ("sites", "road,mun_hill,,north", "road,mun_hll,,north", "municipality", "mun_hill"),
    ("sites", "main_bridge,,,42", ",,,42", "place", "say where the site is"),
    ("sites", "main_bridge,,,42", "main_bridge,north,hill,42", "place", "at a place or on a road"),
    ("sites", "main_bridge,,,42", "main_brige,,,42", "place", 'did you mean "main_bridge"?'),
    ("sites", "20.866,300,nothing", "20.866,0,nothing", "front", "must lie in [1,"),
    ("sites", "20.866,300,nothing", "20.866,300,all", "controls", "must be one of road, crossing"),
    ("sites", "42.89,20.866,300", ",20.866,300", "lat", "is empty"),
    ("population", "north,kin,2000", "north,kin,-2000", "people", "must lie in [0,"),
    ("population", "north,kin,2000", "north,kin,2000.5", "people", "is not a whole number"),
    ("population", "hill,kin", "north,kin", "place", "is there twice; the first is in line 2"),
    ("population", "hill,kin", "hil,kin", "place", 'is no place; did you mean "hill"?'),
    ("forces", "200,100,250", "200,210,250", "strength", "is lower than strength_low, 210"),
    ("forces", "200,100,250", "260,100,250", "strength_high", "is lower than strength, 260"),
    ("forces", "200,100,250", "200,300,250", "strength_high", "is lower than strength_low, 300"),
    ("forces", "200,100,250", "-200,100,250", "strength", "must lie in"),
    ("forces", "30,15,60,yes", "30,45,60,yes", "notice_minutes", "is lower than notice_low, 45"),
    ("forces", "180,60,720", "1800,60,720", "approval_high", "is lower than approval_minutes"),
    ("forces", "special_police,State", "special,State", "kind", "must be one of local_police"),
    ("forces", "250,capital", "250,capitol", "base", 'is no place; did you mean "capital"?'),
    ("forces", "approval,180", "maybe,180", "crowd_control", "must be one of yes, approval, no"),
    ("forces", "patrols,no,1", "patrols,no,5", "response_layer", "must lie in [0, 4]"),
    ("forces", "riot,Riot", "station,Riot", "id", "is there twice"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "old", "new", "column", "words"), CASES)
def test_a_broken_cell_is_found(case: Case, table, old, new, column, words):
    line = case.replace(f"world/{table}.csv", old, new)
    with pytest.raises(ScenarioError) as caught:
        read_world(case.folder / "world")
    found = [
        wrong for wrong in caught.value.mistakes if wrong.key == column and words in wrong.message
    ]
    assert len(found) == 1, caught.value
    assert Path(found[0].file).name == f"{table}.csv"
    assert abs(found[0].line - line) <= 1


def test_places_that_cannot_be_reached_are_named(case: Case):
    case.replace("world/roads.csv", "hill,gate,gate road,20,25,road\n", "")
    case.replace(
        "world/sites.csv", "gate_road,Gate road,road,mun_hill,,hill,gate,43.07,20.77,,road\n", ""
    )
    (wrong,) = case.mistakes()
    assert wrong.message == "no road leads to gate; every place must be reached"
    assert Path(wrong.file).name == "roads.csv"


@pytest.mark.parametrize(("name", "messages"), [
    ("divide", ['has a column "divide"; did you mean "divides"?']), ("divides", []), ("side", []),
])  # fmt: skip
def test_a_column_that_a_table_may_lack_is_not_misspelt_in_silence(case: Case, name, messages):
    path = case.folder / "world" / "sites.csv"
    header, *rows = path.read_text("utf-8").splitlines()
    lines = [f"{header},{name}", *(f"{row},no" for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert [wrong.message for wrong in case.mistakes()] == messages


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_a_missing_table_is_named(case: Case, table):
    (case.folder / "world" / f"{table}.csv").unlink()
    assert ("the table is missing", f"{table}.csv") in {
        (wrong.message.split(";")[0], Path(wrong.file).name) for wrong in case.mistakes()
    }


@pytest.mark.parametrize(
    ("table", "column"),
    [(t, c) for t, names in WORLD_COLUMNS.items() for c in names if not names[c].may_lack],
)
def test_a_missing_column_is_named(case: Case, table, column):
    path = case.folder / "world" / f"{table}.csv"
    header, _, rest = path.read_text("utf-8").partition("\n")
    names = ["renamed" if name == column else name for name in header.split(",")]
    path.write_text(",".join(names) + "\n" + rest, encoding="utf-8")
    messages = [wrong.message for wrong in case.mistakes()]
    assert any(message.startswith(f'has no column "{column}"') for message in messages)


def test_an_area_is_any_label(case: Case):
    path = case.folder / "world" / "municipalities.csv"
    path.write_text(path.read_text("utf-8").replace("outside", "plain_of_the_south"), "utf-8")
    assert read_world(case.folder / "world").municipalities[-1].area == "plain_of_the_south"


def test_a_table_of_choke_points_is_told_where_its_rows_belong(case: Case):
    case.write("world/choke_points.csv", "id,name,municipality,from,to\nx,X,mun_hill,north,hill\n")
    (wrong,) = case.mistakes()
    assert Path(wrong.file).name == "choke_points.csv"
    assert "write its rows into sites.csv" in wrong.message


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b'a,"b\n', b"id,id\n1,2\n", b"\x00"])
def test_a_file_that_is_no_table_is_refused(case: Case, content):
    (case.folder / "world" / "places.csv").write_bytes(content)
    with pytest.raises(ScenarioError):
        read_world(case.folder / "world")


def test_the_mistakes_of_tables_and_scenario_come_together(case: Case):
    case.replace("world/roads.csv", "8,10,road", "8,ten,road")
    case.replace("base.yaml", "addresses: [state]", "addresses: [states]")
    assert {wrong.key for wrong in case.mistakes()} == {"minutes", "actors.embassy.addresses.0"}


def test_a_world_is_read_as_it_is_written(case: Case):
    world = read_world(case.folder / "world")
    assert [place.id for place in world.places] == [
        "north", "hill", "gate", "main_bridge", "south", "capital",
    ]  # fmt: skip
    assert world.municipalities[1].lorry_groups == 1.5
    assert world.population[0] == ("north", "kin", 2000)
    assert world.forces[1].strength == 200
    assert world.forces[1].mobile is True
    assert nx.is_connected(nx.Graph([(road.a, road.b) for road in world.roads]))


def test_the_digest_follows_the_bytes_of_the_tables(case: Case):
    folder = case.folder / "world"
    before = read_world(folder).digest
    assert read_world(folder).digest == before
    case.replace("world/population.csv", "north,kin,2000", "north,kin,2001")
    assert read_world(folder).digest != before
