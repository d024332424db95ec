import csv
import json

import pytest

from sim import agree
from sim.analysis.paired import PairedEffect
from sim.analysis.signs import sign_of
from sim.experiment.interruption import Stop
from sim.main import main
from sim.studies.validate.agreement import agreements
from sim.studies.validate.agreement_words import agreement_table, search_words
from sim.studies.validate.contrasts import Contrast
from sim.terms.errors import Interrupted, Refused
from sim.terms.words import LANGUAGES
from tests.studies.same_files import same_files


def contrast(statistic="mean_difference"):
    return Contrast("C1", "fewer", "v", statistic, "barricades_peak", None, -1.0, "", "", "")


def effect(value, low, high):
    return PairedEffect(value, 1.0, low, high, 14)


def test_sets_agree_by_sign_and_speak_against_only_when_clear():
    nan = float("nan")
    others = [
        [effect(-1, -2, 0.5)],
        [effect(1, -1, 3)],
        [effect(2, 1, 3)],
        [effect(nan, nan, nan)],
    ]
    (found,) = agreements([contrast()], [effect(-3, -4, -2)], others)
    assert (found.agree, found.against, found.telling, found.sets) == (1, 1, 3, 4)
    assert found.share == pytest.approx(1 / 3)
    assert found.is_clear
    table = agreement_table([found], 14)
    assert "1 of 3 (33%)" in table
    assert "-3, not clear" not in table


def test_a_shipped_value_that_may_be_no_change_is_marked():
    (found,) = agreements([contrast()], [effect(-3, -8, 2)], [[effect(-1, -2, 1)]])
    assert "-3, not clear" in agreement_table([found], 14)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_what_sets_agree_on_is_told_in_the_language_that_was_asked_for(language):
    found = agreements([contrast()], [effect(-3, -8, 2.5)], [[effect(-1.5, -2, 1)]])
    for tell in (
        lambda spoken: agreement_table(found, 14, ["clock.days=2"], spoken),
        lambda spoken: search_words(9, 4, [("B1", 3)], spoken),
    ):
        ours, theirs = (tell(spoken).split("\n") for spoken in (language, "en"))
        assert len(ours) == len(theirs)
        assert [a for a, b in zip(ours, theirs, strict=True) if a == b and a.strip("|- ")] == []


def test_the_sign_of_a_ratio_is_taken_from_one():
    others = [[effect(0.5, 0.4, 0.6)], [effect(2, 1.5, 3)]]
    (found,) = agreements([contrast("ratio_of_means")], [effect(4, 2, 6)], others)
    assert (found.agree, found.against) == (1, 1)
    assert sign_of(1.0, 1.0) == 0


def test_what_came_of_the_search_is_said_in_words():
    assert search_words(2, 1, [("B1", 1)]).endswith("Patterns that rejected most: B1 (1).")
    assert search_words(2, 2, []) == "Of 2 sampled sets 2 met all patterns within chance."


def table(path, *costs):
    """A table of parameter sets, the shipped one first, and that of what was tried."""
    words = "id,seed,spread,met,of,parameters.mobilisation.cost_mean"
    lines = [f"{number},1,1,1,1,{cost}" for number, cost in enumerate((1.97, *costs))]
    path.write_text("\n".join([words, *lines]) + "\n")
    tried = [f"{number},1,1.0,," for number in range(len(lines))]
    path.with_name(f"{path.stem}_tried.csv").write_text(
        "\n".join(["id,seed,spread,stage,patterns", *tried]) + "\n"
    )
    return path


def test_sets_give_the_same_files_words_and_document_from_python_and_from_the_shell(
    project, capsys
):
    vectors = table(project / "v.csv", 1.9, 2.0)
    for side in ("shell", "python"):
        (project / f"{side}.md").write_text("<!-- begin: accepted -->\nold\n<!-- end -->\n")
    words = ["validate", "--vectors", "v.csv", "--runs", "2", "--workers", "1"]
    assert main([*words, "--out", "shell", "--write-docs", "shell.md"]) == 0
    told = capsys.readouterr().out
    result = agree(vectors, runs=2, out="python", document="python.md", workers=1)
    assert same_files(project / "shell", project / "python") == {
        "agreement.csv", "agreement.json", "agreement.png", "agreement.svg", "datapackage.json",
    }  # fmt: skip
    text = "\n".join(result.sentences())
    assert told == f"{text}\nshell\n"
    for side in ("shell", "python"):
        document = (project / f"{side}.md").read_text()
        assert document == f"<!-- begin: accepted -->\n\n{text}\n\n<!-- end -->\n"
    rows = list(csv.DictReader((project / "python" / "agreement.csv").read_text().splitlines()))
    assert [row["contrast"] for row in rows] == ["C3a", "C6b"]
    assert list(result.table().columns) == list(rows[0])
    content = json.loads((project / "python" / "agreement.json").read_text())
    assert (content["pairs"], content["search"]["tried"]) == (2, 2)
    assert main([*words, "--out", "shell", "--quiet"]) == 0
    assert capsys.readouterr().out == "shell\n"


