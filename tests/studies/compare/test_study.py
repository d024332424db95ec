import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.scenario.load import load
from sim.studies.compare.arm_names import file_names
from sim.studies.compare.request import compare_request, value_at
from sim.studies.compare.study import compare
from sim.terms.errors import Interrupted, Refused

ROOT = Path(__file__).resolve().parents[3]
BASE = ROOT / "scenarios" / "mitrovica.yaml"
VARIANTS = ROOT / "scenarios" / "variants"
SMALL = ["clock.days=2", "ensemble.one_in=100"]
NO_RUMOUR = VARIANTS / "no_rumour.yaml"
WEIGHT = "parameters.rumour.weight"


@pytest.fixture(scope="module")
def comparison():
    return compare(BASE, NO_RUMOUR, VARIANTS / "kfor_at_gates.yaml", sets=SMALL, runs=4, seed=9)


@pytest.fixture(scope="module")
def written(comparison, tmp_path_factory):
    folder = tmp_path_factory.mktemp("comparison")
    comparison.write(folder)
    return folder


def test_a_folder_holds_pictures_tables_sentences_and_runs(written):
    pictures = {"comparison", "comparison_no_rumour", "comparison_kfor_at_gates"}
    assert {path.name for path in written.iterdir()} == {
        *(f"{name}.{kind}" for name in pictures for kind in ("png", "svg")),
        "comparison.csv", "comparison.json", "curves_difference.csv", "sentences.txt",
        "runs_mitrovica.csv", "runs_no_rumour.csv", "runs_kfor_at_gates.csv",
        "datapackage.json", "manifest.json", "report.html",
    }  # fmt: skip


def test_everything_written_tells_the_same(comparison, written):
    rows = list(csv.DictReader((written / "comparison.csv").read_text().splitlines()))
    content = json.loads((written / "comparison.json").read_text())
    assert len(rows) == len(content["differences"]) == len(comparison.compared)
    assert (content["runs"], content["seed"], content["base"]) == (4, 9, "mitrovica")
    injured = next(one for one in comparison.of("no_rumour") if one.endpoint.outcome == "injured")
    by_arm = {
        name: np.mean([row["injured"] for row in comparison.rows[name]])
        for name in ("mitrovica", "no_rumour")
    }
    assert injured.base == by_arm["mitrovica"]
    assert injured.effect.value == pytest.approx(by_arm["no_rumour"] - by_arm["mitrovica"])
    sentences = (written / "sentences.txt").read_text()
    assert all(sentence in sentences for sentence in comparison.sentences())
    manifest = json.loads((written / "manifest.json").read_text())
    assert [arm["name"] for arm in manifest["arms"]] == list(comparison.rows)
    assert "clock.days=2" in manifest["arms"][1]["set"]


def test_a_table_for_further_work_is_tidy(comparison):
    table = comparison.table()
    keys = ["variant", "outcome", "statistic"]
    assert len(table) == len(comparison.compared) == len(table[keys].drop_duplicates())
    assert {"base", "value", "difference", "low", "high", "error", "n", "runs_needed"} <= set(table)


def test_one_variant_or_all_can_be_drawn_and_told(comparison):
    assert len(comparison.plot().axes) == len(comparison.keys) >= 10
    page = comparison.plot("no_rumour")
    assert page.texts[0].get_text() == "No rumours"
    assert comparison.sentences("no_rumour")[0].startswith("No rumours: over 4 pairs of runs")
    with pytest.raises(Refused, match="known: no_rumour, kfor_at_gates"):
        comparison.plot("no_rumor")


def test_a_panel_of_all_variants_has_one_unit_where_only_some_have_many_hurt(comparison):
    n_killed = {"mitrovica": 0, "no_rumour": 3, "kfor_at_gates": 30}
    rows = {
        name: [{**rows[0], "run": k, "killed": 4.0 * (k < n_killed[name])} for k in range(40)]
        for name, rows in comparison.rows.items()
    }
    figure = replace(comparison, rows=rows).plot()
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert "People killed" not in titles
    panel = figure.axes[titles.index("Any people killed")]
    assert panel.get_xlabel().startswith("of 100 runs")
    dots = [line.get_xdata()[0] for line in panel.lines if line.get_marker() == "o"]
    assert dots == pytest.approx([0.075, 0.75])


def test_a_comparison_that_was_stopped_goes_on_to_the_same_bytes(
    comparison, written, tmp_path, monkeypatch
):
    monkeypatch.setattr("sim.studies.compare.study.picture", lambda _: dict)  # told elsewhere
    made = []

    def stop():
        return len(made) > 2

    arms = (BASE, NO_RUMOUR, VARIANTS / "kfor_at_gates.yaml")
    how = {"sets": SMALL, "runs": 4, "seed": 9, "out": tmp_path, "workers": 1}
    with pytest.raises(Interrupted):
        compare(*arms, **how, stop=stop, progress=lambda done, _: made.append(done))
    assert not (tmp_path / "comparison.csv").exists()
    again = compare(*arms, **how)
    assert again.rows == comparison.rows
    for path in written.iterdir():
        if path.suffix in {".csv", ".txt"} or path.name == "comparison.json":
            assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_change_makes_a_variant_out_of_the_base_named_after_it():
    request = compare_request(BASE, (), [*SMALL, "actors.pristina.posture.resolve=0.9"])
    base, variant = request.sides
    assert variant.name == "actors.pristina.posture.resolve=0.9"
    assert variant.title == "resolve (pristina) = 0.9"
    assert value_at(variant.loaded, "actors.pristina.posture.resolve") == 0.9
    assert value_at(base.loaded, "actors.pristina.posture.resolve") != 0.9
    assert [value_at(side.loaded, "clock.days") for side in request.sides] == [2, 2]


