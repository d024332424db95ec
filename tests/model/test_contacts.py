"""Signs of contacts: what must grow or shrink with numbers, by the engine's own pushes."""

import numpy as np
import pytest

from benchmarks.contacts import CASES, TOWN, Case, Part, lines, outcome
from sim.scenario.load import load

RUNS = 40
CROWD, OTHER, ALL, KILLED = range(4)


@pytest.fixture(scope="module")
def town():
    return load(TOWN, ("ensemble.one_in=1000",))


def means(town, *parts):
    return np.mean([outcome(town, Case(parts), run) for run in range(RUNS)], axis=0)


def test_twice_the_peacekeepers_between_two_crowds_less_harm(town):
    crowds = Part(4, 600, "press", 400, "press", rivals=True)
    hurt = [means(town, crowds._replace(keepers=n))[:2].sum() for n in (0, 50, 100)]
    assert hurt[0] > 1.2 * hurt[1] > 1.2 * 1.2 * hurt[2]


def test_twice_the_crowd_at_a_dispersal_more_hurt(town):
    hurt = [means(town, Part(2, n, "press", 100, "clear"))[ALL] for n in (100, 200, 400)]
    assert hurt[0] < hurt[1] < hurt[2]


def test_stricter_rules_of_engagement_fewer_of_the_crowd_hurt(town):
    part = Part(3, 500, "press", 150, "clear")
    hurt = [means(town, part._replace(restraint=q))[CROWD] for q in (0.2, 0.6, 0.95)]
    assert hurt[0] > 1.5 * hurt[1] > 1.5 * hurt[2]


def test_to_wait_hurts_fewer_than_to_threaten_and_that_than_to_clear(town):
    hurt = [means(town, Part(4, 500, "hold", 200, does))[ALL] for does in ("hold", "clear")]
    assert hurt[0] < 0.1 * hurt[1]


def test_more_arms_more_dead(town):
    crowds = Part(4, 600, "press", 400, "press", rivals=True)
    killed = [means(town, crowds._replace(armed=n, rivals_armed=n))[KILLED] for n in (0, 15)]
    assert killed[0] < 0.3
    assert killed[1] > 1.0


def test_a_disciplined_crowd_hurts_fewer(town):
    hurt = [means(town, Part(3, 500, "press", 150, "hold", discipline=d))[ALL] for d in (0.0, 0.8)]
    assert hurt[1] < 0.5 * hurt[0]


def test_harm_grows_less_than_the_hours(town):
    hurt = [means(town, Part(hours, 500, "press", 150, "clear"))[ALL] for hours in (1.5, 6.0)]
    assert 1.2 * hurt[0] < hurt[1] < 3.0 * hurt[0]


def test_harm_is_over_dispersed(town):
    part = Case((Part(3, 350, "press", 100, "clear"),))
    hurt = np.array([outcome(town, part, run)[ALL] for run in range(RUNS)])
    assert hurt.var() > 4.0 * hurt.mean()


@pytest.mark.slow
def test_most_of_what_was_observed_lies_within_the_runs(town):
    told = [met for name in CASES for _, met in lines(town, name, 200)]
    assert sum(told) >= 0.8 * len(told)