def test_without_out_the_table_is_all_that_comes_of_it(project, capsys):
    table(project / "v.csv", 1.9)
    words = ["validate", "--vectors", "v.csv", "--runs", "2", "--workers", "1"]
    assert main(words) == 0
    told = capsys.readouterr().out
    assert "C3a" in told
    assert "1 sets beside the shipped one, 2 pairs" in told
    assert main([*words, "--quiet"]) == 0
    assert capsys.readouterr().out == told
    assert main([*words, "scenarios"]) == 0
    assert capsys.readouterr().out == told
    assert not [path for path in project.rglob("outputs/**/*") if path.is_file()]


def test_sets_that_were_stopped_go_on_to_the_same_table(project, monkeypatch, capsys):
    table(project / "v.csv", 1.9)
    words = ["validate", "--vectors", "v.csv", "--runs", "2", "--workers", "1"]
    assert main(words) == 0
    undisturbed = capsys.readouterr().out

    def enough(_self):
        return any(path.stat().st_size > 3000 for path in project.rglob("runs.part"))

    with monkeypatch.context() as patch:
        patch.setattr(Stop, "__call__", enough)
        assert main(words) == 130
    out, err = capsys.readouterr()
    assert out == ""
    assert "of 12 runs, which are kept: the same command goes on" in err
    assert len(list((project / "outputs").rglob("runs.part"))) == 1
    assert main(words) == 0
    out, err = capsys.readouterr()
    assert out == undisturbed
    assert "going on after" in err


def test_sets_that_were_stopped_in_memory_leave_nothing(project):
    table(project / "v.csv", 1.9)
    before = {path.name for path in project.iterdir()}
    with pytest.raises(Interrupted):
        agree("v.csv", runs=2, workers=1, stop=lambda: True)
    assert {path.name for path in project.iterdir()} == before


def test_every_mistake_in_what_is_asked_of_sets_is_said_at_once(project):
    contrasts = project / "scenarios" / "observed" / "contrasts.csv"
    contrasts.write_text(contrasts.read_text().replace("mean_difference", "mean_differenc"))
    (project / "scenarios" / "accepted" / "stages.csv").write_text("stage\n")
    (project / "d.md").write_text("no place")
    with pytest.raises(Refused) as refused:
        agree("no.csv", runs=1, seed="x", document="d.md", scenario="scenarios")
    said = str(refused.value)
    for part in ("no.csv: the table is missing", "runs = 1", "seed = x",
                 "d.md: no marked place for accepted",
                 'scenario: is no argument of agree; did you mean "scenarios"?',
                 "contrasts.csv:2: statistic = 'mean_differenc'",
                 'stages.csv:1: has no column "runs"'):  # fmt: skip
        assert said.count(part) == 1, part


@pytest.mark.parametrize(
    ("costs", "said"),
    [
        (("dear",), r"v\.csv:3: parameters\.mobilisation\.cost_mean = dear: is not a number"),
        ((1.9, -5, 900), r"set 2: parameters\.mobilisation\.cost_mean.*\n.*set 3: "),
    ],
)
def test_sets_with_values_that_no_scenario_takes_are_named(project, costs, said):
    table(project / "v.csv", *costs)
    with pytest.raises(Refused, match=said):
        agree("v.csv", runs=100_000)


def test_the_shipped_set_must_come_first_and_the_folder_be_there(project):
    path = table(project / "v.csv", 1.9)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], lines[2]]))
    with pytest.raises(Refused, match="the first vector must be number 0"):
        agree(path)
    with pytest.raises(Refused, match="there is no folder elsewhere here"):
        agree(path, scenarios="elsewhere")
    (project / "scenarios" / "variants" / "patron_restraint.yaml").unlink()
    (project / "scenarios" / "variants" / "kfor_at_gates.yaml").unlink()
    table(path, 1.9)
    with pytest.raises(
        Refused, match=r"patron_restraint\.yaml: there is no.*\n.*kfor_at_gates\.yaml: "
    ):
        agree(path)
