"""A case to begin with passes check, runs at once, and marks every number as assumed."""

import csv
from pathlib import Path

import pytest

from sim.analysis.outcomes import outcomes_of
from sim.cli.exit_codes import InputError
from sim.cli.new_case import LIKE, words_of
from sim.cli.new_picture import SIGNS
from sim.cli.new_questions import OF_A_CASE, ask
from sim.experiment.simulate import simulate
from sim.main import main
from sim.scenario.load import load
from sim.scenario.mistakes import ScenarioError
from sim.scenario.quantity import quantities_in
from sim.scenario.tables import read_world
from sim.scenario.world_columns import WORLD_COLUMNS


@pytest.fixture
def empty(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("like", LIKE)
def test_every_kind_of_case_is_right_at_once(empty, capsys, like):
    asked = ["--like", like, "--place", "Old Port", "--communities", "hill,harbour", "--no-run"]
    assert main(["new", "scenario", "port", *asked]) == 0
    out = capsys.readouterr().out
    assert out.endswith("port.yaml: ok\n")
    assert "assumed: " in out
    case = load(empty / "port.yaml")
    assert {"hill", "harbour"} <= case.scenario.actors.keys()
    assert case.places.world == empty / "worlds" / "port"
    own = {p: q for p, q, _ in quantities_in(case.scenario)
           if not p.startswith(("parameters.", "triggers.", "means."))}  # fmt: skip
    said = {path: one for path, one in own.items() if one.source is None and one.value != 1.0}
    assert said
    for path, one in said.items():
        assert one.assumed, path
        assert one.high - one.low >= 0.3, path
    assert all(entry.assumed for entry in case.scenario.timeline.values())
    assert all(actor.assumed for actor in case.scenario.actors.values())
    assert bool(case.scenario.timeline) == (like != "quiet")


@pytest.mark.parametrize("like", LIKE)
def test_most_runs_of_a_kind_are_what_its_name_says(empty, like):
    assert main(["new", "scenario", "port", "--like", like, "--no-run"]) == 0
    case = load(empty / "port.yaml")
    runs = [simulate(case, case.scenario.ensemble.seed, number) for number in range(6)]
    rows = [outcomes_of(run, case.scenario) for run in runs]
    sign = SIGNS[like]
    true = sum(sign.least <= row[sign.outcome] <= sign.most for row in rows)
    assert true >= (6 if like in ("quiet", "march", "raid") else 4)
    if like == "riot":
        assert sum(row["crisis_end_time"] is not None for row in rows) >= 4


WORLD = {
    "places": "id,name,kind,municipality,lat,lon\nhall,Hall,x,town,1,1\nfarm,Farm,x,town,1,1.1\n",
    "municipalities": "id,name,area,seat,lorry_groups,has_sirens\ntown,Town,a,hall,1,no\n",
    "roads": "from,to,name,km,minutes,mode\nhall,farm,Farm road,9,9,road\n",
    "sites": "id,name,kind,municipality,place,from,to,lat,lon,front,controls\n"
    "farm_road,Farm road,road,town,,hall,farm,1,1,,road\nsteps,Steps,x,town,hall,,,1,1,,seat\n",
    "population": "place,community,people\nhall,red,9000\nfarm,green,4000\nfarm,red,100\n",
    "forces": "id,name,force,kind,nation,strength,strength_low,strength_high,base,role,mobile,"
    "response_layer,notice_minutes,notice_low,notice_high,crowd_control,approval_minutes,"
    "approval_low,approval_high\nmen,Men,state,gendarmerie,x,90,90,90,farm,x,yes,1,5,5,5,yes,0,0,0\n",
}
"""A world of one's own: no special police, no patrols and nobody to stand between."""


@pytest.fixture
def own(empty) -> Path:
    folder = empty / "worlds" / "own"
    folder.mkdir(parents=True)
    for name, text in WORLD.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


@pytest.mark.parametrize("like", LIKE)
def test_a_case_is_made_of_a_world_that_is_there(own, empty, capsys, like):
    asked = ["--world", "worlds/own", "--like", like, "--no-run"]
    assert main(["new", "scenario", "first", *asked]) == 0
    assert capsys.readouterr().out.endswith("first.yaml: ok\n")
    plan = load(empty / "first.yaml").scenario
    assert plan.actors["red"].gathers_at == "steps"
    assert plan.actors["club"].municipalities == ("town",)
    assert plan.actors["riot_police"].units == "gendarmerie"
    assert not {"guard", "town_police"} & plan.actors.keys()
    assert sorted(path.name for path in own.iterdir()) == sorted(f"{name}.csv" for name in WORLD)


def test_organisers_are_where_the_two_meet_if_some_of_theirs_live_there(own, empty):
    towns = "id,name,area,seat,lorry_groups,has_sirens\ntown,T,a,hall,1,no\nfar,F,a,farm,1,no\n"
    (own / "municipalities.csv").write_text(towns)
    (own / "places.csv").write_text(WORLD["places"].replace("Farm,x,town", "Farm,x,far"))
    (own / "population.csv").write_text(WORLD["population"].replace("red,100", "red,20000"))
    for like, home in (("riot", "town"), ("blockade", "far")):
        (own / "sites.csv").write_text(
            WORLD["sites"].replace("road,road,town", f"road,road,{home}")
        )
        made = ["new", "scenario", "first", "--world", "worlds/own", "--no-run", "--like", like]
        assert main([*made, "--out", f"{like}_case"]) == 0
        plan = load(empty / f"{like}_case" / "first.yaml").scenario
        assert plan.actors["club"].municipalities == (home,)


def test_a_world_that_a_case_cannot_be_made_of_is_refused_whole(own, capsys):
    asked = ["new", "scenario", "first", "--world", "worlds/own"]
    assert main([*asked, "--people", "1,2", "--police", "3"]) == 2
    assert "--people, --police: the tables of worlds/own say it" in capsys.readouterr().err
    assert main([*asked, "--communities", "red,blue", "--meet", "bridge"]) == 2
    told = capsys.readouterr().err
    assert "blue: is no community of worlds/own/population.csv; it has red, green" in told
    assert "bridge: is no site of worlds/own/sites.csv; it has steps, farm_road" in told
    (own / "population.csv").write_text("place,community,people\nhall,red,9000\n")
    (own / "sites.csv").write_text(WORLD["sites"].split("\n")[0] + "\n")
    assert main(asked) == 2
    told = capsys.readouterr().err
    assert "population.csv: lacks people of two communities" in told
    assert "sites.csv: lacks a site" in told
    assert main([*asked[:-1], "worlds/none"]) == 2
    assert "there is no such folder" in capsys.readouterr().err


def test_a_world_out_of_reach_is_refused_before_anything_is_written(own, empty, capsys):
    (empty / "elsewhere").mkdir()
    asked = ["new", "scenario", "far", "--world", str(own), "--no-run", "--out"]
    (empty / "elsewhere" / "worlds").mkdir()
    assert main([*asked, "elsewhere"]) == 2
    assert f"with --out {empty}" in capsys.readouterr().err
    assert not (empty / "elsewhere" / "far.yaml").exists()
    assert main([*asked, str(empty)]) == 0


def test_a_blockade_needs_a_road_to_block(own, capsys):
    (own / "sites.csv").write_text(WORLD["sites"].replace(",road\n", ",nothing\n"))
    assert main(["new", "scenario", "b", "--world", "worlds/own", "--like", "blockade"]) == 2
    assert "nobody can block a road there; add a row" in capsys.readouterr().err


def test_check_reads_the_tables_of_a_world_by_themselves(own, capsys):
    assert main(["check", "worlds/own"]) == 0
    out = capsys.readouterr().out
    assert "2 places: hall, farm" in out
    assert "people: red 9,100, green 4,000" in out
    (own / "roads.csv").write_text(WORLD["roads"].replace("9,9,", "far,9,"))
    assert main(["check", "worlds/own"]) == 2
    assert "km = far: is not a number" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("form", [(), ("--xlsx",)], ids=["csv", "xlsx"])
def test_it_ends_with_what_is_not_used_ten_runs_and_the_map(empty, capsys, form):
    assert main(["new", "scenario", "port", "--like", "march", *form]) == 0
    out = capsys.readouterr().out
    assert "without effect in " in out
    assert "10 of 10 runs" in out
    assert list(empty.glob("outputs/port_first_1/curves.png"))
    assert list(empty.glob("outputs/port_first_1/map*.png"))


def test_what_is_told_stands_in_the_tables_and_the_scenario(empty):
    told = ["--people", "600,500", "--police", "20", "--keepers", "0", "--meet", "Long square",
            "--hour", "09:30", "--like", "stand-off", "--no-run"]  # fmt: skip
    assert main(["new", "scenario", "port", *told]) == 0
    case = load(empty / "port.yaml")
    people = {}
    for cell in case.world.population:
        people[cell.community] = people.get(cell.community, 0) + cell.people
    assert (people["amber"], people["blue"]) == (600, 500)
    assert {unit.id: unit.strength for unit in case.world.forces} == {"patrols": 60, "riot": 20}
    square = next(site for site in case.world.sites if site.name == "Long square")
    assert (square.kind, square.divides) == ("square", False)
    assert "guard" not in case.scenario.actors
    assert f"{case.scenario.timeline['here'].at:%H:%M}" == "09:30"


@pytest.mark.slow
def test_tables_in_a_workbook_are_read_as_they_are_from_csv(empty):
    openpyxl = pytest.importorskip("openpyxl")
    assert main(["new", "scenario", "port", "--no-run"]) == 0
    assert main(["new", "scenario", "book", "--xlsx", "--no-run"]) == 0
    one, other = load(empty / "port.yaml").world, load(empty / "book.yaml").world
    assert one._replace(digest="") == other._replace(digest="")
    path = empty / "worlds/book/tables.xlsx"
    book = openpyxl.load_workbook(path)
    book["roads"]["D4"] = "far"
    book.save(path)
    with pytest.raises(
        ScenarioError, match=r"km = far: is not a number; .*tables.xlsx, sheet roads:4"
    ):
        load(empty / "book.yaml")
    (path.parent / "sites.csv").write_text("id\n")
    with pytest.raises(ScenarioError, match=r"sites.csv is there too; one of the two must go"):
        load(empty / "book.yaml")


def test_a_terminal_is_asked_in_plain_words():
    typed = iter(
        [
            "New Harbour",
            "",
            "hill,hill",
            "Hill people, Čaršija",
            "",
            "",
            "siege",
            "raid",
            *([""] * 4),
        ]
    )
    asked: list[str] = []
    told: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return next(typed)

    case = ask({}, answer, told.append)
    assert (case.name, case.place, case.like) == ("new_harbour", "New Harbour", "raid")
    assert case.communities == ("hill_people", "carsija")
    assert asked[1] == "A short name for the files [new_harbour] "
    assert any("hill,hill: write two names" in line for line in told)
    assert any("siege: write one of quiet, march" in line for line in told)
    assert "  raid: police raid a quarter and arrest people" in "\n".join(told).splitlines()


def test_a_world_is_asked_only_what_its_tables_say(empty, capsys):
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question.partition("?")[0])
        return ""

    ask({}, answer, print, skip=OF_A_CASE)
    assert len(asked) == 7
    assert not any(word in " ".join(asked) for word in ("What happens", "which day", "which hour"))
    assert main(["new", "world", "port", "--like", "riot", "--hour", "09:30"]) == 2
    assert "--like, --hour: is for new scenario" in capsys.readouterr().err
    assert not (empty / "worlds").exists()


