import pytest

from sim.cli.exit_codes import InputError
from sim.studies.calibrate import command as calibrate

COST = "parameters.mobilisation.cost_mean"


def test_without_anything_to_fit_the_option_is_named(capsys):
    with pytest.raises(SystemExit) as ended:
        calibrate.command(["scenarios/mitrovica.yaml"])
    assert ended.value.code == 2
    assert "--fit" in capsys.readouterr().err


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
