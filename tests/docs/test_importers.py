"""Every example of the page on importers works, in its order, on small files of each format."""

import re
import shlex
from pathlib import Path

import pytest

from sim.importers.asked import KINDS
from sim.main import main
from sim.scenario.observed import read_days
from sim.scenario.tables import read_world
from tests.importers import files

PAGE = (Path(__file__).parents[2] / "docs/importers.md").read_text("utf-8")
COMMANDS = re.findall(r"^python run\.py (import .+)$", PAGE, re.MULTILINE)
FILES = {
    "valley.osm": files.osm_xml(),
    "XX.txt": files.GEONAMES,
    "towns.geojson": files.collection(
        files.feature("Point", [-40.05, 10.0], NAME="Westmarket"),
        files.feature("Point", [-39.95, 10.0], NAME="Eastham"),
    ),
    "boundaries.geojson": files.BOUNDARIES.replace('"name"', '"NAME"'),
    "houses.geojson": files.collection(
        files.feature("Point", [-40.04, 10.0], NAME="Town hall", type="building")
    ),
    "census.csv": files.CENSUS,
    "grid.csv": "X,Y,Z\n-40.02,10.0,100.4\n",
    "forces.csv": files.FORCES,
    "acled.csv": files.ACLED,
    "ged.csv": files.UCDP,
    "20300504.export.CSV": files.gdelt(1, "20300504", "145"),
}


def test_there_is_an_example_of_each_kind():
    assert {command.split()[1] for command in COMMANDS} == set(KINDS)


def test_the_examples_work_one_after_the_other(tmp_path, monkeypatch, capsys):
    pytest.importorskip("osmium")
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    for command in COMMANDS:
        assert main(shlex.split(command)) == 0, (command, capsys.readouterr().err)
        assert "nothing" not in capsys.readouterr().out.splitlines()[0], command
    for world in ("valley", "dump", "drawn"):
        read_world(Path("worlds") / world)
    for case in ("town", "town_ucdp", "town_gdelt"):
        assert read_days(Path("observed") / f"{case}_daily.csv")
