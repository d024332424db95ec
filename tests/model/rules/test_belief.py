import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.belief import (
    LEAST,
    answered,
    deaf,
    hurt_threat,
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
    ("share", "weight", "left"),
    [
        (0.5, -math.log(3) / 3, 0.25),  # odds of one to one become one to three
        (0.75, -math.log(3) / 3, 0.5),
        (0.5, math.log(3) / 3, 0.75),  # confirmed; or denied by who is distrusted
        (0.5, 0.0, 0.5),
        (0.0, 1.0, 0.0),  # who has heard nothing believes nothing
    ],
)
def test_an_answer_moves_log_odds(share, weight, left):
    assert answered(one(share), weight, 3.0) == pytest.approx(left)
    assert unanswered(one(share), weight, 3.0) == share


@given(st.floats(LEAST, 1), WEIGHT)
def test_a_distrusted_denial_does_what_a_trusted_confirmation_does(share, weight):
    before, after = one(share), answered(one(share), -weight, 3.0)
    assert after[0] == pytest.approx(answered(before, weight * -1.0, 3.0)[0])
    assert (after[0] <= share + 1e-9) == (weight >= 0.0) or abs(after[0] - share) < 1e-3


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


def test_threat_of_the_belief_as_worked_by_hand():
    # doubt log 3: 1 in 4 believe anyway, 3 in 4 after log 9: half of all more
    odds, doubt = one(math.log(9)), -math.log(3)
    assert hurt_threat(odds, doubt, one(0.8), one(0.5), 0.3) == pytest.approx(0.3 * 0.8 * 0.5 * 0.5)
    assert hurt_threat(one(0.0), doubt, one(1.0), one(1.0), 0.3) == 0.0