@pytest.mark.parametrize("like", LIKE)
def test_a_case_may_begin_in_the_evening(empty, like):
    assert main(["new", "scenario", "late", "--like", like, "--hour", "20:20", "--no-run"]) == 0
    plan = load(empty / "late.yaml").scenario
    said = [issue.announced for issue in plan.issues.values()]
    hours = sorted(filter(None, (*said, *(entry.at for entry in plan.timeline.values()))))
    assert [f"{hour:%d %H:%M}" for hour in hours[:1]] == ([] if like == "quiet" else ["04 20:20"])
    assert not hours or (hours[-1] - hours[0]).total_seconds() < 7 * 3600


def test_where_two_sides_meet_is_a_bridge_only_where_it_is_called_one(empty):
    for name, meet in (("port", "New bridge"), ("hill", "Town hall")):
        assert main(["new", "world", name, "--meet", meet]) == 0
    port, hill = (read_world(empty / "worlds" / name) for name in ("port", "hill"))
    found = [(world.sites[0].kind, world.sites[0].divides) for world in (port, hill)]
    assert found == [("bridge", True), ("building", False)]


def test_a_city_sends_no_more_people_than_a_town_that_is_large(empty):
    assert main(["new", "scenario", "city", "--people", "400000,9000", "--no-run"]) == 0
    assert load(empty / "city.yaml").scenario.timeline["march"].n == 3000


