import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.hazard_clocks import HazardClock
from sim.model.rules import interposition, issue_clock, mediation, reciprocity
from sim.model.run_context import RunContext
from sim.model.streams import Streams, triangular
from tests.model.verification.laws import p_of_law

A, M, G = (0.2, 0.1), (0.3, 0.4), (0.05, 0.02)


def run_to_rest(saturation: float, hours: float = 0.05, start=(0.0, 0.0), a=A) -> tuple:
    x, y = start
    for _ in range(round(400 / hours)):
        x, y = (
            reciprocity.step(x, y, (a[0], M[0], G[0]), saturation, hours),
            reciprocity.step(y, x, (a[1], M[1], G[1]), saturation, hours),
        )
    return x, y


def test_richardsons_fixed_point_worked_by_hand():
    # gap = .3*.4 - .2*.1 = .1; x = (.4*.05 + .2*.02)/.1; y = (.3*.02 + .1*.05)/.1
    assert reciprocity.fixed_point(A, M, G) == pytest.approx((0.24, 0.11))


@pytest.mark.parametrize("start", [(0.0, 0.0), (3.0, 0.0), (1.0, 5.0)])
def test_hostility_comes_to_rest_at_richardsons_fixed_point(start):
    found = run_to_rest(1e6, start=start)
    assert found == pytest.approx(reciprocity.fixed_point(A, M, G), rel=1e-4)


def test_the_fixed_point_does_not_depend_on_the_tick():
    assert run_to_rest(1e6, 0.5) == pytest.approx(run_to_rest(1e6, 0.05), rel=1e-6)


def test_strong_saturation_misses_richardsons_fixed_point():
    assert run_to_rest(0.05) != pytest.approx(reciprocity.fixed_point(A, M, G), rel=0.05)


@pytest.mark.parametrize("a", [(0.3, 0.4), (2.0, 1.0)])
def test_reactions_stronger_than_fatigue_have_no_fixed_point(a):
    with pytest.raises(ValueError, match="no stable fixed point"):
        reciprocity.fixed_point(a, M, G)


@pytest.mark.parametrize("a", [(0.3, 0.5), (5.0, 5.0)])
def test_the_saturated_law_stays_bounded_where_richardsons_runs_away(a):
    x, y = run_to_rest(2.0, start=(50.0, 50.0), a=a)
    assert x <= (a[0] * 2.0 + G[0]) / M[0]
    assert y <= (a[1] * 2.0 + G[1]) / M[1]
    assert run_to_rest(1e9, hours=0.5, a=a)[0] > 10.0 * x


def first_ring(rate: float, hours: float, seed: int) -> float:
    clock = HazardClock(np.random.Generator(np.random.Philox(key=seed)))
    ticks = 1
    while not clock.rings(rate * hours):
        ticks += 1
    return ticks * hours


@pytest.mark.parametrize("seed", range(20))
def test_halving_the_tick_moves_a_first_ring_by_less_than_a_tick(seed):
    exact = np.random.Generator(np.random.Philox(key=seed)).standard_exponential() / 0.7
    for hours in (0.5, 0.25, 0.125, 0.0625):
        assert -1e-9 <= first_ring(0.7, hours, seed) - exact <= hours + 1e-9


def rings_in(total: float, hours: float, rate: float, n_clocks: int) -> float:
    found = 0
    for seed in range(n_clocks):
        clock = HazardClock(np.random.Generator(np.random.Philox(key=seed)))
        found += sum(clock.rings(rate * hours) for _ in range(round(total / hours)))
    return found / n_clocks


def counts_in(total: float, hours: float, rate: float, n_clocks: int) -> np.ndarray:
    found = []
    for seed in range(n_clocks):
        clock = HazardClock(np.random.Generator(np.random.Philox(key=seed)))
        found.append(sum(clock.count(rate * hours) for _ in range(round(total / hours))))
    return np.array(found)


def test_rings_come_as_often_as_their_rate_when_ticks_are_short():
    assert rings_in(20.0, 0.01, 1.0, 40) == pytest.approx(20.0, rel=0.06)


@pytest.mark.parametrize("hours", [0.5, 0.25, 0.125])
def test_what_is_left_of_a_hazard_is_dropped_at_a_ring(hours):
    # a tick rings with 1 - exp(-rate * hours), whatever came before it
    expected = 20.0 / hours * (1.0 - math.exp(-2.0 * hours))
    assert rings_in(20.0, hours, 2.0, 100) == pytest.approx(expected, rel=0.05)


@pytest.mark.parametrize("hours", [0.5, 0.25, 0.125])
def test_incidents_come_as_often_as_their_rate_however_long_the_tick(hours):
    # 4000 expected: three standard errors are 190
    counts = counts_in(20.0, hours, 2.0, 100)
    assert counts.mean() == pytest.approx(40.0, rel=0.047)
    assert counts.var() == pytest.approx(40.0, rel=0.45)