def test_with_variants_a_change_is_made_in_all_arms_alike():
    request = compare_request(BASE, [NO_RUMOUR], {"actors.pristina.posture.resolve": 0.9})
    assert {value_at(s.loaded, "actors.pristina.posture.resolve") for s in request.sides} == {0.9}
    assert [side.title for side in request.sides][1] == "No rumours"


def test_runs_and_seed_are_those_of_the_base_unless_asked_otherwise():
    request = compare_request(BASE, [NO_RUMOUR])
    assert (request.runs, request.seed) == (200, 20220731)
    assert compare_request(BASE, [NO_RUMOUR], runs=3, seed=4)[1:3] == (3, 4)
    assert compare_request(BASE, [NO_RUMOUR], ["ensemble.runs=7"]).runs == 7


def test_a_number_over_a_drawn_posture_is_told(comparison):
    made = compare(BASE, sets=[*SMALL, "actors.pristina.posture.resolve=0.9"], runs=2)
    assert "the variant fixes it" in made.brief()[-1]
    assert "fixes" not in " ".join(comparison.brief())


@pytest.mark.parametrize(
    ("variants", "sets", "said"),
    [
        ([], [], "nothing to compare with"),
        ([], ["clock.days=3"], "nothing to compare with"),
        ([BASE], [], "2 arms are called mitrovica"),
        ([VARIANTS / "no_rumor.yaml"], [], 'did you mean "no_rumour.yaml"'),
        ([NO_RUMOUR], ["mechanisms.rumor=false"], 'did you mean "rumour"'),
        ([ROOT / "scenarios" / "raid_2021.yaml"], [], "clock.start = 2021-10-13 06:00"),
        ([ROOT / "scenarios" / "raid_2021.yaml"], [], "clock.days = 5: must be as in the base"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_every_reason(variants, sets, said):
    with pytest.raises(Refused, match=said.replace("?", r"\?")):
        compare_request(BASE, variants, sets)


def test_mistakes_of_all_files_are_told_at_once(tmp_path):
    with pytest.raises(Refused) as refused:
        compare_request(BASE, [tmp_path / "one.yaml", tmp_path / "two.yaml"])
    assert "one.yaml" in str(refused.value)
    assert "two.yaml" in str(refused.value)


VECTORS = [{WEIGHT: 0.4}, {WEIGHT: 0.5}, {WEIGHT: 0.8}]


def test_parameter_sets_are_taken_in_turn_by_all_arms():
    request = compare_request(BASE, [NO_RUMOUR], SMALL, runs=4, vectors=VECTORS)
    for arm in request.arms():
        assert [value_at(arm.of(k), WEIGHT) for k in range(4)] == [0.4, 0.5, 0.8, 0.4]
    made = compare(BASE, NO_RUMOUR, sets=SMALL, runs=4, vectors=VECTORS)
    assert made.n_sets == 3
    assert all(one.sign_agreement.telling <= 3 for one in made.compared)


def test_what_is_compared_wins_over_a_parameter_set(tmp_path, monkeypatch):
    by_hand = compare_request(BASE, (), [*SMALL, f"{WEIGHT}=0.1"], vectors=VECTORS).arms()[1]
    assert {value_at(by_hand.of(k), WEIGHT) for k in range(3)} == {0.1}
    variant = tmp_path / "low.yaml"
    variant.write_text(
        "extends: mitrovica.yaml\nname: low\ntitle: Low\nparameters: {rumour: {weight: 0.1}}\n"
    )
    monkeypatch.chdir(ROOT)
    base, low = compare_request(BASE, [variant], SMALL, vectors=VECTORS).arms()
    assert {value_at(low.of(k), WEIGHT) for k in range(3)} == {0.1}
    assert value_at(base.of(2), WEIGHT) == 0.8


def test_the_digest_depends_on_all_that_is_asked():
    digests = {
        compare_request(BASE, [NO_RUMOUR]).digest,
        compare_request(BASE, [NO_RUMOUR], runs=5).digest,
        compare_request(BASE, [NO_RUMOUR], seed=5).digest,
        compare_request(BASE, [NO_RUMOUR], vectors=VECTORS).digest,
        compare_request(BASE, [NO_RUMOUR, VARIANTS / "no_mediator.yaml"]).digest,
    }
    assert len(digests) == 5
    assert compare_request(load(BASE), [load(NO_RUMOUR)]).digest in digests


def test_arms_get_files_of_their_own():
    names = ["base", "a.b=1", "a b 1", "A.B=1"]
    files = file_names(names)
    assert files["a.b=1"] == "a_b_1"
    assert len(set(files.values())) == 4
    assert all(name.replace("_", "").isalnum() for name in files.values())
