from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim import load, run
from sim.experiment.arms import arm_of
from sim.experiment.execution import load_vectors
from sim.terms.errors import Refused

ROOT = Path(__file__).resolve().parents[2]
A, B = "parameters.mobilisation.cost_mean", "parameters.rumour.word_of_mouth"
PLAIN = [{A: 0.4, B: 1.0}, {A: 0.45, B: 2.0}]
MATRIX = np.array([[0.4, 1.0], [0.45, 2.0]])


def problem_spec():
    from SALib import ProblemSpec

    spec = ProblemSpec({"names": [A, B], "bounds": [[0, 1], [0, 3]]})
    spec.set_samples(MATRIX)
    return spec


FORMS = {
    "records": PLAIN,
    "NumPy scalars": [{k: np.float64(v) for k, v in one.items()} for one in PLAIN],
    "single precision": [{A: np.float32(0.4), B: np.int8(1)}, {A: np.float32(0.45), B: 2}],
    "frame": pd.DataFrame(PLAIN),
    "frame with meta": pd.DataFrame(PLAIN).assign(id=[1, 2], met=9),
    "columns": {A: np.array([0.4, 0.45]), B: [1.0, 2.0]},
    "SALib": ({"num_vars": 2, "names": [A, B], "bounds": [[0, 1], [0, 3]]}, MATRIX),
    "ProblemSpec": problem_spec(),
    "another order": [PLAIN[0], dict(reversed(PLAIN[1].items()))],
}


def test_a_frame_in_which_an_id_comes_twice_is_refused():
    with pytest.raises(Refused, match="id 1 is there twice; weight says"):
        load_vectors(pd.DataFrame(PLAIN).assign(id=[1, 1]))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_the_same_sets(form):
    found = load_vectors(FORMS[form])
    assert [list(one) for one in found] == [[A, B]] * 2
    np.testing.assert_allclose([list(one.values()) for one in found], MATRIX, rtol=1e-6)
    assert all(type(value) in {int, float} for one in found for value in one.values())


def test_one_set_and_weights():
    assert load_vectors({A: np.float64(0.4)}) == [{A: 0.4}]
    weighed = pd.DataFrame([{A: 0.4, "weight": 3.0}, {A: 0.5, "weight": 1.0}, {A: 9, "weight": 0}])
    assert [one[A] for one in load_vectors(weighed)] == [0.4, 0.5]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ([], "holds no parameter set"),
        ([{}], "holds no parameter set"),
        (pd.DataFrame(), "holds no parameter set"),
        ([1, 2], "1 is no parameter set"),
        ("".join, "no parameter set"),
        ([{A: "many"}], f"set 1: {A} = many: is not a finite number"),
        ([{A: np.nan}], "is not a finite number"),
        ([{A: True}], "is not a finite number"),
        ([{A: 0.4}, {B: 0.4}], "sets 1 and 2 differ in their paths"),
        ({A: [1, 2], B: [1]}, "not the same number of values"),
        (({"names": [A]}, MATRIX), "not the 1 columns"),
        (({"names": [A, B]}, None), "holds no parameter set"),
    ],
)
def test_what_is_no_table_of_sets_is_refused_in_words(wrong, told):
    with pytest.raises(Refused, match="vectors: ") as said:
        load_vectors(wrong)
    assert told in str(said.value)
    assert len(str(said.value).splitlines()) == 1


def test_a_frame_of_sets_is_run_and_written_as_its_table(tmp_path):
    small = load(ROOT / "scenarios" / "mitrovica.yaml", {"clock.days": 2, "ensemble.one_in": 100})
    frame = pd.DataFrame([{A: 0.4}, {A: 0.45}])
    ran = run(small, runs=2, seed=3, vectors=frame, out=tmp_path)
    again = run(small, runs=2, seed=3, vectors=tmp_path / "vectors.csv")
    assert ran.rows == again.rows
    assert ran.vectors == again.vectors


def test_values_to_set_may_be_numpys_and_times():
    path = ROOT / "scenarios" / "mitrovica.yaml"
    start = datetime(2022, 7, 31, 12)
    plain = {"clock.days": 3, "mechanisms.rumour": False, "clock.start": "2022-07-31 12:00"}
    other = {"clock.days": np.int64(3), "mechanisms.rumour": np.bool_(False), "clock.start": start}
    assert load(path, plain).digest == load(path, other).digest
    exact = "actors.pristina.posture.resolve"
    assert load(path, {exact: np.float64(0.9)}).digest == load(path, {exact: 0.9}).digest


def test_a_frame_in_which_a_column_comes_twice_is_refused():
    twice = pd.concat([pd.DataFrame(PLAIN), pd.DataFrame(PLAIN)], axis=1)
    with pytest.raises(Refused, match=f"column {A} is there twice"):
        load_vectors(twice)


def test_a_mistake_in_a_set_tells_which_set_and_not_what_is_set_beside_it():
    loaded = load(ROOT / "scenarios" / "quiet.yaml", {"clock.days": 2})
    with pytest.raises(Refused, match=r"^vectors: set 2: parameters\.nothing = 1"):
        arm_of(loaded, [{A: 0.4}, {"parameters.nothing": 1}])
