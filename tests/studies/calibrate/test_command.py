from pathlib import Path

import pytest

from sim.cli.exit_codes import InputError
from sim.scenario.load import load
from sim.studies.calibrate import command as calibrate
from sim.studies.calibrate import study
from sim.studies.validate.episode import count_fitted
from sim.terms.errors import Refused
from tests.studies.calibrate.toy import build, toy_in

ROOT = Path(__file__).resolve().parents[3]
COST = "parameters.mobilisation.cost_mean"


def test_without_anything_to_fit_the_option_is_named(capsys):
    with pytest.raises(SystemExit) as ended:
        calibrate.command(["scenarios/mitrovica.yaml"])
    assert ended.value.code == 2
    assert "--fit" in capsys.readouterr().err


def test_without_anything_at_all_both_are_named(capsys):
    with pytest.raises(SystemExit):
        calibrate.command([])
    assert "are required: SCENARIO, --fit" in capsys.readouterr().err


def test_mistakes_of_all_scenarios_are_told_at_once():
    with pytest.raises(InputError) as told:
        calibrate.command(["scenarios/mitrovca.yaml", "scenarios/quite.yaml", "--fit", COST])
    assert 'did you mean "mitrovica.yaml"?' in str(told.value)
    assert 'did you mean "quiet.yaml"?' in str(told.value)


def test_vectors_are_not_taken():
    with pytest.raises(InputError, match="leave out --vectors"):
        calibrate.command(["scenarios/quiet.yaml", "--fit", COST, "--vectors", "a.csv"])


def test_the_last_line_is_the_folder_and_what_was_learnt_stands_before_it(tmp_path, capsys):
    words = ["scenarios/mitrovica.yaml", "--fit", COST, "--set", "clock.days=2"]
    words += ["--set", "ensemble.one_in=20", "--runs", "2", "--particles", "1", "--tried", "2"]
    words += ["--generations", "1", "--check", "0", "--workers", "1", "--out", str(tmp_path)]
    assert calibrate.command(words) == 0
    *told, last = capsys.readouterr().out.splitlines()
    assert last == str(tmp_path)
    assert any("of the prior were tried" in line for line in told)
    assert (tmp_path / "vectors.csv").exists()


def test_a_sample_without_anything_is_of_the_accepted_sets_and_goes_to_their_folder(monkeypatch):
    asked = []

    def execute(request, *, out, **_how):
        asked.append((request, out))
        raise Refused

    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("sim.studies.calibrate.study.execute_calibrate", execute)
    words = ["--method", "sample", "--tried", "7", "--seed", "3", "--quiet"]
    for more in ([], ["--set", "ensemble.one_in=100"], ["--fit", COST]):
        with pytest.raises(Refused):
            calibrate.command([*words, *more])
    assert [out.parts[0] for _, out in asked] == ["scenarios", "outputs", "outputs"]
    request, folder = asked[0]
    assert folder == Path("scenarios/accepted")
    fitted = count_fitted(load("scenarios/mitrovica.yaml").scenario.parameters.model_dump())[1]
    assert len(request.search.priors) == fitted
    assert (request.search.seed, request.n_sets, request.batches) == (3, 7, 0)
    assert len(request.scenarios) == 5
    assert {one.scenario.ensemble.one_in for one in request.scenarios} == {4}
    cheap = asked[1][0]
    assert {one.scenario.ensemble.one_in for one in cheap.scenarios} == {100}
    assert all("ensemble.one_in=100" in stage.settings for stage in cheap.stages)
    assert [prior.path for prior in asked[2][0].search.priors] == [COST]


def test_the_table_of_earlier_versions_is_no_folder_and_the_right_one_is_named():
    with pytest.raises(InputError, match="such as a/b"):
        calibrate.command(["--method", "sample", "--out", "a/b/vectors.csv"])


def test_options_of_the_other_method_are_refused_in_one_sentence(monkeypatch):
    monkeypatch.chdir(ROOT)
    with pytest.raises(Refused, match=r"^particles, check: of use with method abc only.*"):
        calibrate.command(["--method", "sample", "--particles", "9", "--check", "2"])


def test_a_sample_from_the_shell_is_the_same_as_from_python(tmp_path, monkeypatch, capsys):
    toy_in(tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.studies.calibrate.study.escalation_model", build)
    words = ["--method", "sample", "--tried", "3", "--workers", "1", "--out", "shell"]
    assert calibrate.command(words) == 0
    out, err = capsys.readouterr()
    assert out.endswith("\nshell\n")
    assert err.splitlines()[0] == "0: misses T1 (few); 0 of 1"
    assert len(err.splitlines()) == 3
    python = study.calibrate(method="sample", tried=3, workers=1, build=build, out="python")
    for name in ("vectors.csv", "vectors_tried.csv"):
        assert Path("shell", name).read_bytes() == Path("python", name).read_bytes()
    assert python.sentences()[0] in out
