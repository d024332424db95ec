import csv
import functools
from pathlib import Path

import numpy as np
import pytest

from tests.model.verification.epstein_grid import (
    ACTIVE,
    AllAtOnce,
    Rule,
    Worlds,
    as_printed,
    diamond,
    outbursts,
    simulate,
    statistics,
)
from tests.model.verification.laws import p_of_same_law

REFERENCE = Path(__file__).parent / "data" / "epstein_mesa.csv"
DOCKED = ("mean_active", "peak_active", "outbursts", "mean_jailed")


@functools.cache
def reference(n_steps: int) -> dict[str, np.ndarray]:
    with REFERENCE.open() as file:
        rows = list(csv.DictReader(file))
    ending = f"_{n_steps}"
    names = [name for name in rows[0] if name.endswith(ending)]
    return {
        name.removesuffix(ending): np.array([float(row[name]) for row in rows]) for name in names
    }


@functools.cache
def ours(n_steps: int) -> dict[str, np.ndarray]:
    return statistics(simulate(Worlds(60, Rule(), seed=1), n_steps))


def test_a_diamond_of_seven_has_112_sites_each_seen_both_ways():
    near = diamond(40, 7)
    assert near.shape == (1600, 112)
    assert len(set(near[0])) == 112
    assert 0 not in near[0]
    assert all(0 in near[site] for site in near[0])


def test_an_outburst_runs_from_above_the_height_to_below_it():
    active = np.array([[0, 60, 55, 50, 60, 49, 0, 51, 80]])
    assert outbursts(active) == [2]


def test_nobody_is_lost_and_nobody_stands_on_anybody():
    worlds = Worlds(3, Rule(), seed=4)
    before = worlds.counts().sum(axis=1)
    simulate(worlds, 3)
    assert np.array_equal(worlds.counts().sum(axis=1), before)
    for world in range(3):
        there = worlds.site[world][worlds.site[world] >= 0]
        assert np.unique(there).size == there.size
        assert set(there) == set(np.flatnonzero(worlds.grid[world]))


@pytest.mark.parametrize("statistic", DOCKED)
def test_twenty_five_steps_dock_with_mesas_example(statistic):
    assert p_of_same_law(ours(25)[statistic], reference(25)[statistic]) > 0.01


@pytest.mark.slow
@pytest.mark.parametrize("statistic", DOCKED)
def test_two_hundred_steps_dock_with_mesas_example(statistic):
    assert p_of_same_law(ours(200)[statistic], reference(200)[statistic]) > 0.01


def test_the_printed_ratio_without_rounding_does_not_dock():
    found = statistics(simulate(Worlds(40, Rule(ratio=as_printed), seed=1), 10))
    assert p_of_same_law(found["mean_active"], reference(10)["mean_active"]) < 1e-6
    assert found["mean_active"].mean() < 0.2 * reference(10)["mean_active"].mean()


def test_everybody_at_once_does_not_dock():
    found = statistics(simulate(AllAtOnce(20, Rule(), seed=1), 10))
    assert p_of_same_law(found["last_active"], reference(10)["last_active"]) < 1e-6
    assert found["last_active"].mean() > 3.0 * reference(10)["last_active"].mean()


@pytest.mark.parametrize(("legitimacy", "threshold"), [(0.9, 0.1), (0.95, 0.1), (0.5, 0.5)])
def test_nobody_acts_when_legitimacy_reaches_one_minus_the_threshold(legitimacy, threshold):
    rule = Rule(legitimacy=legitimacy, threshold=threshold, cops=0.0)
    worlds = Worlds(4, rule, seed=2)
    assert not simulate(worlds, 1)[:, :, 0].any()


def test_somebody_acts_just_below_that_legitimacy():
    worlds = Worlds(4, Rule(legitimacy=0.88, cops=0.0), seed=2)
    simulate(worlds, 1)
    assert (worlds.grid == ACTIVE).any(axis=1).all()
