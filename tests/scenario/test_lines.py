"""File and line of a key: its own, its owner's where it has none, and of what is set over it."""

import pytest

from sim.scenario.lines import lines_of
from sim.scenario.load import load

CASE = """\
extends: example_town.yaml
name: lines
actors:
  club:
    posture: {threshold: 0.5}
initial:
  triggers:
    - {kind: killing, what: a man, hours_ago: 3, where: mill, felt_by: [amber]}
"""


@pytest.fixture
def at(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lines.yaml").write_text(CASE, encoding="utf-8")
    return lines_of(load("lines.yaml", ["actors.club.posture.obedience=0.9"]))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("actors.club.posture.threshold", "lines.yaml:5"),
        ("initial.triggers.0", "lines.yaml:8"),
        ("actors.club.posture.obedience", "--set:1"),
        ("actors.nobody.name", ""),
    ],
)
def test_a_key_stands_in_its_line(at, path, line):
    assert at(path).endswith(line)
    assert bool(at(path)) == bool(line)


def test_a_key_that_is_not_said_stands_where_its_owner_stands(at):
    assert at("actors.club.stated") == at("actors.club")
    assert "example_town.yaml:" in at("actors.amber")
