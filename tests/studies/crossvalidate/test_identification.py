import numpy as np
import pytest

from sim.studies.calibrate.sampling import Candidate
from sim.studies.crossvalidate.identification import identified_records, p_values

RNG = np.random.default_rng(1)
VALUES = RNG.uniform(size=(60, 3))


def misfits_by(of_first):
    """One episode that knows nothing, and one whose misfit follows from the first parameter."""
    noise = 0.05 * RNG.uniform(size=60)
    return np.column_stack([RNG.uniform(size=60), of_first(VALUES[:, 0]) + noise])


@pytest.mark.parametrize("law", [lambda x: x, lambda x: (x - 0.5) ** 2], ids=["slope", "valley"])
def test_a_parameter_that_an_episode_depends_on_is_identified_and_no_other(law):
    found = p_values(VALUES, misfits_by(law))
    assert found[0] < 0.001
    assert found[1:].min() > 0.05


def test_nothing_is_told_by_few_sets_or_by_a_misfit_that_never_changes():
    assert p_values(VALUES[:10], misfits_by(lambda x: x)[:10]).tolist() == [1.0, 1.0, 1.0]
    assert p_values(VALUES, np.zeros((60, 2))).tolist() == [1.0, 1.0, 1.0]
    assert p_values(np.zeros((60, 1)), misfits_by(lambda x: x)).tolist() == [1.0]


def test_of_parameters_without_effect_few_are_called_identified():
    values, misfits = RNG.uniform(size=(60, 100)), RNG.uniform(size=(60, 5))
    names = tuple(f"p{number}" for number in range(100))
    sets = [Candidate(n, dict(zip(names, row, strict=True))) for n, row in enumerate(values)]
    records = identified_records(sets, misfits, names)
    assert sum(one["identified"] for one in records) <= 1
    assert all(one["p_adjusted"] >= one["p"] for one in records)


def test_a_record_names_the_parameter_that_is_identified():
    sets = [Candidate(n, {"a": row[0], "b": row[1]}) for n, row in enumerate(VALUES)]
    records = identified_records(sets, misfits_by(lambda x: x), ("a", "b"))
    assert [(one["parameter"], one["identified"]) for one in records] == [("a", True), ("b", False)]
