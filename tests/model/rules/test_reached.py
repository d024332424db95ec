import pytest

from sim.model.rules.mobilisation import reached


@pytest.mark.parametrize(("people", "share"), [(10_000, 1.0), (20_000, 1.0), (1e6, 0.02)])
def test_a_call_reaches_a_town_and_a_small_part_of_a_metropolis(people, share):
    assert reached(people, 20_000) == pytest.approx(share)
