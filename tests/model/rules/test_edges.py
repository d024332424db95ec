"""Values at the very edge of rules, and rules that other tests meet only within the model."""

import math

import numpy as np
import pytest

from sim.model.rules import (
    armed_fire,
    bargaining,
    belief,
    campaign,
    clearance,
    contact,
    denial,
    everyday_life,
    holding,
    interposition,
    plan,
    reciprocity,
    rumour,
    siege,
    triggers,
)


def test_there_is_room_and_resistance_in_less_than_one():
    assert contact.in_touch(10.0, 0.5) == pytest.approx(0.5)
    assert contact.odds(1.0, 0.5, 0.1) == pytest.approx(math.exp(-0.2))


def test_a_level_bites_from_its_least_on():
    level, denied = np.array([2.0]), np.array([0.35])
    assert plan.bites(level, denied, 0.7, 0.35).tolist() == [1.0]


def test_empty_offices_cost_by_the_day_and_by_the_share_that_works_through_them():
    assert bargaining.offices_cost(0.5, 0.4, 3.0, 10.0) == pytest.approx(6.0)


def test_what_has_not_helped_counts_in_full_after_its_hours():
    assert campaign.nothing_helped(60.0, 0.4, 120.0) == pytest.approx(0.2)
    assert campaign.nothing_helped(240.0, 0.4, 120.0) == pytest.approx(0.4)


def test_who_hears_of_a_rumour_now_is_mixed_with_who_has_heard_before():
    odds, heard, new = (
        np.array([1.0, 1.0, -3.0]),
        np.array([0.1, 0.1, 0.0]),
        np.array([0.3, 0, 0.2]),
    )
    assert rumour.mixed(odds, heard, 3.0, new) == pytest.approx([2.5, 1.0, 3.0])


def test_a_force_that_is_fired_at_never_fires_more_than_surely():
    assert armed_fire.force_fires("if_fired_at", 0.0, True, False, (1.0, 0.1)) == 1.0


def test_a_force_that_may_fire_freely_does_when_its_line_is_crossed():
    assert armed_fire.force_fires("free", 0.2, False, True, (0.3, 0.1)) == pytest.approx(0.8)


def test_a_force_bears_less_of_a_crowd_however_small():
    assert contact.force_bears(1.0, 0.5, 0.1, 0.2, 0.0) == pytest.approx(0.04)


def test_a_force_that_has_met_them_as_often_as_counts_has_met_them():
    law = clearance.Weighing(
        0.22, 0.35, 0.25, 0.75, 0.255, 0.5, 1.035, 1.15, 0.85, 1.5, 0.45, 0.3, 1
    )
    met, new = (
        clearance.worth(clearance.Mood(1.0, 0.0, 0.0, one), law)["clear"] for one in (1.0, 0.0)
    )
    assert met - new == pytest.approx(0.3)


def test_a_single_site_wearies_and_keeps_the_network_alive():
    one = np.array([1.0])
    assert holding.wearier(one, one, (0.1, 4.0, 24.0), 2.0) == pytest.approx(1.1)
    assert holding.livelier(0.5 * one, one, (6.0, 12.0), 6.0) == pytest.approx(1 - 0.5 / math.e)


def test_who_knows_of_a_cell_finds_the_rest_of_it_in_time():
    assert siege.located(30.0, True, 0.4, 60.0) == pytest.approx(1 - 0.6 * math.exp(-0.5))


def test_choices_hold_for_margins_of_any_size():
    margins = np.array([[2000.0, 0.0], [2000.0, 0.0]])
    assert denial.shares(margins, 1.0) == pytest.approx(np.full((2, 2), 0.5))


def test_nothing_moves_nobody_where_nobody_is_either():
    assert triggers.no_shock(0.5, 0.9, np.zeros(2), 1.0).tolist() == [0.0, 0.0]


def test_a_share_of_a_person_counts_as_such():
    assert bargaining.exposed(0.5, 1.0, 0.0) == pytest.approx(0.5)
    assert interposition.passing_share(1.0, 0.5, 0.2, 0.8, 2.0) == pytest.approx(
        1.0 - 0.8 * -math.expm1(-1.0)
    )


@pytest.mark.parametrize("disbelief", [0.0, 1.0])
def test_a_rumour_that_all_or_none_believe_still_has_odds(disbelief):
    assert abs(rumour.told_odds(3.0, disbelief) + 3.0) == pytest.approx(math.log(1e9), rel=1e-6)


def test_where_nobody_is_threatened_no_rumour_is_born_either():
    none = np.zeros(2)
    assert rumour.no_birth(none, none, none, 2.0).tolist() == [0.0, 0.0]


def test_stances_on_the_brink_have_no_fixed_point_and_the_reason_is_told():
    with pytest.raises(ValueError, match=r"a_x a_y = 6 >= m_x m_y = 6$"):
        reciprocity.fixed_point((2.0, 3.0), (1.5, 4.0), (0.1, 0.1))


def test_two_places_are_connected_or_not():
    assert everyday_life.connected_share((1, 1)) == 0.0
    assert everyday_life.connected_share((1,)) == 1.0


def test_everything_that_is_open_stays_open_everywhere():
    before = np.array([0.2, 0.7])
    open_ = everyday_life.always_open(before, before > 0.5, before, (1.0, 1.0), 0.5)
    assert open_.tolist() == [1.0, 1.0]


def test_trouble_of_hours_ago_leaves_some_things_unclear():
    assert rumour.ambiguity(math.inf, 3.0, 2.0) == pytest.approx(0.5 * math.exp(-1.5))


@pytest.mark.parametrize(
    ("against", "chance"), [(100.0, 0.075), (0.5, 0.3 * 0.5 / 300.5), (0.0, 0.0)]
)
def test_a_crowd_runs_by_its_share_of_those_it_faces(against, chance):
    assert contact.crowd_runs(0.3, against, 300.0) == pytest.approx(chance)


def test_an_event_is_known_when_reports_just_outweigh_the_doubt():
    assert belief.known_after(((0.5, 1.0), (2.0, 1.0)), 3.0, 3.0) == 0.5
    assert belief.known_after((), 3.0, 3.0) == 0.0
    assert belief.deaf(np.array([0.4]), np.array([0.0]), 3.0).tolist() == [0.4]
