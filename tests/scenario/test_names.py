"""Scenarios by name: where they are looked up, and what is said of a name found nowhere."""

from pathlib import Path

import pytest

from sim.scenario.load import check, load
from sim.scenario.mistakes import ScenarioError
from sim.scenario.names import scenario_file, table_file
from sim.scenario.shipped import shipped
from sim.terms.errors import Refused

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("extends: mitrovica.yaml\n", encoding="utf-8")
    return path


def test_what_is_shipped_is_found_from_an_empty_folder(here):
    assert shipped() == SCENARIOS
    for name in ("mitrovica", "mitrovica.yaml"):
        assert load(name).path == SCENARIOS / "mitrovica.yaml"
    variant = load("variants/kfor_at_gates")
    assert variant.path == SCENARIOS / "variants" / "kfor_at_gates.yaml"
    assert list(here.iterdir()) == []


def test_the_working_folder_comes_first_then_its_scenarios_then_what_is_shipped(here):
    names = ("mitrovica", "mitrovica.yaml")
    shared = put(here / "scenarios" / "mitrovica.yaml")
    assert [scenario_file(Path(name)).resolve() for name in names] == [shared, shared]
    own = put(here / "mitrovica.yaml")
    assert [scenario_file(Path(name)).resolve() for name in names] == [own, own]
    assert scenario_file(here / "scenarios" / "mitrovica").resolve() == shared


def test_an_output_folder_of_the_same_name_is_not_in_the_way(here):
    (here / "mitrovica").mkdir()
    assert load("mitrovica").path == SCENARIOS / "mitrovica.yaml"


@pytest.mark.parametrize("name", ["../mitrovica", "../mitrovica.yaml", "/mitrovica.yaml"])
@pytest.mark.usefixtures("here")
def test_a_path_that_leads_elsewhere_is_not_looked_up_by_name(name):
    assert isinstance(scenario_file(Path(name)), str)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mitrovca", 'did you mean "mitrovica"?'),
        ("mitrovca.yaml", 'did you mean "mitrovica"?'),
        ("kfor_at_gates", 'did you mean "variants/kfor_at_gates"?'),
        ("variants/kfor_at_gate", 'did you mean "variants/kfor_at_gates"?'),
        ("scenarios/mitrovica.yaml", 'did you mean "mitrovica"?'),
        ("nope", "which are adaisseh_2010, blockade_2011, ceasefire_line_2011"),
        ("variants", "there is no scenario of this name"),
        ("x" * 5000, "is not the name of a file"),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_name_found_nowhere_is_one_sentence_that_helps(name, said):
    with pytest.raises(ScenarioError) as caught:
        load(name)
    (wrong,) = caught.value.mistakes
    assert said in wrong.message
    assert str(caught.value) == f"{wrong.file}: {wrong.message}"


def test_an_empty_name_is_no_path():
    with pytest.raises(Refused, match='path = "": is no path'):
        load("")


@pytest.mark.usefixtures("here")
def test_only_close_names_are_suggested():
    (wrong,) = check(["nope.yaml"])
    assert wrong.message == "there is no such file"
    (wrong,) = check([SCENARIOS / "nope.yaml"])
    assert wrong.message == "there is no such file"
    (wrong,) = check([SCENARIOS / "quite.yaml"])
    assert wrong.message == 'there is no such file; did you mean "quiet.yaml"?'


def test_tables_of_parameter_sets_are_looked_up_alike(here):
    table = Path("accepted", "vectors.csv")
    assert table_file(table) == SCENARIOS / table
    own = put(here / table)
    assert table_file(table).resolve() == own
    assert table_file(Path("accepted/none.csv")) == Path("accepted/none.csv")
