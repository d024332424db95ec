import json
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from sim.main import main
from sim.results import events_parquet
from sim.results.files import digest_of_file
from sim.results.folder import read_runs, write_events
from sim.scenario.load import load
from sim.studies.why import common_precursors as links

SCENARIO = Path(__file__).resolve().parents[3] / "scenarios" / "mitrovica.yaml"
SMALLER = ("--set", "clock.days=2", "--set", "clock.tick_minutes=30", "--set", "ensemble.one_in=20")
RUNS = 12

pytestmark = pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow is an extra")


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The same runs as a small and as a large folder."""
    root = tmp_path_factory.mktemp("many")
    small, large = root / "small", root / "large"
    arguments = [str(SCENARIO), "--runs", str(RUNS), "--workers", "1", "--quiet", *SMALLER]
    assert main([*arguments, "--out", str(small)]) == 0
    shutil.copytree(small, large)
    scenario = load(small / "scenario.yaml").scenario
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events_parquet, "LARGE_RUNS", RUNS - 1)
        write_events(large, read_runs(small, scenario), RUNS, scenario.clock)
    told = json.loads((large / "manifest.json").read_text("utf-8"))
    del told["files"]["events.csv"]
    told["files"]["events.parquet"] = digest_of_file(large / "events.parquet")
    (large / "manifest.json").write_text(json.dumps(told), "utf-8")
    return {"small": small, "large": large}


def test_a_large_folder_differs_only_in_the_form_of_its_events(folders):
    small, large = ({path.name for path in folder.iterdir()} for folder in folders.values())
    assert small - large >= {"events.csv"}
    assert large - small == {"events.parquet"}


@pytest.mark.parametrize("choice", [(), ("--run", "3")])
def test_runs_of_a_large_folder_are_explained_in_the_same_words(folders, capsys, choice):
    told = []
    for folder in folders.values():
        assert main(["why", str(folder), "--tries", "0", *choice]) == 0
        told.append(capsys.readouterr().out.replace(str(folder), ""))
    assert told[0] == told[1]
    assert "why did run" in told[0]


def test_a_run_that_a_large_folder_lacks_is_refused(folders, capsys):
    assert main(["why", str(folders["large"]), "--run", "99"]) == 2
    assert "it has no run 99; its runs are 0 to 11" in capsys.readouterr().err


@pytest.mark.xfail(
    strict=False, reason="with these runs only the twelfth goes far, so that there is no comparison"
)
def test_it_is_said_when_only_the_first_runs_are_compared(folders, capsys, monkeypatch):
    main(["why", str(folders["large"]), "--tries", "0"])
    assert "compared are" not in capsys.readouterr().out
    monkeypatch.setattr(links, "MOST_COMPARED", 11)
    main(["why", str(folders["large"]), "--tries", "0"])
    assert "(compared are the first 11 of 12 runs)" in capsys.readouterr().out


def test_a_large_folder_without_what_reads_it_says_what_to_install(folders, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert main(["why", str(folders["large"])]) == 2
    assert "pip install -e '.[large]'" in capsys.readouterr().err
