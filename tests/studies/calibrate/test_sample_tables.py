import csv
from itertools import islice
from pathlib import Path

import pytest

from sim.experiment.parameter_sets import count_search, read_vectors, tried_path
from sim.scenario.load import load
from sim.studies.calibrate.fitted import priors
from sim.studies.calibrate.priors import Prior
from sim.studies.calibrate.sample_tables import VECTORS, SampleTables
from sim.studies.calibrate.sampling import candidates
from sim.studies.calibrate.vector_tables import Sample
from sim.terms.errors import Refused

SHIPPED = Path(__file__).parents[3] / "scenarios" / "accepted"
BASE = load(SHIPPED.parent / "mitrovica.yaml")
SPREAD = 0.4
"""Part of each range from which the shipped sets were drawn."""
DRAWN = list(read_vectors(SHIPPED / VECTORS)[0].vector)
NARROW = [prior.narrowed(SPREAD) for prior in priors([BASE], DRAWN)]
PRIORS = (
    Prior("parameters.mobilisation.cost_mean", 1.8, 1.97, 2.2),
    Prior("parameters.rumour.weight", 0.3, 0.6, 0.9),
)
OLD_HEAD = "id,seed,spread,met,of,parameters.mobilisation.cost_mean,parameters.rumour.weight\n"
OLD_TRIED = "id,seed,spread,stage,patterns\n"


def tables(folder, *, seed=1, spread=1.0, fitted=PRIORS):
    return SampleTables(folder, Sample(seed, spread), fitted, 2.0)


def result(number, *, stage="", seed=1):
    """What became of a candidate, as a search hands it over."""
    candidate = next(islice(candidates(PRIORS, seed), number, None))
    patterns = ["B1"] if stage else []
    return [number, dict(candidate.vector), stage, patterns, 30 - number, 36, 0.5 + bool(stage) * 4]


def filled(folder, numbers=range(4), **which):
    """Tables with what became of some candidates: every odd one is rejected."""
    own = tables(folder, **which)
    for number in numbers:
        own.append(result(number, stage="hard, 2 runs" if number % 2 else ""))
    return [path.read_bytes() for path in (folder / VECTORS, tried_path(folder / VECTORS))]