@pytest.mark.usefixtures("empty")
def test_nobody_is_asked_where_there_is_no_terminal(capsys):
    assert main(["new", "scenario", "--like", "raid"]) == 2
    assert "nobody can be asked here" in capsys.readouterr().err


def test_no_more_answers_end_it():
    def answer(_: str) -> str:
        raise EOFError

    with pytest.raises(InputError, match="nothing is written"):
        ask({}, answer, print)


def test_tables_have_a_row_of_notes_that_is_no_row(empty, capsys):
    assert main(["new", "world", "port"]) == 0
    assert "every row is assumed" in capsys.readouterr().out
    for name, columns in WORLD_COLUMNS.items():
        with (empty / "worlds" / "port" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, notes, *rows = list(csv.reader(file))
        assert header == [*columns, "source"]
        assert notes[0].startswith("# ")
        assert all(one.meaning in note for one, note in zip(columns.values(), notes, strict=False))
        assert rows
        assert {row[-1] for row in rows} == {"assumed: change it"}
    assert not (empty / "port.yaml").exists()


def test_what_is_there_is_not_written_over(empty, capsys):
    (empty / "port.yaml").write_text("mine")
    assert main(["new", "scenario", "port", "--no-run"]) == 2
    assert "port.yaml is there already" in capsys.readouterr().err
    assert (empty / "port.yaml").read_text() == "mine"
    assert not (empty / "worlds").exists()


@pytest.mark.usefixtures("empty")
def test_all_mistakes_are_told_at_once(capsys):
    asked = ["--communities", "club,hill", "--date", "soon", "--place", "a: b"]
    assert main(["new", "scenario", "My Town", *asked]) == 2
    err = capsys.readouterr().err
    for words in ("My Town: must be", "club is the name of", "is not a day",
                  "--place a: b: write"):  # fmt: skip
        assert words in err


def test_every_kind_says_what_it_is():
    assert all(len(words_of(like)) > 10 for like in LIKE)


@pytest.mark.parametrize("words", [["school"], []])
def test_what_to_write_must_be_said(words, capsys):
    assert main(["new", *words]) == 2
    assert "new scenario NAME" in capsys.readouterr().err
