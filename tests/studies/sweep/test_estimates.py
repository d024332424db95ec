from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.event_words import Names
from sim.analysis.intervals import student_quantile, wilson_interval
from sim.analysis.outcome_queries import parse_queries
from sim.scenario.clock import Clock
from sim.studies.sweep.axes import grid_points, parse_axes, reference_point
from sim.studies.sweep.estimates import (
    amount_of,
    estimate_grid,
    mean_of,
    share_of,
    time_marks,
    time_words,
)
from sim.studies.sweep.page import points_table
from sim.studies.sweep.tables import estimate_words
from sim.terms.outcomes import OUTCOMES

CLOCK = Clock(start=datetime(2022, 7, 31, 6), days=10, tick_minutes=15, timezone="Europe/Belgrade")


@pytest.mark.parametrize(
    ("text", "texts", "numbers"),
    [
        ("a.b=0:1:3", ("0", "0.5", "1"), (0, 0.5, 1)),
        ("a.b = 5 : 15 : 3", ("5", "10", "15"), (5, 10, 15)),
        ("a.b=-0.3:0.3:2", ("-0.3", "0.3"), (-0.3, 0.3)),
        ("a.b=0.9,0.1", ("0.1", "0.9"), (0.1, 0.9)),
        ("a.b=true,false", ("true", "false"), ()),
    ],
)
def test_values_are_steps_or_a_list(text, texts, numbers):
    (axis,) = parse_axes([text])
    assert (axis.path, axis.texts) == ("a.b", texts)
    assert axis.numbers == pytest.approx(numbers)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a.b=1:0:3", "low (1) must be less than high (0)"),
        ("a.b=1:1:3", "low (1) must be less than high (1)"),
        ("a.b=0:1:1", "n (1) must be a whole number from 2"),
        ("a.b=0:1:2.5", "n (2.5) must be a whole number"),
        ("a.b=x:1:3", "x is not a number"),
        ("a.b=nan:1:3", "nan is not a number"),
        ("a.b=0.5", "needs at least two values"),
        ("a.b=1,,2", "needs at least two values"),
        ("a.b=1,1", "names a value twice"),
        ("a.b", "write path=low:high:n or path=a,b,c"),
        ("=1,2", "write path=low:high:n"),
        ("ensemble.seed=1,2", "give it with --seed"),
        ("ensemble.runs=1,2", "give it with --runs"),
        ("clock.days=2:5:4", "how long the runs last"),
    ],
)
def test_what_is_wrong_with_an_axis_is_said(text, told):
    with pytest.raises(ValueError, match="--vary") as error:
        parse_axes([text])
    assert told in str(error.value)


def test_all_mistakes_of_all_axes_are_told_at_once():
    with pytest.raises(ValueError, match="3 times") as error:
        parse_axes(["a=2:1:1", "b=1", "c=1,2"])
    assert len(str(error.value).splitlines()) == 3
    with pytest.raises(ValueError, match="varied already"):
        parse_axes(["a=1,2", "a=3,4"])
    with pytest.raises(ValueError, match="0 times"):
        parse_axes([])


def test_a_grid_has_every_pair_and_its_reference_is_nearest_to_the_scenario():
    axes = parse_axes(["a=0:1:3", "b=x,y"])
    assert grid_points(axes)[:3] == [("a=0", "b=x"), ("a=0", "b=y"), ("a=0.5", "b=x")]
    own = [axes[0]._replace(own="0.6"), axes[1]._replace(own="y")]
    assert reference_point(own) == 3
    assert reference_point(axes) == 0


def rows(*injured):
    return [{"run": k, "injured": float(v), "peak_rung": float(v)} for k, v in enumerate(injured)]


def test_a_paired_change_is_surer_than_either_end():
    chance = np.random.default_rng(1).normal(10, 5, 40)
    points = estimate_grid([rows(*chance), rows(*(chance + 1))], parse_queries(["injured"]), 10.0)
    assert points[1].change.mean == pytest.approx(1)
    assert points[1].change.low == pytest.approx(1)
    assert points[1].here.high - points[1].here.low > 2


def test_changes_are_counted_from_the_reference():
    found = estimate_grid([rows(1, 1), rows(4, 4)], parse_queries(["injured"]), 10.0, reference=1)
    assert [point.change.mean for point in found] == [-3, 0]


def test_a_condition_is_a_share_with_wilsons_interval():
    (point,) = estimate_grid([rows(6, 6, 5, 2)], parse_queries(["peak_rung>=6"]), 10.0)
    assert point.here.mean == 0.5
    assert point.here.error == pytest.approx(0.25)
    assert (point.here.low, point.here.high) == pytest.approx((0.1500, 0.8500), abs=1e-3)


