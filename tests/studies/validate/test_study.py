import shutil

import pytest

from sim import load, validate
from sim.main import main
from sim.studies.validate.episode_study import EpisodeResult
from sim.studies.validate.request import validate_request
from sim.studies.validate.study import ValidateResult
from sim.terms.errors import Interrupted, Refused
from tests.studies.same_files import same_files

FEW = {"ensemble.one_in": 100}
SHORT = FEW | {"clock.days": 2}
DOCUMENT = "".join(
    f"<!-- begin: {name} -->\nold\n<!-- end -->\n"
    for name in ("patterns", "scores", "probabilities")
)
SHOWN = "\n![Bands](validation.png) [scores](scores.csv)\n"


def shell(*words, sets=SHORT):
    """A command of run.py validate with few and short runs."""
    more = [word for path, value in sets.items() for word in ("--set", f"{path}={value}")]
    return main(["validate", *map(str, words), *more, "--workers", "1"])


def test_one_scenario_gives_the_same_files_and_words_from_python_and_from_the_shell(
    project, capsys
):
    assert shell("scenarios/mitrovica.yaml", "--runs", 3, "--seed", 5, "--out", "shell") == 0
    told = capsys.readouterr().out
    result = validate(
        "scenarios/mitrovica.yaml", runs=3, seed=5, overrides=SHORT, out="python", workers=1
    )
    assert isinstance(result, EpisodeResult)
    names = same_files(project / "shell", project / "python")
    assert {"validation.json", "runs.csv", "curves.png"} <= names
    assert told == "\n".join([*result.sentences(), "shell", ""])


def test_a_loaded_scenario_is_validated_in_memory_and_written_later(project):
    loaded = load("scenarios/mitrovica.yaml", SHORT)
    result = validate(loaded, runs=3, seed=5, workers=1)
    assert not (project / "outputs").exists()
    table = result.table()
    assert len(table) == len(result.episode.model)
    assert set(table["scenario"]) == {"mitrovica"}
    assert table["met"].dtype == bool
    assert result.plot().axes
    result.write("later")
    validate(loaded, runs=3, seed=5, workers=1, out="at_once")
    same_files(project / "later", project / "at_once")


def test_one_scenario_is_scored_by_days_as_a_folder_is(project):
    alone = validate("scenarios/mitrovica.yaml", runs=2, overrides=SHORT, workers=1)
    assert {score.column for score in alone.episode.scores} >= {"barricades", "killed", "rung"}
    assert alone.episode.days_outside == 2
    said = "\n".join(alone.sentences())
    assert "daily forecasts" in said
    assert "mitrovica: 2 more observed days lie outside its clock, and are not scored" in said
    for other in ("september_2022.yaml", "observed/contrasts.csv"):
        (project / "scenarios" / other).unlink()
    together = validate(runs=2, overrides=SHORT, workers=1)
    [episode] = together.whole.episodes
    assert episode.scores == alone.episode.scores


def test_days_that_all_lie_outside_the_clock_are_refused(project):
    table = project / "scenarios" / "observed" / "mitrovica_daily.csv"
    table.write_text(table.read_text().replace("2022-0", "2019-0"))
    with pytest.raises(Refused, match="none of its days lies within the clock of mitrovica"):
        validate_request("scenarios/mitrovica.yaml")


def test_a_folder_gives_the_same_files_words_and_document_from_python_and_from_the_shell(
    project, capsys
):
    for side in ("shell", "python"):
        (project / f"docs_{side}").mkdir()
        (project / f"docs_{side}" / "d.md").write_text(DOCUMENT + SHOWN)
    words = ("--runs", 2, "--out", "shell", "--write-docs", "docs_shell/d.md")
    assert shell(*words, sets=FEW) == 0
    told = capsys.readouterr().out
    result = validate(runs=2, overrides=FEW, document="docs_python/d.md", out="python", workers=1)
    assert isinstance(result, ValidateResult)
    names = same_files(project / "shell", project / "python")
    assert names == {
        "datapackage.json", "report.html", "scores.csv", "validation.json", "validation.png",
        "validation.svg",
    }  # fmt: skip
    assert same_files(project / "docs_shell", project / "docs_python") == {
        "d.md", "scores.csv", "validation.png",
    }  # fmt: skip
    assert told == "\n".join([*result.sentences(), "shell", ""])
    table = result.table()
    assert list(table["name"][-2:]) == ["C3a", "C6b"]
    assert table["observed"][-2:].isna().all()
    assert set(table["scenario"]) == {
        "mitrovica", "september_2022", "patron_restraint", "kfor_at_gates",
    }  # fmt: skip


