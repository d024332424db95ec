from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment.designs import (
    Factor,
    PointArms,
    ScatteredLoads,
    design_settings,
    factors,
    label_of,
    latin_design,
    morris_design,
    override_at,
    scale_design,
    select_factors,
    sobol_design,
)
from sim.scenario.load import load
from sim.scenario.mistakes import ScenarioError
from sim.terms.errors import Refused
from sim.terms.extras import extra, require

ROOT = Path(__file__).resolve().parents[2]
RESOLVE = "actors.pristina.posture.resolve"
BIRTH = "parameters.rumour.birth_rate"


@pytest.fixture(scope="module")
def loaded():
    return load(ROOT / "scenarios" / "mitrovica.yaml")


@pytest.fixture(scope="module")
def found(loaded):
    return factors(loaded.scenario)


def test_every_range_of_the_scenario_is_found_with_its_value(found, loaded):
    by_path = {factor.path: factor for factor in found}
    resolve = loaded.scenario.actors["pristina"].posture.resolve
    assert by_path[RESOLVE][2:] == (resolve.low, resolve.value, resolve.high, True)
    assert not by_path[BIRTH].is_private
    assert "issues.plates_and_papers.salience.serbs_north" in by_path
    assert "actors.armed_groups.size" in by_path
    assert "initial.network" in by_path
    assert len(found) > 150
    assert all(factor.low < factor.high for factor in found)
    assert len({factor.label for factor in found}) == len(found), "labels tell them apart"


def test_a_bare_number_has_no_range_and_is_not_varied(loaded):
    fixed = load(loaded.path, [f"{RESOLVE}=0.5"])
    assert RESOLVE not in {factor.path for factor in factors(fixed.scenario)}


def test_what_actors_keep_to_themselves_is_the_usual_choice(found):
    picked = select_factors(found, [])
    assert picked
    assert all(factor.is_private for factor in picked)
    assert RESOLVE in {factor.path for factor in picked}


def test_patterns_pick_factors_in_the_order_of_the_scenario(found):
    picked = select_factors(found, ["parameters.rumour.*", "actors.*.posture.resolve"])
    assert picked[0].path == RESOLVE
    assert {factor.path.split(".")[1] for factor in picked[1:]} == {"rumour"}


def test_every_pattern_that_picks_nothing_is_told_with_what_was_perhaps_meant(found):
    with pytest.raises(ValueError, match="birth_rat") as told:
        select_factors(found, ["parameters.rumour.birth_rat", "actor.*", RESOLVE])
    first, second = str(told.value).splitlines()
    assert f'did you mean "{BIRTH}"?' in first
    assert 'parameters "actor.*"' in second


@pytest.mark.parametrize(
    ("path", "label"),
    [
        (RESOLVE, "resolve (pristina)"),
        (BIRTH, "birth rate (rumour)"),
        ("actors.armed_groups.size", "size (armed groups)"),
        ("issues.plates.salience.serbs_north", "salience serbs north (plates)"),
        ("initial.network", "network (initial)"),
        ("mechanisms.rumour", "rumour (mechanisms)"),
    ],
)
def test_a_label_says_what_and_whose(path, label):
    assert label_of(path) == label


def two(low=-1.0, high=3.0):
    return [Factor("a.b", "b", low, low, high, False), Factor("a.c", "c", 0.0, 0.5, 1.0, True)]


@given(low=st.floats(-1e6, 1e6), width=st.floats(1e-3, 1e6), u=st.floats(0, 1))
def test_points_never_leave_the_declared_range(low, width, u):
    values = scale_design(np.array([[u, u]]), two(low, low + width))
    assert low <= values[0, 0] <= low + width


def test_points_are_set_as_bare_numbers_that_load_as_they_were_written(loaded, found):
    tiny = next(f for f in found if f.path == "parameters.armed_fire.quiet_rate")
    (point,) = design_settings(np.array([[2e-05]]), [tiny])
    value = load(loaded.path, point).scenario.parameters.armed_fire.quiet_rate
    assert (value.value, value.range) == (2e-05, None)


@pytest.mark.parametrize("design", [morris_design, sobol_design, latin_design])
def test_a_design_is_a_function_of_its_seed(design):
    one, again, other = design(3, 8, 0), design(3, 8, 0), design(3, 8, 1)
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
    assert one.min() >= 0
    assert one.max() <= 1


