"""Who predicts an episode that was left out: what never saw it."""

import numpy as np
import pytest

from sim.studies.calibrate.trial import PatternMiss
from sim.studies.crossvalidate.selection import MOST, fitted_without, misfit

# three sets in three episodes: the first fits the last best, and all others worst
MISFITS = np.array([[0.9, 0.9, 0.0], [0.2, 0.4, 0.9], [0.4, 0.1, 1.0]])


@pytest.mark.parametrize(("episode", "order"), [(0, (0, 2, 1)), (1, (0, 1, 2)), (2, (2, 1, 0))])
def test_sets_are_ordered_by_all_episodes_but_the_one_that_is_left_out(episode, order):
    # means of the others by hand: .45 .65 .55 / .45 .55 .7 / .9 .3 .25
    assert fitted_without(MISFITS, episode, 3) == order
    assert fitted_without(MISFITS, episode, 1) == order[:1]


@pytest.mark.parametrize("episode", [0, 1, 2])
def test_what_was_seen_of_an_episode_says_nothing_of_who_predicts_it(episode):
    changed = MISFITS.copy()
    changed[:, episode] = changed[::-1, episode]
    assert fitted_without(changed, episode, 2) == fitted_without(MISFITS, episode, 2)


def test_of_two_sets_as_near_the_first_is_kept():
    assert fitted_without(np.zeros((4, 2)), 0, 3) == (0, 1, 2)


def missed(errors):
    return PatternMiss("P1", errors, errors > 2.0)


@pytest.mark.parametrize(
    ("errors", "by_hand"),
    [([0.0, 0.0], 0.0), ([MOST, 0.0], 0.5), ([100.0, 0.0], 0.5), ([1.0, 2.0], 0.3)],
)
def test_a_pattern_that_is_far_away_counts_as_one(errors, by_hand):
    assert misfit([missed(one) for one in errors]) == pytest.approx(by_hand)
