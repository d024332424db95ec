import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.denial import (
    cut,
    effort,
    margin,
    nearness,
    roads_stop_all,
    shares,
    stopped,
)

SHARE = st.floats(0, 1)


def test_a_block_takes_the_whole_road_or_the_part_by_which_the_way_round_is_longer():
    assert cut(40.0, math.inf) == 1.0
    assert cut(40.0, 40.0) == 0.0
    assert cut(30.0, 40.0) == pytest.approx(0.25)


def test_what_is_far_is_out_of_reach():
    assert nearness(0.0, 100.0) == 1.0
    assert nearness(100.0, 100.0) == pytest.approx(math.exp(-1))
    assert nearness(math.inf, 100.0) == 0.0


@pytest.mark.parametrize(
    ("road", "place", "of_road", "of_place", "by_hand"),
    [(0.8, 0.0, 1.0, 0.1, 0.8), (0.8, 1.0, 1.0, 0.1, 0.8), (0.0, 0.9, 0.5, 1.0, 0.9),
     (0.6, 0.2, 0.5, 1.0, 0.3)],
)  # fmt: skip
def test_a_means_stops_the_road_or_the_place(road, place, of_road, of_place, by_hand):
    assert stopped(np.float64(road), np.float64(place), of_road, of_place) == pytest.approx(by_hand)


@given(SHARE, SHARE, SHARE, SHARE)
def test_without_denial_roads_are_always_of_use_and_places_never(road, place, of_road, of_place):
    assert roads_stop_all(road, place, of_road, of_place) == of_road
    assert 0.0 <= stopped(road, place, of_road, of_place) <= 1.0


def test_a_means_that_stops_nothing_takes_the_whole_weight_more():
    assert margin(0.2, 0.02, 1.0, 0.6) == pytest.approx(0.18)
    assert margin(0.2, 0.02, 0.5, 0.6) == pytest.approx(-0.12)
    assert margin(0.2, 0.0, 0.0, 0.6) == pytest.approx(-0.4)


def test_shares_are_a_logit():
    found = shares(np.array([[0.05, 0.0], [0.0, 0.0], [-1e9, -1e9]]), 0.05)
    assert found[:, 0] == pytest.approx([math.e / (1 + math.e), 1 / (1 + math.e), 0.0])
    assert found[:, 1] == pytest.approx([0.5, 0.5, 0.0])


@pytest.mark.parametrize(
    ("people", "taken"), [(0.0, [0.2, 0.1]), (100.0, [0.25, 0.25]), (300.0, [0.275, 0.325])]
)
def test_effort_grows_with_the_force_that_is_faced_up_to_the_risk(people, taken):
    # By hand: e + r n / (n + 100)
    found = effort(np.array([0.2, 0.1]), np.array([0.1, 0.3]), people, 100.0)
    assert found == pytest.approx(taken)