def test_wilsons_interval_by_hand():
    assert wilson_interval(0, 20) == pytest.approx((0, 0.1611), abs=1e-3)
    assert wilson_interval(0, 0) == (0, 1)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_interval_holds_the_share_and_stays_within_bounds(case):
    k, n = case
    low, high = wilson_interval(k, n)
    assert 0 <= low <= k / n + 1e-12
    assert k / n - 1e-12 <= high <= 1


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [(1, 12.7062), (2, 4.3027), (3, 3.1824), (5, 2.5706), (10, 2.2281), (100, 1.9840)],
)
def test_students_quantile_is_that_of_the_tables(freedom, quantile):
    assert student_quantile(freedom) == pytest.approx(quantile, abs=0.01)


def test_intervals_of_a_mean_cover_it_as_often_as_they_say():
    draws = np.random.default_rng(2).normal(3, 1, (2000, 8))
    covered = sum(m.low <= 3 <= m.high for m in map(mean_of, draws)) / len(draws)
    assert covered == pytest.approx(0.95, abs=0.015)
    too_short = sum(abs(m.mean - 3) <= m.error for m in map(mean_of, draws)) / len(draws)
    assert too_short < 0.8, "one error is not an interval"


def test_one_run_has_no_error_and_no_interval():
    assert np.isnan(mean_of(np.array([3.0]))[1:]).all()
    assert np.isnan(amount_of(np.array([3.0])).low)


def test_what_cannot_be_negative_has_no_negative_end():
    assert amount_of(np.array([0.0, 0.0, 9.0])).low == 0
    assert share_of(np.zeros(5)).low == 0


def test_marks_of_times_are_round_local_hours():
    marks = time_marks(CLOCK, 10.0, 30.0)
    assert [mark.text for mark in marks] == [
        "Sun 31 Jul 18:00", "Mon 1 Aug 00:00", "Mon 1 Aug 06:00", "Mon 1 Aug 12:00",
    ]  # fmt: skip
    assert [mark.hours for mark in marks] == [12, 18, 24, 30]
    assert [m.text for m in time_marks(CLOCK, 0, 80)] == ["Mon 1 Aug", "Tue 2 Aug", "Wed 3 Aug"]
    assert time_words(CLOCK, 17.84) == "Sun 31 Jul 23:50"


# ---- what is not known is not claimed


def test_runs_of_one_parameter_set_are_not_counted_apart():
    rng = np.random.default_rng(2)
    asked = parse_queries(["injured", "injured>=5"])
    hits = {0: [0, 0], 5: [0, 0]}
    for _ in range(200):
        values = rng.normal(5, 2, 5)[np.arange(50) % 5] + rng.normal(0, 0.5, 50)
        for n_sets, held in hits.items():
            found = estimate_grid([[{**row, "injured": v} for row, v in zip(rows(*[0] * 50), values,
                            strict=True)]], asked, 10.0, n_sets=n_sets)  # fmt: skip
            held[0] += found[0].here.low <= 5 <= found[0].here.high
            held[1] += found[1].here.low <= 0.5 <= found[1].here.high
    assert min(hits[5]) / 200 > 0.88
    assert max(hits[0]) / 200 < 0.75


def test_a_change_that_few_runs_show_is_not_clear():
    few = estimate_grid(
        [rows(*[0] * 50), rows(*[1] * 5 + [0] * 45)], parse_queries(["injured"]), 10.0
    )[1]
    many = estimate_grid(
        [rows(*[0] * 50), rows(*[1] * 9 + [0] * 41)], parse_queries(["injured"]), 10.0
    )[1]
    assert (few.differ, few.is_clear, few.change.low > 0) == (5, False, True)
    assert (many.differ, many.is_clear) == (9, True)


def test_a_condition_that_no_run_changes_is_not_known_for_certain():
    same = estimate_grid([rows(6, 6, 2), rows(6, 6, 2)], parse_queries(["peak_rung>=6"]), 10.0)[1]
    assert same.change.mean == 0
    assert same.change.low < -0.1 < 0.1 < same.change.high


def killed_in(n_runs):
    """Outcomes of 40 runs, in some of which somebody is killed and nothing else happens."""
    calm = {o.name: None if o.kind in {"time", "word"} else 0.0 for o in OUTCOMES}
    return [{"run": k, **calm, "killed": float(k < n_runs)} for k in range(40)]


@pytest.mark.parametrize(
    ("n_hurt", "words"),
    [(3, "any in 3 of 40 runs"), (9, "any in 9 of 40 runs"), (10, "0.25 ±0.069")],
)
def test_of_rare_harm_the_runs_are_counted_in_place_of_a_mean(n_hurt, words):
    (point,) = estimate_grid([killed_in(n_hurt)], parse_queries(["killed"]), 240.0)
    assert estimate_words(point.here, point, CLOCK) == words


def test_bars_of_a_column_have_one_unit_where_only_some_settings_have_much_harm():
    rows = [killed_in(n) for n in (4, 20)]
    points = estimate_grid(rows, parse_queries(["killed"]), 240.0)
    table = points_table(parse_axes(["a.b=0,1"]), [points], Names(CLOCK, {}, frozenset(), {}))
    assert [bars[-1] for bars in table.bars] == [4 / 40, 20 / 40]