def rows(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_what_was_tried_comes_back_and_other_samples_of_the_folder_do_not(tmp_path):
    filled(tmp_path)
    again = tables(tmp_path)
    assert [list(one) for one in again.results()] == [
        result(number, stage="hard, 2 runs" if number % 2 else "") for number in range(4)
    ]
    assert len(tables(tmp_path, seed=2)) == len(tables(tmp_path, spread=0.5)) == 0


def test_accepted_sets_weigh_alike_and_the_shipped_one_stands_first_without_weight(tmp_path):
    own = tables(tmp_path)
    own.append(result(0, stage="hard"))
    own.append(result(1, stage="hard"))
    own.append(result(2))
    kept = read_vectors(tmp_path / VECTORS)
    assert [(one.id, one.weight) for one in kept] == [(0, 0.0), (2, 1.0)]
    assert kept[1].vector == result(2)[1]
    told = count_search(tmp_path / VECTORS)
    assert (told.tried, told.accepted, dict(told.rejections)) == (2, 1, {"B1": 1})


def test_a_row_of_what_was_tried_says_all_that_is_known(tmp_path):
    filled(tmp_path)
    assert rows(tmp_path / "vectors_tried.csv")[1] == {
        "id": "1", "seed": "1", "spread": "1.0", "stage": "hard, 2 runs", "patterns": "B1",
        "generation": "0", "epsilon": "2", "distance": "4.5", "met": "29", "of": "36",
        **{path: str(value) for path, value in result(1)[1].items()},
    }  # fmt: skip


def test_two_samples_share_the_tables(tmp_path):
    filled(tmp_path)
    other = tables(tmp_path, seed=2)
    other.append(result(0, seed=2))
    assert len(tables(tmp_path)) == 4
    assert len(tables(tmp_path, seed=2)) == 1
    assert [row["seed"] for row in rows(tmp_path / VECTORS)] == ["1", "1", "2"]


@pytest.mark.parametrize("name", ["vectors.csv", "vectors_tried.csv"])
@pytest.mark.parametrize("end", [1, 2, 15, 30])
def test_a_table_torn_in_the_middle_of_a_line_ends_as_if_it_had_not_been(tmp_path, name, end):
    whole = filled(tmp_path / "whole", range(5))
    torn = tmp_path / "torn"
    filled(torn, range(5))
    path = torn / name
    path.write_bytes(path.read_bytes()[:-end])
    own = tables(torn)
    assert len(own) == (4 if name == "vectors_tried.csv" else 5)
    for number in range(len(own), 5):
        own.append(result(number, stage="hard, 2 runs" if number % 2 else ""))
    filled(torn, [4])  # as the end of a search does, which adds what is missing
    assert [p.read_bytes() for p in (torn / VECTORS, tried_path(torn / VECTORS))] == whole


def test_what_was_accepted_but_not_noted_as_tried_is_not_accepted_twice(tmp_path):
    whole = filled(tmp_path, range(3))
    lines = whole[1].splitlines(keepends=True)
    (tmp_path / "vectors_tried.csv").write_bytes(b"".join(lines[:-1]))
    own = tables(tmp_path)
    assert len(own) == 2
    own.append(result(2))
    assert [p.read_bytes() for p in (tmp_path / VECTORS, tmp_path / "vectors_tried.csv")] == whole


def old_tables(folder, value="2.0101"):
    """Tables as earlier versions wrote them: two sets were tried, the second rejected."""
    (folder / VECTORS).write_text(f"{OLD_HEAD}0,1,1.0,33,36,1.97,{value}\n")
    (folder / "vectors_tried.csv").write_text(f"{OLD_TRIED}0,1,1.0,,\n1,1,1.0,hard,B2 B4\n")


def test_tables_of_earlier_versions_go_on_and_what_they_do_not_say_stays_empty(tmp_path):
    old_tables(tmp_path, "0.6")
    own = tables(tmp_path)
    assert [one[2:6] for one in own.results()] == [
        ["", [], 33, 36],
        ["hard", ["B2", "B4"], *[None] * 2],
    ]
    own.append(result(2))
    first, second, third = rows(tmp_path / "vectors_tried.csv")
    assert (first["stage"], first["distance"], first["met"], first[PRIORS[0].path]) == ("",) * 4
    assert (second["stage"], second["patterns"], second["epsilon"]) == ("hard", "B2 B4", "")
    assert third["distance"] == "0.5"
    kept = rows(tmp_path / VECTORS)
    assert [row["weight"] for row in kept] == ["", "1"]
    assert [one.weight for one in read_vectors(tmp_path / VECTORS)] == [1.0, 1.0]
    assert len(tables(tmp_path)) == 3


def test_the_shipped_tables_are_a_sample_that_goes_on_and_none_of_their_cells_changes(tmp_path):
    for name in ("vectors.csv", "vectors_tried.csv"):
        (tmp_path / name).write_bytes((SHIPPED / name).read_bytes())
    own = tables(tmp_path, spread=SPREAD, fitted=NARROW)
    tried = len(own)
    assert tried == len(rows(SHIPPED / "vectors_tried.csv"))
    vector = dict(next(islice(candidates(NARROW, 1), tried, None)).vector)
    own.append([tried, vector, "", [], 30, 36, 0.5])
    for name in ("vectors.csv", "vectors_tried.csv"):
        before, after = rows(SHIPPED / name), rows(tmp_path / name)
        assert after[:-1] == before
        assert after[-1]["id"] == str(tried)


def test_values_of_another_sample_are_refused(tmp_path):
    old_tables(tmp_path, "0.61")
    with pytest.raises(
        Refused, match=r"set 0 has parameters\.rumour\.weight = 0\.61 where .* 0\.6"
    ):
        tables(tmp_path)


def test_a_table_of_other_parameters_is_refused_and_left_as_it_is(tmp_path):
    before = filled(tmp_path)
    with pytest.raises(Refused, match="other columns than this search"):
        tables(tmp_path, fitted=PRIORS[:1])
    assert [p.read_bytes() for p in (tmp_path / VECTORS, tmp_path / "vectors_tried.csv")] == before


@pytest.mark.parametrize(
    ("line", "said"),
    [("x,1,1.0,,", "not numbers"), ("0,1,1.0,", r"csv:2: the row has 4 cells, the header 5")],
)
def test_a_table_that_cannot_be_read_is_told(tmp_path, line, said):
    (tmp_path / "vectors_tried.csv").write_text(f"{OLD_TRIED}{line}\n")
    with pytest.raises(Refused, match=said):
        tables(tmp_path)
