from pathlib import Path

import pytest

from sim.main import main

ROOT = Path(__file__).resolve().parents[3]
BASE = str(ROOT / "scenarios" / "mitrovica.yaml")
VARIANT = str(ROOT / "scenarios" / "variants" / "no_rumour.yaml")
SMALL = ("--set", "clock.days=2", "--set", "ensemble.one_in=100", "--runs", "2", "--workers", "1")


def test_a_comparison_tells_a_table_and_the_folder(tmp_path, capsys):
    assert main(["compare", BASE, VARIANT, *SMALL, "--out", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == str(tmp_path)
    assert "Difference, 95 % sure" in lines[0]
    assert any(line.startswith("No rumours: over 2 pairs of runs") for line in lines)
    assert (tmp_path / "comparison.png").stat().st_size > 10_000


def test_a_change_alone_is_compared_with_the_base_in_a_folder_of_its_own(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    changed = ("--set", "actors.pristina.posture.resolve=0.9", "--quiet")
    assert main(["compare", BASE, *SMALL, *changed]) == 0
    told = capsys.readouterr().out.strip()
    assert told.startswith("outputs/compare/mitrovica/")
    assert len(Path(told).name) == 12
    assert (tmp_path / told / "sentences.txt").exists()
    assert (tmp_path / told / "runs_actors_pristina_posture_resolve_0_9.csv").exists()


DEPLOY = "timeline.police_to_the_gates"
OTHERWISE = (
    "{at: '2022-07-31 09:00', who: special_police, does: deploy, where: {brnjak_crossing: 40}}"
)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (f"{DEPLOY}=null", "police to the gates: not at all"),
        (f"{DEPLOY}={OTHERWISE}", "police to the gates {at:"),
    ],
)
def test_a_whole_entry_that_is_changed_is_told_by_its_name_on_the_page(tmp_path, change, told):
    arguments = ["compare", BASE, *SMALL, "--set", change, "--quiet", "--out", str(tmp_path)]
    assert main(arguments) == 0
    page = (tmp_path / "report.html").read_text("utf-8")
    assert told in page
    assert "Delay(" not in page
    assert "datetime" not in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([BASE], "nothing to compare with"),
        ([BASE, BASE], "2 arms are called"),
        ([BASE, VARIANT, "--vectors", "none.csv"], "none.csv"),
        ([BASE, VARIANT, "--set", "clock.dais=2"], 'did you mean "days"'),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_run(arguments, said, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["compare", *arguments, "--runs", "100000", "--out", str(out)]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()
