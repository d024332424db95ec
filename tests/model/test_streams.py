import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.hazard_clocks import HazardClock
from sim.model.streams import RandomLine, Streams
from tests.model.verification.laws import exponential, p_of_law

PERSONS = np.arange(20_000, dtype=np.uint32)


def draws(seed: int = 7, run: int = 3, decision: str = "fire", who: str = "zvecan") -> list[float]:
    return Streams(seed, run).generator(decision, who).random(8).tolist()


def test_the_same_name_has_the_same_draws():
    assert draws() == draws()


@pytest.mark.parametrize(
    "change", [{"seed": 8}, {"run": 4}, {"decision": "call"}, {"who": "leposavic"}]
)
def test_another_seed_run_decision_or_actor_has_other_draws(change):
    assert not set(draws()) & set(draws(**change))


def test_seed_zero_and_run_zero_are_names_like_any_other():
    assert not set(draws(seed=0)) & set(draws(seed=1))
    assert not set(draws(run=0)) & set(draws(run=1))


@pytest.mark.parametrize(("one", "other"), [((1, 23), (12, 3)), ((1, 2), (2, 1))])
def test_seed_and_run_do_not_run_together(one, other):
    assert not set(draws(*one)) & set(draws(*other))


def test_drawing_for_one_does_not_move_another():
    alone = Streams(7, 3)
    wanted = [alone.line("fire", "zvecan").uniform() for _ in range(5)]
    busy = Streams(7, 3)
    found = []
    for _ in range(5):
        busy.line("fire", "leposavic").uniform()
        busy.clock("call", "zvecan").rings(0.9)
        busy.uniform("posture.resolve", "zvecan")
        found.append(busy.line("fire", "zvecan").uniform())
    assert found == wanted


def test_a_clock_and_a_line_are_remembered_by_name():
    streams = Streams(7, 3)
    assert streams.clock("call", "a") is streams.clock("call", "a")
    assert streams.line("call", "a") is streams.line("call", "a")
    assert streams.clock("call", "a") is not streams.clock("call", "b")


def test_a_trait_is_the_same_however_often_it_is_asked_for():
    streams = Streams(7, 3)
    assert streams.uniform("posture.resolve", "a") == streams.uniform("posture.resolve", "a")


def test_a_lent_generator_draws_as_one_of_its_own():
    streams = Streams(7, 3)
    streams.lent("cost", "x").standard_normal(5, dtype=np.float32)  # leaves half a word behind
    for who in ("x", "y", "x"):
        own, lent = streams.generator("cost", who), streams.lent("cost", who)
        assert np.array_equal(lent.random(9, dtype=np.float32), own.random(9, dtype=np.float32))
        assert np.array_equal(lent.standard_exponential(9), own.standard_exponential(9))


def test_streams_are_not_correlated():
    names = [f"place_{number}" for number in range(12)]
    lines = [
        Streams(seed, run).generator(decision, who).random(4000)
        for (seed, run), decision, who in itertools.product(
            [(1, 0), (1, 1), (2, 0)], ("cost", "leave/0"), names
        )
    ]
    table = np.corrcoef(lines) - np.eye(len(lines))
    assert np.abs(table).max() < 0.1
    assert np.abs(table).max() > 0.03, "that small would not be chance"


def test_a_correlation_would_be_seen():
    a, b = (Streams(1, run).generator("cost", "x").random(4000) for run in (0, 1))
    assert np.corrcoef(a, 0.8 * b + 0.2 * a)[0, 1] > 0.1


def first_rings(n: int, hazard: float) -> np.ndarray:
    found = []
    for number in range(n):
        clock = Streams(5, 0).clock("call", f"who_{number}")
        ticks = 1
        while not clock.rings(hazard):
            ticks += 1
        found.append(ticks * hazard)
    return np.array(found)


def test_the_hazard_passed_when_a_clock_rings_is_unit_exponential():
    assert p_of_law(first_rings(400, 0.01), exponential(1.0)) > 0.05


def test_a_clock_of_another_mean_would_be_noticed():
    assert p_of_law(first_rings(400, 0.01), exponential(1.3)) < 0.01


def test_all_thresholds_of_one_clock_follow_the_law():
    p_values = []
    for number in range(100):
        clock = HazardClock(Streams(5, 0).generator("call", f"who_{number}"))
        thresholds = []
        for _ in range(200):
            thresholds.append(clock.threshold)
            assert clock.rings(clock.threshold * 1.000001)
        p_values.append(p_of_law(np.array(thresholds), exponential(1.0)))
    assert p_of_law(np.array(p_values), lambda p: p) > 0.01


