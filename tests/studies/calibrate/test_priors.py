import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.streams import triangular
from sim.studies.calibrate.priors import Prior


@given(u=st.floats(0, 1), mode=st.sampled_from([0.0, 0.3, 1.0]), high=st.sampled_from([1.0, 7.5]))
def test_the_law_of_a_prior_is_the_inverse_of_how_it_is_drawn(u, mode, high):
    prior = Prior("x", 0.0, mode * high, high)
    value = triangular(u, prior.low, prior.value, prior.high)
    assert prior.at(u) == float(f"{value:.6g}")
    assert prior.cdf(np.array([value]))[0] == pytest.approx(u, abs=1e-6)


@pytest.mark.parametrize("mode", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("shape", ["uniform", "triangular"])
def test_the_density_of_a_prior_is_the_slope_of_its_law(mode, shape):
    prior = Prior("x", 0.0, 2 * mode, 2.0, shape)
    grid = np.linspace(0.001, 1.999, 999)
    slope = (prior.cdf(grid + 5e-4) - prior.cdf(grid - 5e-4)) / 1e-3
    assert np.median(np.abs(slope - prior.density(grid))) < 1e-6


def test_a_narrowed_prior_keeps_its_value_and_takes_a_part_of_each_side():
    half = Prior("x", 0.0, 1.0, 4.0, "uniform", "h").narrowed(0.5)
    assert half == Prior("x", 0.5, 1.0, 2.5, "uniform", "h")


def test_a_prior_is_named_in_short_words():
    assert Prior("parameters.rumour.belief_hours", 0, 1, 2).label == "belief hours (rumour)"
