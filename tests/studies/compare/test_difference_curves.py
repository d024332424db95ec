import json
from itertools import pairwise

import numpy as np
import pytest

from sim.analysis.resampling import pair_groups
from sim.studies.compare.difference_curves import (
    curves_of,
    differences_over_time,
    rows_of,
    sketch_of,
)
from sim.studies.compare.differences import compare_arms
from sim.studies.compare.picture_data import KEY, Arms, key_lanes, page_of
from tests.fakes import event, fake_ensemble, fake_scenario, run_of


@pytest.fixture(scope="module")
def sketches():
    ensemble = fake_ensemble(12, seed=1, days=3)
    return [sketch_of(run, ensemble.scenario) for run in ensemble.runs], ensemble


def test_a_sketch_holds_outcomes_and_every_hour_as_plain_values(sketches):
    found, ensemble = sketches
    assert json.loads(json.dumps(found[0])) == found[0]
    assert len(found[0]["curves"]["barricades"]) == 72
    curves, barricades = curves_of(found), ensemble.measure("barricades")
    np.testing.assert_array_equal(curves["barricades"], barricades[:, 3::4])
    assert [row["run"] for row in rows_of(found)] == list(range(12))


def test_rungs_become_shares_that_fall_from_rung_to_rung(sketches):
    curves = curves_of(sketches[0])
    assert "rung" not in curves
    for name in ("in_hour", "by_then"):
        shares = [curves[f"{name}>={k}"].mean(axis=0) for k in range(1, 9)]
        assert all((low >= high).all() for low, high in pairwise(shares))
    for k in range(1, 9):
        reached = curves[f"by_then>={k}"]
        assert (np.diff(reached, axis=1) >= 0).all(), "what was reached stays reached"


def test_an_hour_after_the_shots_is_not_a_violent_one():
    scenario = fake_scenario(days=2)
    n = scenario.clock.n_ticks
    rung = np.where((np.arange(n) >= 20) & (np.arange(n) < 116), 5, 0)
    curves = curves_of([sketch_of(run_of(0, n, [event(0, 20, "shots")], rung=rung), scenario)])
    assert curves["in_hour>=5"][0].nonzero()[0].tolist() == [5]
    assert curves["by_then>=5"][0].nonzero()[0].tolist() == list(range(5, 48))


def test_how_many_runs_have_any_is_kept_apart_from_the_mean():
    scenario = fake_scenario(days=1)
    runs = [run_of(k, scenario.clock.n_ticks, barricades=9 * (k < 3)) for k in range(12)]
    curves = curves_of([sketch_of(run, scenario) for run in runs])
    assert (curves["barricades>=1"].mean(axis=0) == 0.25).all()


def test_an_arm_does_not_differ_from_itself_at_any_hour(sketches):
    curves = curves_of(sketches[0])
    for curve in differences_over_time(curves, curves, pair_groups(12)).values():
        np.testing.assert_array_equal(curve.base, curve.variant)
        for part in (curve.difference, curve.low, curve.high, curve.band):
            assert not part.any()


def test_a_known_shift_at_every_hour_is_found_with_its_interval():
    rng = np.random.default_rng(1)
    base = {"people_out": rng.normal(100, 50, (80, 30))}
    variant = {"people_out": base["people_out"] + 10 + rng.normal(0, 5, (80, 30))}
    paired = differences_over_time(base, variant, pair_groups(80))["people_out"]
    held = (paired.low <= 10) & (paired.high >= 10)
    assert held.mean() > 0.85
    shuffled = {"people_out": rng.permutation(variant["people_out"])}
    apart = differences_over_time(base, shuffled, pair_groups(80))["people_out"]
    assert (apart.high - apart.low).mean() > 4 * (paired.high - paired.low).mean()
    assert ((paired.band[0] < paired.low) & (paired.band[1] > paired.high)).all()


def test_bands_are_values_that_occur():
    series = np.array([[0.0], [0.0], [3.0]])
    curve = differences_over_time({"x": series}, {"x": series * 2}, pair_groups(3))["x"]
    assert set(curve.band.ravel()) <= {0.0, 3.0}


def test_every_key_difference_is_compared_and_the_axis_holds_both_arms(sketches):
    scenario = fake_scenario(days=3)
    quiet = [sketch_of(run_of(k, scenario.clock.n_ticks), scenario) for k in range(12)]
    arms = [sketches[0], quiet]
    rows = [rows_of(sketches) for sketches in arms]
    found = compare_arms(rows[0], {"quiet": rows[1]})
    assert [one.endpoint.column for one in key_lanes(found)] == [
        outcome.partition(">=")[0] for outcome, _ in KEY
    ]
    assert all(one.endpoint.better for one in key_lanes(found))
    curves = differences_over_time(*map(curves_of, arms), pair_groups(12))
    both = Arms("Quiet", "Base", (rows[0], rows[1]), curves, found)
    page = page_of(both, scenario.clock, seed=1, n_sets=0, compared=len(found))
    assert page.axis.until >= 36
    assert (
        page.axis.hours.size
        == page.curves["shots"].difference.size
        == int(page.axis.until) + (page.axis.until < 72)
    )
