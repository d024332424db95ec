import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.resident_rows import by_block_and_cost
from sim.model.residents import HOME, OUT, RESTING, Residents
from sim.model.streams import stable_id
from tests.model.verification.laws import exponential, p_of_law, p_of_same_law
from tests.model.verification.people import PEOPLE, by_person, choice, residents

NEVER, SURELY, FOREVER = -np.inf, 1e6, 1e9


def reconsider(them: Residents, benefit: float, now: float, *, hours=1.0, stay=5.0) -> int:
    """Everybody reconsiders once."""
    felt = np.full(len(them.cells), benefit, dtype=np.float32)
    how = choice(them, stay=stay, hours=hours)
    return sum(them.leave_home(block, felt, how, now) for block in range(4))


def a_day(them: Residents, benefit: float, day: int = 0, *, stay=5.0, rest=10.0) -> int:
    them.new_day(day)
    left = 0
    for hour in range(24):
        now = 24.0 * day + hour
        left += reconsider(them, benefit, now, stay=stay)
        them.go_home(now, rest)
    return left


def adults(them: Residents) -> int:
    return int(np.isfinite(them.cost).sum())


def test_one_row_is_one_person():
    them = residents()
    assert len(them.cell) == sum(PEOPLE)
    assert np.array_equal(np.bincount(them.cell, minlength=len(PEOPLE)), PEOPLE)
    assert them.person.dtype == np.uint32
    assert np.unique(them.person).size == sum(PEOPLE)


def test_a_person_is_known_by_cell_and_number_in_it():
    them = residents()
    for name, persons in by_person(them, them.person).items():
        expected = (stable_id(name) + np.arange(persons.size)) % 2**32
        assert np.array_equal(persons, expected)


@pytest.mark.parametrize("n_blocks", [1, 3, 4])
def test_a_block_is_known_by_the_person(n_blocks):
    them = residents((3000, 40), adult_share=1.0, n_blocks=n_blocks)
    felt = np.full(2, SURELY, dtype=np.float32)
    for block in range(n_blocks):
        them.new_day(block)
        before = them.status.copy()
        them.leave_home(block, felt, choice(them, hours=100.0), 0.0)
        left = them.person[them.status != before]
        assert np.array_equal(np.sort(left), np.sort(them.person[them.person % n_blocks == block]))


def test_who_is_carried_away_is_not_counted_any_more():
    them = residents()
    them.send_out([0], 40, 0.0, lambda draws: draws * FOREVER)
    before = them.count_out()
    assert them.count_out() is before, "nothing has changed"
    them.carry_away(np.arange(len(PEOPLE)) == 0, 3)
    assert before.sum() == 40
    assert them.count_out().tolist() == [37.0, *before[1:].tolist()]


def test_costs_follow_the_stated_law_and_the_young_never_come():
    them = residents((20_000,))
    cost = them.cost[np.isfinite(them.cost)]
    assert cost.mean() == pytest.approx(1.5, abs=0.02)
    assert cost.std() == pytest.approx(0.5, abs=0.02)
    assert cost.size / 20_000 == pytest.approx(0.7, abs=0.02)


def test_rows_are_in_order_of_block_cost_and_place():
    chance = np.random.default_rng(5)
    block = chance.integers(0, 3, 5000).astype(np.uint32)
    cost = chance.normal(0.0, 2.0, 5000).round(1).astype(np.float32)  # many are the same
    cost[chance.random(5000) < 0.3] = np.inf
    cost[:9] = -0.0
    assert np.array_equal(by_block_and_cost(block, cost, 3), np.lexsort((cost, block)))


def test_nobody_leaves_without_any_benefit():
    them = residents()
    assert a_day(them, NEVER) == 0
    assert not them.count_out().any()


def test_everybody_old_enough_leaves_within_a_day_when_nothing_else_counts():
    them = residents()
    assert a_day(them, SURELY, stay=FOREVER) == adults(them)
    assert them.count_out().sum() == adults(them)
    assert (them.status[np.isinf(them.cost)] == HOME).all()


def test_cells_that_never_rise_stay_home_while_others_leave():
    them = residents()
    them.new_day(0)
    felt = np.array([SURELY, SURELY, SURELY, SURELY, SURELY, NEVER], dtype=np.float32)
    for hour in range(24):
        for block in range(4):
            them.leave_home(block, felt, choice(them, stay=FOREVER), float(hour))
    out = them.count_out()
    assert out[0] > 1900
    assert out[5] == 0


def test_a_dearer_hour_keeps_more_people_home():
    left = [a_day(residents(), benefit, stay=FOREVER) for benefit in (0.5, 1.0, 1.5)]
    assert left[0] < left[1] < left[2] < adults(residents())