def test_a_validation_of_a_folder_that_was_stopped_goes_on_to_the_same_bytes(project):
    for extra in (project / "scenarios" / "observed").glob("*_daily.csv"):
        extra.unlink()  # so that the clock can be short
    how = {"runs": 2, "overrides": SHORT, "workers": 1}
    done = []
    with pytest.raises(Interrupted):
        validate(
            out="stopped", **how, progress=lambda n, _: done.append(n),
            stop=lambda: len(done) > 5,
        )  # fmt: skip
    assert list((project / "stopped").glob("*.part"))
    told = []
    result = validate(out="stopped", **how, notice=told.append)
    assert any("going on after" in sentence for sentence in told)
    validate(out="undisturbed", **how)
    assert same_files(project / "stopped", project / "undisturbed") == {
        "datapackage.json", "report.html", "validation.json",
    }  # fmt: skip
    with pytest.raises(Refused, match="nothing to draw"):
        result.plot()


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("arguments", [(), ("scenarios/mitrovica.yaml",)])
def test_every_mistake_is_said_at_once(arguments):
    wrong = {"mechanisms.rumor": False}
    with pytest.raises(Refused) as refused:
        validate(*arguments, runs=0, seed=-1, sed=3, workers=0, overrides=wrong, document="no.md")
    said = str(refused.value)
    for part in ("runs = 0", "seed = -1", 'sed: is no argument of validate; did you mean "seed"?',
                 "workers = 0", "--set:1: mechanisms.rumor"):  # fmt: skip
        assert said.count(part) == 1, part
    assert ("leave out SCENARIO" if arguments else "no.md: No such file") in said


def test_every_wrong_file_of_a_folder_is_named(project):
    folder = project / "scenarios"
    (folder / "september_2022.yaml").write_text("name: 3\n")
    (folder / "variants" / "patron_restraint.yaml").unlink()
    (folder / "observed" / "mitrovica_daily.csv").write_text("date\n1\n")
    table = folder / "observed" / "contrasts.csv"
    table.write_text(table.read_text().replace("barricades_peak", "baricades"))
    with pytest.raises(Refused) as refused:
        validate(runs=100_000)
    said = str(refused.value)
    for part in ("september_2022.yaml:1", "patron_restraint.yaml: there is no",
                 "mitrovica_daily.csv:1",
                 "contrasts.csv:2: column = 'baricades'"):  # fmt: skip
        assert part in said
    assert not (project / "outputs").exists()


def test_patterns_that_make_no_sense_are_all_said_before_anything_is_run(project, capsys):
    table = project / "scenarios" / "observed" / "mitrovica.csv"
    text = table.read_text()
    assert "first_barricade_time" in text
    table.write_text(
        text.replace("first_barricade_time", "first_barricade").replace(",median,", ",medium,")
    )
    code = main(["validate", "scenarios/mitrovica.yaml", "--runs", "100000", "--out", "x"])
    assert code == 2
    said = capsys.readouterr().err.splitlines()
    assert any("column = first_barricade:" in line for line in said)
    assert sum("statistic = medium:" in line for line in said) > 1
    assert all(line.split(": ")[0].partition("mitrovica.csv:")[2].isdecimal() for line in said)
    assert not (project / "x").exists()


def nothing_seen(path):
    """Let a scenario name no table of what was observed."""
    lines = path.read_text().splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith("observed:")))


def test_a_scenario_of_which_nothing_was_observed_is_refused(project, capsys):
    shutil.copy(project / "scenarios" / "mitrovica.yaml", project / "mine.yaml")
    nothing_seen(project / "mine.yaml")
    with pytest.raises(Refused, match=r"^mine\.yaml: it names no table of what was observed"):
        validate("mine.yaml")
    with pytest.raises(Refused, match=r"^mine\.yaml: it names no table of what was observed"):
        validate(load("mine.yaml"))
    assert main(["validate", "mine.yaml"]) == 2
    assert capsys.readouterr().err.startswith("mine.yaml: it names no table")


def test_where_there_is_no_folder_of_scenarios_the_shipped_ones_are_meant(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = [case.loaded.scenario.name for case in validate_request().cases]
    assert names[0] == "mitrovica"
    assert len(names) > 3
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refused, match="empty: no scenario in it names a table"):
        validate("empty")


def test_variants_need_one_base_with_their_clock(project):
    nothing_seen(project / "scenarios" / "mitrovica.yaml")
    with pytest.raises(Refused, match="must share the start of the clock with one scenario"):
        validate(runs=1)


@pytest.mark.usefixtures("project")
def test_a_number_of_runs_that_is_set_is_kept_and_the_usual_one_stands_otherwise():
    from sim.studies.validate.request import validate_request

    usual = validate_request()
    assert {case.loaded.scenario.ensemble.runs for case in usual.cases} == {200}
    assert {loaded.scenario.ensemble.runs for loaded in usual.variants.values()} == {100}
    by_path = validate_request(overrides={"ensemble.runs": 7})
    by_name = validate_request(runs=7, overrides={"ensemble.runs": 9})
    for request in (by_path, by_name):
        loaded = [*(case.loaded for case in request.cases), *request.variants.values()]
        assert {one.scenario.ensemble.runs for one in loaded} == {7}
    assert usual.cases[0].loaded.scenario.name == "mitrovica", "the base comes first"
