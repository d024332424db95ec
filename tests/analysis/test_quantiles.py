import ast
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

import sim
from sim.analysis.event_times import EventTimes, event_times
from sim.analysis.quantiles import (
    QUANTILES,
    known_medians,
    median,
    quantile,
    quantiles,
    time_quantiles,
    weighted_quantiles,
)
from sim.results.tables import RUN_COLUMNS

VALUES = st.lists(st.integers(0, 12), min_size=1, max_size=30)
HOURS = st.lists(st.integers(0, 20).map(float), max_size=12)
SHARES = st.lists(st.floats(0.01, 1), min_size=1, max_size=5)


@given(VALUES, SHARES)
def test_a_quantile_of_counts_is_a_count_that_occurs(values, at):
    found = quantiles(values, at)
    assert set(found.tolist()) <= set(values)
    for share, value in zip(at, found, strict=True):
        assert np.mean(np.array(values) <= value) >= share - 1e-9
        assert np.mean(np.array(values) < value) < share


@given(VALUES)
def test_quantiles_are_those_of_numpys_inverted_distribution(values):
    usual = np.quantile(values, QUANTILES, method="inverted_cdf")
    np.testing.assert_array_equal(quantiles(values), usual)


def test_no_run_has_half_a_barricade():
    assert median([0, 0, 0, 7, 7, 9]) == 0
    assert median([3, 4]) == 3
    assert quantile([9] * 11 + [0] * 29, 0.75) == 9


def test_weighted_quantiles_count_weights():
    values, weights = np.array([3.0, 1.0, 2.0]), np.array([0.1, 0.8, 0.1])
    assert weighted_quantiles(values, weights, (0.05, 0.5, 0.85, 1.0)).tolist() == [1, 1, 2, 3]


def test_quantiles_go_along_any_axis_and_change_nothing():
    values = np.arange(12.0)[::-1].reshape(3, 4)
    before = values.copy()
    np.testing.assert_array_equal(quantiles(values, (0.5,), axis=-1)[0], [9, 5, 1])
    np.testing.assert_array_equal(quantiles(values, (0.5,))[0], [7, 6, 5, 4])
    np.testing.assert_array_equal(values, before)


@given(HOURS, HOURS, SHARES)
def test_quantiles_of_times_are_those_of_kaplan_and_meier(came, not_yet, at):
    found = time_quantiles(came, not_yet, at)
    if not came + not_yet:
        assert np.isnan(found).all()
        return
    curve = ecdf(CensoredData(uncensored=came, right=not_yet)).cdf
    for share, value in zip(at, found, strict=True):
        reached = curve.quantiles[curve.probabilities >= share - 1e-9]
        assert value == (reached[0] if reached.size else np.inf)


def test_a_rare_end_does_not_come_early():
    ended = time_quantiles([10, 12, 14], [240] * 7)
    assert ended.tolist() == [10, 14, np.inf, np.inf, np.inf]
    assert time_quantiles([10, 12, 14], [])[2] == 12
    assert (time_quantiles([], [240] * 3) == np.inf).all()


def test_a_run_looked_at_for_shorter_counts_for_as_long():
    # worked example: of 3, one ends at 1, one is lost at 2, one ends at 3
    assert time_quantiles([1, 3], [2], (0.3, 0.34, 1)).tolist() == [1, 3, 3]


def test_what_never_began_cannot_end():
    def row(**changes):
        calm = {"peak_rung": 0.0, "barricades_peak": 0.0, "crossings_closed_peak": 0.0}
        return dict.fromkeys(RUN_COLUMNS) | calm | changes

    rows = [
        row(),
        row(barricades_peak=2.0, barricades_gone_time=9.0, crisis_end_time=12.0, peak_rung=3.0),
        row(barricades_peak=2.0, peak_rung=3.0),
    ]
    assert event_times(rows, "barricades_gone_time", 48) == EventTimes((9.0,), (48,))
    assert event_times(rows, "crisis_end_time", 48) == EventTimes((12.0,), (48,))
    assert event_times(rows, "concession_time", 48) == EventTimes((), (48, 48, 48))
    assert event_times(rows, "crisis_end_time", 48).mean == 30
    assert np.isnan(event_times(rows[:1], "crisis_end_time", 48).quantiles()).all()


@given(st.lists(st.lists(st.none() | st.integers(0, 9), min_size=4, max_size=4), min_size=1))
def test_medians_of_what_is_known(rows):
    values = np.array([[np.nan if v is None else v for v in row] for row in rows], np.float64)
    for found, row in zip(known_medians(values), rows, strict=True):
        known = [v for v in row if v is not None]
        assert found == median(known) if known else np.isnan(found)


OWN = Path(sim.__file__).with_name("analysis") / "quantiles.py"
MODULES = sorted(path for path in Path(sim.__file__).parent.rglob("*.py") if path != OWN)
FORBIDDEN = {
    "quantile", "percentile", "median", "nanquantile", "nanpercentile", "nanmedian", "ecdf",
    "quantiles", "median_low", "median_high", "mquantiles", "scoreatpercentile",
}  # fmt: skip


LIBRARIES = {"numpy", "statistics", "scipy.stats"}


def calls_of_libraries(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in FORBIDDEN:
            value = node.value
            if isinstance(value, ast.Name) and value.id in {"np", "numpy", "statistics", "stats"}:
                yield node.lineno
        if isinstance(node, ast.ImportFrom) and node.module in LIBRARIES:
            yield from [node.lineno] * bool(FORBIDDEN & {alias.name for alias in node.names})


@pytest.mark.parametrize("path", [OWN])
def test_the_search_for_quantiles_finds_them(path):
    assert list(calls_of_libraries(path))


def test_every_quantile_comes_from_one_module():
    found = {str(path): lines for path in MODULES if (lines := list(calls_of_libraries(path)))}
    assert not found
