import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.belief import (
    answered,
    at_once,
    believing,
    deaf,
    known_after,
    named,
    share_of,
    source_weight,
    told,
    unanswered,
)

SHARE, WEIGHT = st.floats(0, 1), st.floats(-1, 1)


def one(value):
    return np.array([value])


@pytest.mark.parametrize(
    ("reach", "credibility", "regard", "weight"),
    [(0.9, 0.8, 0.5, 0.36), (0.9, 0.8, -0.5, -0.36), (0.0, 1.0, 1.0, 0.0)],
)
def test_a_source_weighs_as_it_is_heard_believed_and_liked(reach, credibility, regard, weight):
    assert source_weight(reach, credibility, regard) == pytest.approx(weight)


@pytest.mark.parametrize(
    ("odds", "weight", "after"),
    [(2.0, -0.5, 0.5), (2.0, 0.5, 3.5), (0.5, -0.5, -1.0), (2.0, 0.0, 2.0)],
)
def test_an_answer_moves_log_odds_by_who_gives_it(odds, weight, after):
    assert answered(one(odds), weight, 3.0) == pytest.approx(after)
    assert unanswered(one(odds), weight, 3.0) == odds


def test_a_report_adds_log_odds_by_how_far_it_can_be_relied_on():
    assert told(one(0.4), one(0.5), 3.2) == pytest.approx(2.0)
    assert deaf(one(0.4), one(0.5), 3.2) == pytest.approx(0.4)


@pytest.mark.parametrize(("odds", "share"), [(0.0, 0.5), (math.log(3), 0.75), (-math.log(3), 0.25)])
def test_share_who_believe(odds, share):
    assert share_of(one(odds)) == pytest.approx(share)


@pytest.mark.parametrize(
    ("blame", "them", "weight", "after"),
    [
        (0.3, 1.0, 0.5, 0.65),  # a trusted source names the others
        (0.3, 0.0, 0.5, 0.15),  # or one's own
        (0.3, 1.0, -0.5, 0.15),  # a distrusted one names the others
        (0.3, 1.0, 0.0, 0.3),
    ],
)
def test_naming_moves_blame_as_worked_by_hand(blame, them, weight, after):
    assert named(one(blame), them, weight) == pytest.approx(after)


@given(SHARE, st.sampled_from((0.0, 1.0)), WEIGHT)
def test_blame_stays_a_share(blame, them, weight):
    assert -1e-12 <= named(one(blame), them, weight)[0] <= 1.0 + 1e-12


def test_who_believes_since_they_heard_as_worked_by_hand():
    # doubt log 3: 1 in 4 believe anyway, 3 in 4 after log 9: half of all more
    odds, doubt = one(math.log(9)), -math.log(3)
    assert believing(odds, doubt, one(0.8)) == pytest.approx(0.8 * 0.5)
    assert believing(one(0.0), doubt, one(1.0)) == 0.0
    assert believing(one(-2.0), doubt, one(1.0)) == 0.0  # doubted more than before it was heard


@pytest.mark.parametrize(
    ("doubt", "hours"),
    [
        (0.4, 0.5),  # the first adds .4
        (0.9, 2.0),  # the second .6
        (1.5, 4.0),  # half is missing: the second once more
        (2.0, 6.0),  # all that both gave is missing: twice more
    ],
)
def test_hours_until_reports_outweigh_the_doubt_as_worked_by_hand(doubt, hours):
    sources = ((0.5, 0.2), (2.0, 0.3))
    assert known_after(sources, 2.0, doubt) == hours
    assert at_once(sources, 2.0, doubt) == 0.0


def test_what_nobody_can_rely_on_is_never_known():
    assert known_after(((1.0, 0.0),), 2.0, 0.5) == math.inf
