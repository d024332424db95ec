from pathlib import Path

import pytest

from sim.scenario.load import load
from sim.studies.calibrate.fitted import fitted_paths, priors
from sim.terms.errors import Refused

ROOT = Path(__file__).parents[3] / "scenarios"
BASE = load(ROOT / "mitrovica.yaml")
AUTUMN = load(ROOT / "licence_plates_2021.yaml")
COST = "parameters.mobilisation.cost_mean"


def refusal(scenarios, *asked):
    with pytest.raises(Refused) as told:
        priors(scenarios, asked)
    return str(told.value)


def test_a_path_gives_its_declared_range_around_the_shipped_value():
    (found,) = priors([BASE], [COST])
    quantity = BASE.scenario.parameters.mobilisation.cost_mean
    assert (found.low, found.value, found.high) == (*quantity.range[:1], 1.97, quantity.range[1])
    assert found.shape == "triangular"


def test_a_pattern_takes_all_with_a_range_in_order_and_nothing_twice():
    found = priors([BASE], ["parameters.rumour.*", "parameters.rumour.weight"])
    group = BASE.scenario.parameters.rumour
    assert [s.path.split(".")[-1] for s in found] == [
        name for name in type(group).model_fields if getattr(group, name).range
    ]


def test_postures_can_be_fitted_and_units_are_known():
    found = priors([BASE], ["actors.pristina.posture.resolve", "parameters.rumour.belief_hours"])
    assert [s.unit for s in found] == ["", "h"]


def test_a_part_of_the_range_and_a_flat_prior():
    (whole,) = priors([BASE], [COST])
    (half,) = priors([BASE], [COST], "uniform", 0.5)
    assert half.high - half.low == pytest.approx((whole.high - whole.low) / 2)
    assert half.at(0.5) == pytest.approx((half.low + half.high) / 2)


def test_a_typing_mistake_gets_a_suggestion():
    assert f'did you mean "{COST}"?' in refusal([BASE], COST[:-1])


def test_a_quantity_without_a_range_is_refused():
    assert "has no range" in refusal([BASE], "actors.serbs_north.posture.regard.kfor")
    assert "has no range" in refusal([load(BASE.path, [f"{COST}=2"])], COST)


def test_what_is_no_quantity_is_refused():
    assert "parameters.rumour.*" in refusal([BASE], "parameters.rumour")
    assert "cannot be fitted" in refusal([BASE], "clock.days")


def test_all_mistakes_are_told_at_once():
    assert len(refusal([BASE], "x", "parameters.y.*", "clock.days").splitlines()) == 3


def test_scenarios_must_agree_on_what_is_fitted():
    assert priors([BASE, AUTUMN], [COST])
    told = refusal([BASE, AUTUMN], "actors.armed_groups.posture.activity")
    assert "differ in it (1 in [0.5, 1.5] and 0.5 in [0.2, 0.9])" in told


def test_parameters_whose_source_says_fit_are_those_of_a_sample():
    paths = fitted_paths(BASE)
    assert COST in paths
    assert "parameters.mobilisation.adult_share" not in paths
    assert not any("posture" in path for path in paths)
    assert [prior.path for prior in priors([BASE, AUTUMN], paths)] == paths


def test_a_fitted_parameter_without_room_is_left_out():
    fixed = load(BASE.path, [f"{COST}={{value: 2, range: [2, 2], source: fit}}"])
    assert set(fitted_paths(BASE)) - set(fitted_paths(fixed)) == {COST}