def test_counts_are_the_rows_that_are_out():
    them = residents()
    for day in range(2):
        them.new_day(day)
        for hour in range(24):
            reconsider(them, 1.2, 24.0 * day + hour)
            them.go_home(24.0 * day + hour, 10.0)
            rows = np.bincount(them.cell[them.status == OUT], minlength=len(PEOPLE))
            assert np.array_equal(them.count_out(), rows)
            assert np.isin(them.status, (HOME, OUT, RESTING)).all()


@pytest.mark.parametrize("one_in", [1, 4, 20])
@pytest.mark.parametrize("people", [PEOPLE, (1, 2, 3, 1, 2, 3), (0, 0, 7), (41_000, 13, 0, 1, 900)])
def test_sampled_rows_keep_their_sum_and_stay_next_to_their_share(people, one_in):
    them = residents(people, one_in=one_in)
    assert them.rows_of.sum() == round(sum(people) / one_in)
    assert (np.abs(them.rows_of - np.array(people) / one_in) < 1).all()
    assert not them.rows_of[np.array(people) == 0].any()
    assert len(them.cell) == them.rows_of.sum()


@pytest.mark.parametrize("one_in", [4, 20])
def test_sampled_counts_are_scaled_back_to_people(one_in):
    them = residents((4000, 2000, 1, 3), adult_share=1.0, one_in=one_in)
    a_day(them, SURELY, stay=FOREVER)
    assert them.count_out()[:2] == pytest.approx([4000, 2000])
    assert them.count_out().sum() == pytest.approx(6004, abs=one_in)


@pytest.mark.parametrize("one_in", [4, 20])
def test_a_sample_comes_out_in_the_same_share_as_everybody(one_in):
    people = (20_000, 20_000)
    shares = []
    for sampling in (1, one_in):
        them = residents(people, one_in=sampling)
        a_day(them, 1.0, stay=FOREVER)
        shares.append(them.count_out().sum() / sum(people))
    spread = np.sqrt(shares[0] * (1 - shares[0]) * one_in / sum(people))
    assert abs(shares[1] - shares[0]) < 3 * spread


def stays(mean: float) -> np.ndarray:
    them = residents((4000,), adult_share=1.0, run=3)
    them.new_day(0)
    for hour in range(24):
        reconsider(them, SURELY, 0.0, stay=mean, hours=1.0 + hour)
    return them.until[them.status == OUT]


def test_stays_are_exponential_with_the_stated_mean():
    assert stays(5.0).size == 4000
    assert p_of_law(stays(5.0), exponential(5.0)) > 0.01
    assert p_of_law(stays(5.0), exponential(5.5)) < 0.01


def test_hours_of_leaving_are_exponential_for_a_constant_rate():
    them = residents((4000,), adult_share=1.0, n_blocks=4)
    them.new_day(0)
    left = np.repeat(
        0.05 * np.arange(1, 401), [reconsider(them, SURELY, 0.0, hours=0.05) for _ in range(400)]
    )
    wobble = np.random.default_rng(1).uniform(0, 0.05, left.size)
    assert p_of_law(left - wobble, exponential(1.0)) > 0.01


def test_standing_down_halves_what_is_left_and_only_there():
    them = residents((2000, 2000))
    reconsider_until_out(them)
    before = them.until.copy()
    them.stand_down(np.array([True, False]), now=10.0, factor=0.5)
    first = (them.status == OUT) & (them.cell == 0)
    second = (them.status == OUT) & (them.cell == 1)
    assert first.any()
    assert second.any()
    assert them.until[first] - 10.0 == pytest.approx((before[first] - 10.0) / 2)
    assert np.array_equal(them.until[second], before[second])


def reconsider_until_out(them: Residents) -> None:
    them.new_day(0)
    for hour in range(10):
        reconsider(them, SURELY, float(hour), stay=50.0)


def test_nobody_comes_out_twice_a_day():
    them = residents()
    assert a_day(them, SURELY, stay=0.1, rest=0.0) == adults(them)
    assert a_day(them, SURELY, day=0, stay=0.1, rest=0.0) == 0
    assert a_day(them, SURELY, day=1, stay=0.1, rest=0.0) == adults(them)


def test_those_who_went_home_rest_before_they_are_ready_again():
    them = residents()
    them.new_day(0)
    for hour in range(12):
        reconsider(them, SURELY, float(hour), stay=0.01)
    them.go_home(12.0, rest=10.0)
    resting = them.status == RESTING
    assert resting.sum() == adults(them)
    them.new_day(1)
    assert reconsider(them, SURELY, 13.0, hours=20.0) == 0
    them.go_home(21.99, rest=10.0)
    assert (them.status == RESTING).sum() == adults(them)
    them.go_home(22.0, rest=10.0)
    assert (them.status == HOME).all()


