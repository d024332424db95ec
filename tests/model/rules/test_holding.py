import math

import numpy as np
import pytest

from sim.model.rules.holding import (
    leave_rate,
    livelier,
    nobody_leaves_a_site,
    rebuild_rate,
    wearier,
)


@pytest.mark.parametrize(
    ("will", "weary", "share"),
    [(0.15, 0.0, 0.5), (0.35, 0.2, 0.5), (0.18, 0.0, 1 / (1 + math.e)),
     (0.0, 0.0, 1 / (1 + math.exp(-5)))],
)  # fmt: skip
def test_a_site_is_left_when_weariness_passes_the_will(will, weary, share):
    arguments = (np.array([will]), np.array([weary]), np.array([0.5]), 0.15, 0.03)
    assert leave_rate(*arguments) == pytest.approx(0.5 * share)
    assert nobody_leaves_a_site(*arguments) == 0.0


def test_weariness_grows_with_the_root_of_the_sites_and_heals_without():
    law = (0.0001, 9.0, 2000.0)
    before = np.array([0.1, 0.1, 0.1])
    now = wearier(before, np.array([9.0, 36.0, 0.0]), law, 100.0)
    assert now == pytest.approx([0.11, 0.12, 0.1 * math.exp(-0.05)])


def test_a_network_comes_alive_in_days_and_sleeps_after_weeks():
    now = livelier(np.array([0.0, 0.5, 0.5]), np.array([3.0, 3.0, 0.0]), (240.0, 480.0), 240.0)
    assert now == pytest.approx([1 - 1 / math.e, 1 - 0.5 / math.e, 0.5 * math.exp(-0.5)])


def test_what_was_cleared_is_built_again_by_those_who_are_still_together():
    assert rebuild_rate(0.0, 0.35, 12.0) == 0.35
    assert rebuild_rate(12.0, 0.35, 12.0) == pytest.approx(0.35 / math.e)
