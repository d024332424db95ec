"""Rung 8: sustained fighting by what happened within a window."""

import pytest

from sim.model.log import EventLog
from sim.terms.ladder import is_sustained


def hours(n, place="a", day=0):
    return {(day, 24 * day + hour, place) for hour in range(n)}


@pytest.mark.parametrize(
    ("killed", "exchanges", "sustained"),
    [
        (10, set(), True),
        (9, hours(20), False),  # one day, one place
        (5, hours(7), False),
        (5, hours(4) | hours(4, day=1), True),
        (5, hours(8) | {(0, 3, "b")}, True),
        (4, hours(8) | hours(8, day=1), False),
        (5, hours(4) | hours(3, day=1), False),
    ],
)
def test_the_window_rule(killed, exchanges, sustained):
    assert is_sustained(killed, exchanges) == sustained


def logged(shots, hours_apart, *, given=False, back=True, killed=1):
    log = EventLog(lambda _one, _other: False)
    for n in range(shots):
        log.begin_tick(n, n * hours_apart, 0.25, 0)
        log.add("shots", place="a", source="x", target="y", killed=killed, given=given)
        if back:
            log.add("shots", place="a", source="y", target="x", given=given)
    return log


def test_fire_both_ways_over_two_days_is_sustained_and_one_sided_fire_is_not():
    assert logged(9, 4.0).rung(0) == 8
    assert logged(9, 4.0, back=False).rung(0) == 7
    assert logged(9, 0.25).rung(0) == 7


def test_ten_killed_by_arms_within_two_days_are():
    assert logged(5, 1.0, killed=2).rung(0) == 8
    assert logged(5, 20.0, killed=2).rung(0) == 7


def test_what_is_given_counts_only_with_the_given():
    log = logged(5, 1.0, killed=2, given=True)
    assert (log.rung(0), log.rung_with_given(0)) == (0, 8)


def test_it_lasts_while_the_window_holds():
    log = logged(5, 1.0, killed=2)
    log.begin_tick(100, 47.0, 0.25, 2)
    assert log.rung(3) == 8
    log.begin_tick(101, 60.0, 0.25, 2)
    assert log.rung(3) == 3