def test_time_spent_out_or_at_rest_does_not_count_towards_leaving_again():
    them = residents()
    them.new_day(0)
    for hour in range(12):
        reconsider(them, SURELY, float(hour), stay=0.01)
    them.go_home(12.0, rest=10.0)
    them.new_day(1)
    for hour in range(13, 22):
        reconsider(them, SURELY, float(hour))
    them.go_home(22.0, rest=10.0)
    assert reconsider(them, SURELY, 22.0, hours=0.0) == 0


def test_those_whose_time_costs_least_are_out_at_the_start():
    them = residents((1000, 1000), n_blocks=1)
    them.send_out([0], 50, now=0.0, stay=lambda draws: draws * 5.0)
    out = them.status == OUT
    assert out.sum() == 50
    assert (them.cell[out] == 0).all()
    assert them.cost[out].max() <= them.cost[~out & (them.cell == 0)].min()


@pytest.mark.parametrize(("people", "one_in"), [((4000,), 4), ((4000,), 20), ((2001, 1999), 7)])
def test_a_sample_starts_with_as_many_people_out(people, one_in):
    them = residents(people, one_in=one_in)
    them.send_out(range(len(people)), 400, now=0.0, stay=lambda draws: draws * 5.0)
    assert them.count_out().sum() == pytest.approx(400, abs=one_in)


def test_the_young_are_not_out_at_the_start():
    them = residents((1000,))
    them.send_out([0], 900, now=0.0, stay=lambda draws: draws * 5.0)
    out = them.status == OUT
    assert np.isfinite(them.cost[out]).all()
    assert out.sum() == adults(them) < 900


def test_another_run_has_other_people():
    one, other = (residents((3000,), run=run) for run in (0, 1))
    assert not np.isin(one.cost[np.isfinite(one.cost)], other.cost).any()
    rows = [them.cost[np.isfinite(them.cost)] for them in (one, other)]
    assert p_of_same_law(*rows) > 0.01


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.integers(1, 25))
def test_any_population_can_be_sampled_and_counted(people, one_in):
    them = residents(tuple(people), one_in=one_in)
    them.new_day(0)
    reconsider(them, SURELY, 0.0, hours=50.0)
    out = them.count_out()
    assert np.isfinite(out).all()
    assert (out >= 0).all()
    assert (out <= np.array(people) + 1e-9).all()


def test_each_block_reconsiders_its_own_people_only():
    them = residents()
    them.new_day(0)
    felt = np.full(len(PEOPLE), SURELY, dtype=np.float32)
    left = [them.leave_home(block, felt, choice(them, hours=100.0), 0.0) for block in range(4)]
    assert sum(left) == adults(them)
    assert min(left) > 0.8 * max(left)
    assert [them.leave_home(b, felt, choice(them, hours=100.0), 0.0) for b in range(4)] == [0] * 4


def test_who_sleeps_stays_and_who_works_comes_only_for_more():
    """Of people with one cost, shares stay as asked; work is left for what is worth more."""
    them = residents((40_000,), adult_share=1.0)
    them.new_day(0)
    felt = np.full(1, 20.0, dtype=np.float32)
    how = choice(them, hours=50.0)
    asleep = how._replace(asleep=np.array([0.9], dtype=np.float32))
    out = sum(them.leave_home(block, felt, asleep, 0.0) for block in range(4))
    assert out / 40_000 == pytest.approx(0.1, abs=0.01)
    them = residents((40_000,), adult_share=1.0)
    them.new_day(0)
    works = how._replace(at_work=np.array([0.4], dtype=np.float32), work_cost=30.0)
    out = sum(them.leave_home(block, felt, works, 0.0) for block in range(4))
    assert out / 40_000 == pytest.approx(0.6, abs=0.01)
    out = sum(them.leave_home(block, 3 * felt, works, 1.0) for block in range(4))
    assert out / 40_000 == pytest.approx(0.4, abs=0.01), "it is worth the work"


def test_the_same_people_are_awake_first_hour_after_hour():
    them = residents((9000,), adult_share=1.0)
    them.new_day(0)
    felt, how = np.full(1, 20.0, dtype=np.float32), choice(them, hours=50.0)
    for share in (0.9, 0.5, 0.5, 0.9):
        now = how._replace(asleep=np.array([share], dtype=np.float32))
        for block in range(4):
            them.leave_home(block, felt, now, 0.0)
    assert (them.status == OUT).mean() == pytest.approx(0.5, abs=0.02)


def test_a_call_brings_those_whom_it_reaches():
    them = residents((40_000,), adult_share=1.0)
    them.new_day(0)
    half, far = np.array([0.25], dtype=np.float32), np.array([30.0], dtype=np.float32)
    how = choice(them, hours=50.0)._replace(missed=far, reached=half)
    felt = np.full(1, 20.0, dtype=np.float32)
    out = sum(them.leave_home(block, felt, how, 0.0) for block in range(4))
    assert out / 40_000 == pytest.approx(0.25, abs=0.01)