def test_when_a_clock_rings_does_not_change_what_it_draws_next():
    early, late = (HazardClock(Streams(5, 0).generator("call", "x")) for _ in range(2))
    assert early.threshold == late.threshold
    assert early.rings(100.0)
    assert not late.rings(0.0)
    assert late.rings(50.0)
    assert early.threshold == late.threshold


def test_a_clock_without_hazard_never_rings():
    clock = Streams(5, 0).clock("call", "x")
    assert not any(clock.rings(0.0) for _ in range(1000))
    assert not any(clock.count(0.0) for _ in range(1000))


@given(st.lists(st.integers(0, 512), max_size=30), st.integers(0, 1000))
def test_incidents_do_not_depend_on_how_time_is_cut(pieces, number):
    cut, whole = (Streams(1, number).clock("clash", "x") for _ in range(2))
    assert sum(cut.count(piece / 64) for piece in pieces) == whole.count(sum(pieces) / 64)


def test_one_long_tick_holds_many_incidents_and_keeps_the_rest():
    clock = Streams(5, 0).clock("clash", "x")
    draws = Streams(5, 0).generator("clash", "x").standard_exponential(4)
    assert clock.count(float(draws[:3].sum() + 0.75 * draws[3])) == 3
    assert clock.count(float(0.2 * draws[3])) == 0
    assert clock.count(float(0.1 * draws[3])) == 1


@given(st.lists(st.floats(0, 0.5), min_size=1, max_size=40), st.integers(0, 1000))
def test_a_higher_hazard_never_rings_later(hazards, number):
    low, high = (Streams(1, number).clock("call", "x") for _ in range(2))
    for hazard in hazards:
        rung = high.rings(hazard * 1.5)
        if low.rings(hazard):
            assert rung
        if rung:
            break


@pytest.mark.parametrize("mean", [0.0, 0.3, 2.0, 12.0])
def test_poisson_counts_have_their_mean_and_variance(mean):
    line = Streams(5, 0).line("harm", "x")
    counts = np.array([line.poisson(mean) for _ in range(5000)])
    assert counts.mean() == pytest.approx(mean, abs=0.05 + 0.02 * mean)
    assert counts.var() == pytest.approx(mean, rel=0.1, abs=0.01)


@given(st.integers(0, 500), st.floats(0, 20), st.floats(0, 20))
def test_a_higher_mean_never_counts_less_for_the_same_draw(number, one, other):
    low, high = sorted((one, other))
    few, many = (
        RandomLine(Streams(5, number).generator("harm", "x")).poisson(mean) for mean in (low, high)
    )
    assert few <= many


def test_draws_of_persons_are_unit_exponential():
    found = Streams(5, 0).person_exponentials("stay", PERSONS, 0)
    assert found.dtype == np.float32
    assert p_of_law(found, exponential(1.0)) > 0.05
    assert p_of_law(found, exponential(1.1)) < 0.01


def test_draws_of_persons_are_above_nothing_to_the_last_hash():
    # this person has the highest of 2 ** 24 hashes, whose draw is the smallest
    unlucky = np.array([1451026], dtype=np.uint32)
    found = Streams(5, 0).person_exponentials("stay", unlucky, 1)[0]
    assert found > 0.0
    assert found == pytest.approx(2.0**-25)


def test_draws_of_persons_do_not_depend_on_who_else_is_asked():
    streams = Streams(5, 0)
    every = streams.person_exponentials("stay", PERSONS, 0)
    backwards = streams.person_exponentials("stay", PERSONS[::-1].copy(), 0)
    few = streams.person_exponentials("stay", PERSONS[[5, 17, 4000]], 0)
    assert np.array_equal(every, backwards[::-1])
    assert np.array_equal(few, every[[5, 17, 4000]])


def test_each_occurrence_decision_and_run_draws_anew():
    tables = [
        streams.person_exponentials(decision, PERSONS, occurrence)
        for streams in (Streams(5, 0), Streams(5, 1), Streams(6, 0))
        for decision in ("stay", "leave")
        for occurrence in (0, 1)
    ]
    table = np.corrcoef(tables) - np.eye(len(tables))
    assert np.abs(table).max() < 0.04
    neighbours = np.corrcoef(tables[0][:-1], tables[0][1:])[0, 1]
    assert abs(neighbours) < 0.04
