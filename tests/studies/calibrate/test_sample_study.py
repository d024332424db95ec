import csv
import json

import pytest

from sim.experiment.output_folder import LOCK, exclusive_lock
from sim.experiment.parameter_sets import read_vectors
from sim.studies.calibrate import sample_tables
from sim.studies.calibrate.request import calibrate_request
from sim.studies.calibrate.study import calibrate
from sim.terms.errors import Interrupted, Refused
from tests.studies.calibrate.toy import COST, LEAK, PLANTED, build, toy_in

TABLES = ("vectors.csv", "vectors_tried.csv")
HOW = {"build": build, "workers": 1}
N = 40
FEW = 6  # enough sets for what has to be the same bytes, whatever stops them


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A folder with scenarios in it, where a program would be started."""
    folder = tmp_path_factory.mktemp("project")
    toy_in(folder / "scenarios")
    return folder


@pytest.fixture(autouse=True)
def _inside(project, monkeypatch):
    monkeypatch.chdir(project)


@pytest.fixture(scope="module")
def done(project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("done")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        return sample(folder), folder


@pytest.fixture(scope="module")
def few(project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("few")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        sample(folder, tried=FEW)
    return bytes_of(folder)


def sample(folder, **changes):
    return calibrate(method="sample", out=folder, **{"tried": N} | HOW | changes)


def bytes_of(folder):
    return [(folder / name).read_bytes() for name in TABLES]


def tried(folder):
    with (folder / "vectors_tried.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_sample_without_scenarios_is_of_all_fitted_parameters_in_the_stages_of_the_table(done):
    result, folder = done
    assert [prior.path for prior in result.priors] == [COST, LEAK]
    rows = tried(folder)
    assert [row["id"] for row in rows] == [str(number) for number in range(N)]
    assert {row["stage"] for row in rows} == {"", "few"}
    assert {row["epsilon"] for row in rows} == {"2"}


def test_what_is_accepted_is_near_what_was_planted_and_has_no_chance_beyond_it(done):
    result, folder = done
    kept = read_vectors(folder / "vectors.csv")
    assert kept[0].id == 0
    assert [one.vector for one in kept[1:]] == result.vectors
    assert 0 < result.n_accepted == len(result.vectors) < N
    assert all(abs(vector[COST] - PLANTED) < 0.1 for vector in result.vectors)
    assert all(row["stage"] == "" for row in tried(folder) if float(row["distance"]) <= 2)


def test_a_sample_is_told_drawn_and_given_as_a_table_like_any_calibration(done):
    result, folder = done
    assert list(result.table()["parameter"]) == [COST, LEAK]
    assert result.sentences()[0].startswith(f"{N - 1} parameter sets of the prior were tried")
    assert "runs of a case for each: up to 9" in result.plot().texts[-1].get_text()
    assert sorted(path.name for path in folder.iterdir()) == ["search.json", *TABLES]


def test_the_shipped_set_is_judged_like_any_other_and_kept_whatever_comes_of_it(done):
    result, folder = done
    assert tried(folder)[0]["stage"] == "few"
    assert read_vectors(folder / "vectors.csv")[0].weight == 0
    assert result.sentences()[1].startswith("The shipped set misses T1 by up to")


@pytest.mark.parametrize("after", [0, 1, 7, 10])
def test_a_sample_that_was_stopped_goes_on_to_the_same_bytes(few, tmp_path, after):
    asked = []

    def stop():
        asked.append(1)
        return len(asked) > after

    with pytest.raises(Interrupted, match=rf"interrupted after \d+ of {FEW} parameter sets"):
        sample(tmp_path, tried=FEW, stop=stop)
    told = []
    sample(tmp_path, tried=FEW, notice=told.append)
    assert bytes_of(tmp_path) == few
    left = sum("going on" not in line for line in told)
    going_on = f"going on after the {FEW - left} parameter sets that were tried"
    assert left == FEW or told[0] == going_on


@pytest.mark.parametrize("writes", range(8))
def test_a_process_that_ends_between_any_two_writes_loses_nothing(
    few, tmp_path, monkeypatch, writes
):
    made = []
    write = sample_tables.write_file

    def killed(path, content):
        if len(made) == writes:
            raise SystemExit
        made.append(path)
        write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(sample_tables, "write_file", killed)
        with pytest.raises(SystemExit):
            sample(tmp_path, tried=FEW)
    sample(tmp_path, tried=FEW)
    assert bytes_of(tmp_path) == few


def test_more_sets_of_the_same_sample_and_those_of_another_are_added(done, tmp_path):
    sample(tmp_path, tried=9)
    nine = bytes_of(tmp_path)
    sample(tmp_path, tried=5)
    assert bytes_of(tmp_path) == nine
    told = []
    sample(tmp_path, notice=told.append)
    assert bytes_of(tmp_path) == bytes_of(done[1])
    assert told[0] == "going on after the 9 parameter sets that were tried"
    sample(tmp_path, seed=2, tried=3)
    assert len(tried(tmp_path)) == N + 3
    assert all(
        new.startswith(old) for new, old in zip(bytes_of(tmp_path), bytes_of(done[1]), strict=True)
    )


def test_every_set_that_is_tried_is_told_with_what_it_misses(tmp_path):
    told = []
    sample(tmp_path, tried=3, notice=told.append)
    assert told[0] == "0: misses T1 (few); 0 of 1"
    assert [line.split(":")[0] for line in told] == ["0", "1", "2"]


def test_scenarios_and_parameters_can_be_named(tmp_path):
    result = sample(tmp_path, scenarios="scenarios/toy.yaml", fit=[LEAK], runs=4, tried=4)
    assert [prior.path for prior in result.priors] == [LEAK]
    assert {row["stage"] for row in tried(tmp_path)} <= {"", "toy, 4 runs"}
    assert {row["of"] for row in tried(tmp_path)} == {"1"}


def test_workers_do_not_change_the_tables(done, tmp_path):
    sample(tmp_path, tried=6, workers=2)
    rows = [line.splitlines()[:7] for line in bytes_of(tmp_path)]
    assert rows[1] == bytes_of(done[1])[1].splitlines()[:7]


def test_without_a_folder_nothing_is_written(project):
    before = sorted(project.rglob("*"))
    assert len(calibrate(method="sample", tried=3, **HOW).found.steps) == 2
    assert sorted(project.rglob("*")) == before


def test_a_result_can_be_written_beside_another_sample(done, tmp_path):
    result = done[0]
    sample(tmp_path, seed=2, tried=2)
    result.write(tmp_path)
    assert len(tried(tmp_path)) == N + 2
    assert result.found.steps[0].tried.distance == float(tried(tmp_path)[3]["distance"])


def test_a_folder_of_another_search_is_refused(tmp_path):
    sample(tmp_path, tried=2)
    with pytest.raises(Refused, match=r"another search \(stages differ\); choose another folder"):
        sample(tmp_path, tried=2, stages=stages(tmp_path, "toy,3,"))
    with pytest.raises(Refused, match=r"another search \(scenarios, stages differ\)"):
        sample(tmp_path, tried=2, sets=["title=Another"])
    with pytest.raises(Refused, match=r"another search \(.*prior.* differ\)"):
        sample(tmp_path, tried=2, prior="uniform")
    with pytest.raises(Refused, match="nothing says that calibrate made them"):
        calibrate("scenarios/toy.yaml", [COST], generations=1, out=tmp_path, **HOW)
    (tmp_path / "search.json").unlink()
    with pytest.raises(Refused, match="choose another folder"):
        calibrate("scenarios/toy.yaml", [COST], generations=1, out=tmp_path, **HOW)


def stages(folder, row):
    path = folder / "my_stages.csv"
    path.write_text(f"stage,scenario,runs,settings\nmine,{row}\n")
    return path


def test_a_sample_does_not_go_on_in_the_folder_of_the_other_method(tmp_path):
    few = {"generations": 1, "particles": 2, "tried": 3, "runs": 2, "check": 0}
    calibrate("scenarios/toy.yaml", [COST], out=tmp_path, **few, **HOW)
    before = bytes_of(tmp_path)
    with pytest.raises(Refused, match="holds another calibrate"):
        sample(tmp_path, scenarios="scenarios/toy.yaml", fit=[COST], runs=2)
    assert bytes_of(tmp_path) == before


def test_another_version_of_the_program_goes_on_and_says_so(tmp_path):
    sample(tmp_path, tried=2)
    path = tmp_path / "search.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"code": "of yesterday"}))
    told = []
    sample(tmp_path, tried=3, notice=told.append)
    assert "code of the program differ since the last search here" in told[0]
    assert len(tried(tmp_path)) == 3
    sample(tmp_path, tried=3, notice=told.append)
    assert sum("differ" in line for line in told) == 1


def test_one_process_works_in_a_folder(tmp_path):
    with exclusive_lock(tmp_path, LOCK), pytest.raises(Refused, match="another process"):
        sample(tmp_path)
    assert not (tmp_path / "vectors.csv").exists()


def test_what_is_of_use_with_one_method_only_is_refused_with_the_other_in_one_sentence():
    with pytest.raises(Refused) as told:
        calibrate_request(method="sample", particles=3, generations=2, check=0)
    assert str(told.value).startswith("particles, generations, check: of use with method abc only")
    assert len(str(told.value).splitlines()) == 1
    with pytest.raises(Refused, match="stages: of use with method sample only, not with abc"):
        calibrate_request("scenarios/toy.yaml", [COST], stages="a.csv")
    with pytest.raises(Refused, match='"smaple" is not one of abc, sample; did you mean "sample"'):
        calibrate_request(method="smaple")


def test_every_mistake_in_what_is_asked_of_a_sample_is_told_at_once(tmp_path):
    with pytest.raises(Refused) as told:
        calibrate_request(
            method="sample", particles=3, runs=4, tried=0, stages=stages(tmp_path, "tyo,2,")
        )
    text = str(told.value)
    assert "particles: of use" in text
    assert "runs: the table of stages says" in text
    assert "tried 0: at least 1" in text
    assert "tyo.yaml" in text
    with pytest.raises(Refused, match="leave out one of the two"):
        calibrate_request("scenarios/toy.yaml", method="sample", stages="a.csv")


def test_a_table_of_stages_that_is_missing_or_wrong_is_told(tmp_path):
    with pytest.raises(Refused, match=r"no\.csv: the table is missing"):
        calibrate_request(method="sample", stages="no.csv")
    with pytest.raises(Refused, match=r"my_stages\.csv:2: runs"):
        calibrate_request(method="sample", stages=stages(tmp_path, "toy,none,"))
    with pytest.raises(Refused, match="names no table of what was observed"):
        calibrate_request(method="sample", stages=stages(tmp_path, "toy,2,observed=null"))