@pytest.mark.parametrize("hours", [2.0, 0.5, 0.25, 0.125])
def test_incidents_are_those_of_the_exact_process_however_long_the_tick(hours):
    exact = []
    for seed in range(100):
        draws = np.random.Generator(np.random.Philox(key=seed)).standard_exponential(200)
        exact.append(int((np.cumsum(draws) <= 40.0).sum()))
    assert counts_in(20.0, hours, 2.0, 100).tolist() == exact


def test_counting_rings_would_lose_incidents():
    assert rings_in(20.0, 0.25, 2.0, 100) < 0.85 * counts_in(20.0, 0.25, 2.0, 100).mean()


@pytest.mark.parametrize("minutes", [30.0, 15.0, 7.5])
def test_a_repeating_incident_of_a_run_has_its_rate_an_hour(minutes):
    # 400 h at 3/h: 1200 expected, three standard errors are 104
    core = SimpleNamespace(chance=Streams(5, 0), step=minutes / 60.0)
    ticks = round(400.0 / core.step)
    found = sum(RunContext.incidents(core, "clash", "bridge", 3.0) for _ in range(ticks))
    assert found == pytest.approx(1200, abs=104)
    assert RunContext.incidents(core, "clash", "bridge", 0.0) == 0


@given(st.floats(1, 5000), st.floats(1, 5000), st.floats(0, 1), st.floats(0.001, 10))
def test_no_peacekeepers_prevent_nothing(side_a, side_b, eta, rho):
    assert interposition.passing_share(0.0, side_a, side_b, eta, rho) == 1.0


def test_some_peacekeepers_prevent_something():
    assert interposition.passing_share(5.0, 100.0, 80.0, 0.8, 0.5) < 1.0


def test_bargaining_pressure_peaks_at_the_deadline_without_a_jump():
    law = (9.0, 6.0, 2.0, 0.1)
    before, at = mediation.deadline_factor(1e-9, *law), mediation.deadline_factor(0.0, *law)
    after = mediation.deadline_factor(-1e-9, *law)
    assert before == pytest.approx(10.0)
    assert at == 10.0
    assert after == pytest.approx(10.0)
    assert mediation.deadline_factor(500.0, *law) == pytest.approx(1.0)
    assert mediation.deadline_factor(-500.0, *law) == pytest.approx(0.1)


def test_salience_is_continuous_at_the_deadline():
    times = (12.0, 36.0, 504.0)
    for enforced in (True, False):
        sides = [issue_clock.salience(0.8, h, enforced, times, 0.5) for h in (1e-9, 0.0, -1e-9)]
        assert sides == pytest.approx([0.8] * 3)
    assert issue_clock.salience(0.8, -1e9, True, times, 0.5) == 0.4


LAW = (0.4, 0.65, 0.9)
SKEWED = (0.0, 0.2, 1.0)


def triangle(low: float, mode: float, high: float):
    def law(x: np.ndarray) -> np.ndarray:
        left = (x - low) ** 2 / ((high - low) * (mode - low))
        right = 1.0 - (high - x) ** 2 / ((high - low) * (high - mode))
        return np.where(x < mode, left, right)

    return law


@pytest.mark.parametrize("limits", [LAW, SKEWED, (-1.0, 0.5, 0.7)])
def test_triangular_draws_have_their_limits_moments_and_law(limits):
    low, mode, high = limits
    assert triangular(0.0, *limits) == pytest.approx(low)
    assert triangular(1.0, *limits) == pytest.approx(high)
    u = (np.arange(4000) + 0.5) / 4000
    drawn = np.array([triangular(value, *limits) for value in u.tolist()])
    variance = (low**2 + mode**2 + high**2 - low * mode - low * high - mode * high) / 18.0
    assert drawn.mean() == pytest.approx(sum(limits) / 3.0, abs=1e-4)
    assert drawn.var() == pytest.approx(variance, rel=1e-3)
    rng = np.random.default_rng(5)
    random = np.array([triangular(value, *limits) for value in rng.random(2000).tolist()])
    assert p_of_law(random, triangle(*limits)) > 0.05


def test_uniform_draws_over_the_range_are_not_triangular():
    uniform = np.random.default_rng(5).uniform(LAW[0], LAW[2], 2000)
    assert p_of_law(uniform, triangle(*LAW)) < 1e-6


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from([LAW, SKEWED, (0, 0, 1), (0, 1, 1)]))
def test_triangular_draws_rise_with_their_uniform(u, v, limits):
    low, high = sorted((u, v))
    assert triangular(low, *limits) <= triangular(high, *limits) + 1e-12
    assert limits[0] <= triangular(low, *limits) <= limits[2] + 1e-12


def test_a_range_without_width_is_its_mode():
    assert triangular(0.3, 0.5, 0.5, 0.5) == 0.5


def test_the_mode_splits_the_triangle_by_its_place_in_the_range():
    low, mode, high = SKEWED
    assert triangular((mode - low) / (high - low), *SKEWED) == pytest.approx(mode)
    assert triangular(0.5, *SKEWED) == pytest.approx(1.0 - math.sqrt(0.4))
