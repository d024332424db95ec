import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import sim.analysis.bands as analysis_bands
from sim.analysis.bands import (
    bands,
    error_of_mean,
    error_of_share,
    rung_probabilities,
    share_at_least,
    share_reaching,
)
from sim.analysis.outcomes import outcomes_of
from sim.analysis.quantiles import quantiles
from sim.results.run import Ensemble
from sim.results.tables import CURVE_STATISTICS
from sim.studies.run.summary import summarise_ensemble
from sim.terms.outcomes import OUTCOMES
from tests.fakes import event, fake_ensemble, fake_scenario, run_of


def test_bands_are_quantiles_over_runs():
    values = np.arange(101.0)[:, None] * [1, 2]
    found = bands(values)
    assert found._fields == CURVE_STATISTICS
    np.testing.assert_allclose(np.array(found)[:, 0], [50, 5, 25, 50, 75, 95])
    np.testing.assert_allclose(found.q95, [95, 190])


@pytest.mark.parametrize("most", [1, 40, 150, 10**9])
@pytest.mark.parametrize("n_ticks", [1, 2, 3, 50, 51])
def test_blocks_of_ticks_change_no_digit(monkeypatch, most, n_ticks):
    values = np.random.default_rng(n_ticks).normal(size=(37, n_ticks)).astype(np.float32)
    rungs = np.abs(values * 3).astype(np.int8)
    monkeypatch.setattr(analysis_bands, "BLOCK_VALUES", most)
    wide = values.astype(np.float64)
    np.testing.assert_array_equal(bands(values), [wide.mean(axis=0), *quantiles(wide)])
    np.testing.assert_array_equal(share_reaching(rungs, 2), (rungs >= 2).mean(axis=0))
    np.testing.assert_array_equal(
        rung_probabilities(rungs), [(rungs == level).mean(axis=0) for level in range(9)]
    )


def test_values_are_left_as_they_were():
    values = np.arange(12.0)[::-1].reshape(4, 3).copy()
    before = values.copy()
    bands(values)
    np.testing.assert_array_equal(values, before)


@given(arrays(np.int8, (7, 5), elements=st.integers(0, 8)))
def test_rung_probabilities_sum_to_one(rung):
    shares = rung_probabilities(rung)
    assert shares.shape == (9, 5)
    np.testing.assert_allclose(shares.sum(axis=0), 1)
    at_least = share_at_least(rung.max(axis=1), range(9))
    assert at_least[0] == 1
    assert (np.diff(at_least) <= 0).all()


def test_errors_are_those_of_the_textbook():
    assert error_of_share(0.5, 100) == pytest.approx(0.05)
    assert error_of_mean([1, 2, 3, 4]) == pytest.approx(np.sqrt(5 / 3) / 2)
    assert np.isnan(error_of_mean([1]))


def test_the_error_of_a_share_is_its_spread_over_ensembles():
    rng = np.random.default_rng(1)
    shares = (rng.random((4000, 200)) < 0.3).mean(axis=1)
    assert shares.std() == pytest.approx(error_of_share(0.3, 200), rel=0.05)


def three_runs():
    scenario = fake_scenario(days=3)
    n = scenario.clock.n_ticks
    calm = run_of(0, n)
    over = run_of(
        1, n, [event(0, 44, "barricade_built"), event(1, 70, "concession", says="swap")],
        rung=np.where((np.arange(n) >= 44) & (np.arange(n) < 144), 3, 0),
        rung_with_given=6, barricades=np.where((np.arange(n) >= 44) & (np.arange(n) < 100), 4, 0),
    )  # fmt: skip
    still = run_of(2, n, [event(0, 48, "barricade_built")], rung=5, barricades=8, readiness=2)
    return Ensemble(scenario, 9, (calm, over, still))


def summarised(ensemble):
    return summarise_ensemble(
        ensemble, [outcomes_of(run, ensemble.scenario) for run in ensemble.runs]
    )


def test_a_summary_says_how_far_it_went():
    summary = summarised(three_runs())
    assert (summary["scenario"], summary["runs"], summary["seed"]) == ("fake", 3, 9)
    third = pytest.approx(1 / 3)
    assert summary["p_rung_at_least"]["3"] == pytest.approx(2 / 3)
    assert summary["p_rung_at_least"]["5"] == third
    assert list(summary["p_rung_at_least"]) == list("12345678")
    assert summary["p_rung_at_least_with_given"]["6"] == third
    assert summary["p_readiness_at_least"] == {"1": third, "2": third, "3": 0}
    assert summary["p_rung_at_least_error"]["3"] == pytest.approx(np.sqrt(2 / 27))


def test_a_summary_tells_never_from_censored():
    outcomes = summarised(three_runs())["outcomes"]
    gone = outcomes["barricades_gone_time"]
    assert [gone[s] for s in ("happened", "never", "censored")] == pytest.approx([1 / 3] * 3)
    first = outcomes["first_barricade_time"]
    assert (first["q25"], first["q50"]) == ("2022-07-31T17:00+02:00", "2022-07-31T18:00+02:00")
    assert first["q75"] == "not reached"
    assert first["mean"] == "2022-08-01T13:40+02:00"  # of 11, 12 and all 72 hours
    assert (first["runs"], gone["runs"]) == (3, 2)
    assert set(map(gone.get, ("q75", "q95"))) == {"not reached"}
    assert outcomes["barricades_peak"]["q50"] == 4
    assert outcomes["crisis_end_time"]["never"] == pytest.approx(1 / 3)
    assert outcomes["concession_kind"]["shares"] == {"swap": pytest.approx(1 / 3)}
    assert outcomes["concession_kind"]["censored"] == pytest.approx(1 / 3)


def test_a_summary_has_every_outcome_with_all_its_numbers():
    outcomes = summarised(fake_ensemble(3, seed=2, days=3))["outcomes"]
    assert list(outcomes) == [outcome.name for outcome in OUTCOMES]
    for numbers in outcomes.values():
        assert {*CURVE_STATISTICS, "error", "happened", "never", "censored"} <= set(numbers)
        assert numbers["happened"] + numbers["never"] + numbers["censored"] == pytest.approx(1)