def test_designs_have_the_size_they_are_priced_at():
    assert morris_design(5, 7, 1).shape == (7 * 6, 5)
    assert sobol_design(5, 8, 1).shape == (8 * 7, 5)


def test_a_latin_hypercube_fills_every_slice_once_and_held_out_points_are_others():
    points = latin_design(4, 50, 1)
    assert all(sorted((column * 50).astype(int)) == list(range(50)) for column in points.T)
    assert not np.array_equal(points, latin_design(4, 50, 1, held_out=True))


def test_arms_are_loaded_when_asked_for_and_a_point_wins_over_a_vector(loaded):
    vectors = [{BIRTH: 1.0, "parameters.rumour.weight": 0.4}, {BIRTH: 2.0}]
    arms = PointArms(loaded, [(f"{BIRTH}=3",), (f"{BIRTH}=3.5",)], vectors)
    assert len(arms) == 2
    rumour = [one.scenario.parameters.rumour for one in arms[1].loaded]
    assert [r.birth_rate.value for r in rumour] == [3.5, 3.5]
    assert [r.weight.value for r in rumour] == [0.4, 0.6]
    assert [arm.name for arm in arms[0:2]] == ["point 0", "point 1"]


def test_scattered_points_take_vectors_in_turn(loaded):
    scattered = ScatteredLoads(
        loaded, [(f"{RESOLVE}=0.4",), (f"{RESOLVE}=0.5",)], [{BIRTH: 1.0}, {BIRTH: 2.0}]
    )
    assert [one.scenario.parameters.rumour.birth_rate.value for one in scattered[0:2]] == [1, 2]
    assert scattered[1].scenario.actors["pristina"].posture.resolve.value == 0.5


@pytest.mark.parametrize(
    "point",
    [
        (f"{RESOLVE}=0.4", f"{BIRTH}=3"),
        (f"{BIRTH}=1", f"{BIRTH}=3.5"),
        ("parameters.armed_fire.quiet_rate=2e-05",),
        (f"{RESOLVE}=1",),
        ("mechanisms.rumour=false", f"{RESOLVE}=0.4"),
        ("initial.network={value: 0.8, range: [0.5, 0.9]}",),
        (),
    ],
)
def test_a_point_is_the_very_scenario_that_loading_gives(loaded, point):
    quick, slow = override_at(loaded, point), load(loaded.path, [*loaded.overrides, *point])
    assert quick.scenario == slow.scenario
    assert (quick.digest, quick.overrides, quick.path) == (slow.digest, slow.overrides, slow.path)


def test_a_point_does_not_change_the_scenario_it_comes_from(loaded):
    before = loaded.scenario.actors["pristina"].posture.resolve
    assert override_at(loaded, (f"{RESOLVE}=0.4",)).scenario != loaded.scenario
    assert loaded.scenario.actors["pristina"].posture.resolve is before


def test_a_point_that_the_scenario_refuses_is_refused(loaded):
    with pytest.raises(ScenarioError, match="out of bounds"):
        override_at(loaded, (f"{RESOLVE}=7",))


def test_a_library_that_is_missing_is_named_with_how_to_get_it():
    with pytest.raises(Refused, match=r"no_such_library.*pip install -e '\.\[study\]'"):
        extra("no_such_library.part")
    with pytest.raises(Refused, match=r"no_such_library: pip install -e '\.\[study\]'"):
        require("no_such_library.part")


def test_outside_a_checkout_the_libraries_of_an_extra_are_named_one_by_one(monkeypatch, tmp_path):
    from sim.terms import extras

    wanted = ["numpy>=2", "salib>=1.6; extra == 'study'", "scipy>=1.15 ; extra == 'study'",
              "pyabc<0.14; extra == 'calibrate'"]  # fmt: skip
    monkeypatch.setattr(extras, "__file__", str(tmp_path / "a" / "b" / "extras.py"))
    monkeypatch.setattr(extras, "requires", lambda _name: wanted)
    with pytest.raises(Refused, match=r"no_such_library: pip install 'salib>=1.6' 'scipy>=1.15'$"):
        require("no_such_library.part")
