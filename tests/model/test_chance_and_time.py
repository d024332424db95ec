"""Chance is an input, and the length of a tick is not: what must and what must not change a run."""

import sys

import numpy as np
import pytest

from sim.experiment.runner import run_ensemble
from sim.experiment.simulate import simulate
from tests.model.worlds import SEED, TINY, hours_until, loaded, run, runs

PLAN = (*TINY, "parameters.availability.hotline_rate=0.5")
VOICE = (
    "actors.bystander={kind: voice, name: Somebody, "
    "posture: {reach: {value: 0.9}, credibility: {value: 0.9}}}"
)
CHANNEL = (
    "actors.bystander_channel={kind: channel, name: Unheard, audience: [others_south], "
    "posture: {delay: 1, reach: 0, distortion: 0.5, denial: 0}}"
)


def same(first, second):
    return first.events == second.events and first.series.tobytes() == second.series.tobytes()


def ensemble(n, workers, seed=SEED):
    return run_ensemble(loaded(*PLAN), runs=n, seed=seed, workers=workers).results


def test_a_run_is_the_same_alone_and_in_any_ensemble():
    alone = simulate(loaded(*PLAN), SEED, 3)
    four, twelve = ensemble(4, 1), ensemble(12, 1)
    assert same(alone, four[3])
    assert same(alone, twelve[3])
    assert not any(same(alone, other) for other in (*four[:3], *twelve[4:]))


def test_one_process_and_two_give_the_same_bytes():
    serial, parallel = ensemble(5, 1), ensemble(5, 2)
    assert [r.number for r in parallel] == [0, 1, 2, 3, 4]
    assert all(same(*pair) for pair in zip(serial, parallel, strict=True))


def test_another_seed_gives_other_runs():
    first, second = ensemble(3, 1), ensemble(3, 1, seed=SEED + 1)
    assert not any(same(a, b) for a in first for b in second)


@pytest.mark.parametrize("actor", [VOICE, CHANNEL])
def test_an_actor_who_does_nothing_changes_nobody(actor):
    for number in range(4):
        plain, more = (simulate(loaded(*TINY, *s), SEED, number) for s in ((), (actor,)))
        assert same(plain, more)


def test_arms_are_the_same_until_they_differ():
    late = (
        "timeline.late={at: '2022-07-31 20:00', who: belgrade, does: order, word: up, "
        "exogenous: true}"
    )
    tick = 14 * 4
    differ = 0
    for number in range(6):
        base, other = run(number), run(number, late)
        assert base.series[:, :tick].tobytes() == other.series[:, :tick].tobytes()
        events = [[e for e in r.events if e.tick < tick] for r in (base, other)]
        assert events[0] == events[1]
        differ += not same(base, other)
    assert differ == 6


def test_the_same_person_comes_out_in_both_arms():
    """Paired runs differ less than runs of different chance: that is what pairing is for."""
    late = "actors.pristina.posture.restraint={value: 0.5, range: [0.4, 0.8]}"
    first, second = (
        np.array([r.measure("people_out").max() for r in runs(12, *s)]) for s in ((), (late,))
    )
    paired, unpaired = first - second, first - np.roll(second, 1)
    assert paired.std() < 0.5 * unpaired.std()


def outcomes(n, *sets):
    """Peak of people out, whether a barricade stood, and hours until the first one, by run."""
    results = [
        simulate(loaded("clock.days=2", "ensemble.one_in=4", *sets), SEED, k) for k in range(n)
    ]
    tick_hours = loaded("clock.days=2", "ensemble.one_in=4", *sets).scenario.clock.tick_hours
    people = np.array([r.measure("people_out").max() for r in results])
    blocked = np.array([r.measure("barricades").max() > 0 for r in results])
    first = np.array([hours_until(r, "barricade_built", np.nan, tick_hours) for r in results])
    return people, blocked, first


def check_agree(n, first, second):
    """Outcomes of two arms agree within three standard errors of their paired difference."""
    gap = first[0] - second[0]
    assert abs(gap.mean()) <= 3.0 * gap.std() / np.sqrt(n) + 0.05 * first[0].mean(), gap.mean()
    assert abs(int(first[1].sum()) - int(second[1].sum())) <= max(2, 0.15 * n)
    assert abs(np.nanmedian(first[2]) - np.nanmedian(second[2])) <= 1.5


@pytest.mark.parametrize(
    ("n", "minutes"),
    [(12, (15, 30)), pytest.param(24, (5, 15), marks=pytest.mark.slow),
     pytest.param(48, (15, 30), marks=pytest.mark.slow)],
)  # fmt: skip
def test_the_length_of_a_tick_changes_no_outcome(n, minutes):
    check_agree(n, *(outcomes(n, f"clock.tick_minutes={m}") for m in minutes))


@pytest.mark.parametrize("n", [8, pytest.param(40, marks=pytest.mark.slow)])
def test_fewer_rows_than_people_change_outcomes_little(n, capsys):
    arms = {one_in: outcomes(n, f"ensemble.one_in={one_in}") for one_in in (1, 4, 20)}
    means = {one_in: arms[one_in][0].mean() for one_in in arms}
    with capsys.disabled():
        gaps = {one_in: f"{means[one_in] / means[1] - 1:+.1%}" for one_in in (4, 20)}
        sys.stdout.write(f" [peak crowd at 1:4 {gaps[4]}, at 1:20 {gaps[20]} of that at 1:1]")
    assert abs(means[4] / means[1] - 1) < 0.15
    assert abs(means[20] / means[1] - 1) < 0.35
    assert all(abs(int(arms[k][1].sum()) - int(arms[1][1].sum())) <= max(1, n // 10) for k in arms)
