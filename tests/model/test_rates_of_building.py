"""When organisers build, take away and go back to work: each rate worked out by hand."""

import math

import numpy as np
import pytest

from sim.model.agents import organiser_rates
from sim.model.issue_views import IssueView
from sim.model.state import Barricade
from tests.model.local_views import (
    HELD,
    OFFICES,
    READY,
    TOOLS,
    WORK,
    leaves,
    parts_of_the_day,
    rates,
    seeing,
    stopping,
    table_of,
)


def test_a_barricade_is_built_as_fast_as_what_it_still_denies():
    view = seeing(**READY, denial=stopping((0.5, 0.1, 1.0, 0.0, 1.0)))
    assert rates(view, "build") == pytest.approx([0.15, 0.03, 0.15, 0.0, 0.6])


# people of the first two quarters are 30 + 10 and 20; of a full crew of 80 one half, one quarter
BUILD = {
    "ready": (READY, [0.3, 0.3, 0.15, 0.6, 0.6]),
    "too few": (READY | {"out": [9.0, 19.9, 20.0, 10.0]}, [0.0, 0.0, 0.0, 0.15, 0.15]),
    "no threat": (READY | {"threat": [0.19, 0.2, 0.1, 0.1]}, [0.0, 0.0, 0.15, 0.0, 0.0]),
    "not called": (READY | {"called": [False, True, False]}, [0.0, 0.0, 0.15, 0.0, 0.0]),
    "told to go home": (
        READY | {"stand_down": [False, False, True]}, [0.3, 0.3, 0.15, 0.0, 0.0],
    ),
    # one of two lorry groups is used, and the site is taken for everybody
    "one stands": (READY | {"standing": HELD}, [0.0, 0.3, 0.15, 0.6, 0.0]),
    # half of the lorries stay home: one of two is left, and used; .75 of 1.5 is enough
    "one stands, go home": (
        READY | {"standing": HELD, "stance": {"east": -1.0}}, [0.0, 0.0, 0.15, 0.6, 0.0],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("so", "by_hand"), BUILD.values(), ids=BUILD)
def test_rate_of_building(so, by_hand):
    assert rates(seeing(**so), "build") == pytest.approx(by_hand)


@pytest.mark.parametrize(("material", "rate"), [(0.49, 0.0), (0.5, 0.15), (2.0, 0.15)])
def test_half_a_lorry_group_builds(material, rate):
    built = rates(seeing(**READY), "build", material=[1.0, material, 1.0])
    assert built == pytest.approx([0.3, 0.3, rate, 0.6, 0.6])


BOTH = {"a2": Barricade(0.0, "list", 0), "a1": Barricade(0.0, "council", 1)}
DOWN = [True, False, True]
REMOVE = {
    # half of the threat is will to hold
    "no threat": ({}, [0.0, leaves(0.0), 0.0, 0.0, leaves(0.0)]),
    "threat": ({"threat": [0.2, 0.0, 0.4, 0.0]}, [0.0, leaves(0.1), 0.0, 0.0, leaves(0.2)]),
    "told": ({"stand_down": DOWN}, [0.0, 0.25 + leaves(0.0), 0.0, 0.0, 0.25 + leaves(0.0)]),
    "by night in one town": (
        {"stand_down": DOWN, "day": parts_of_the_day(work=(0, 0, 1))},
        [0.0, (0.25 + leaves(0.0)) / 5, 0.0, 0.0, 0.25 + leaves(0.0)],
    ),
    "weary": (
        {"threat": [0.2, 0.0, 0.4, 0.0], "weariness": [0.3, 0.0, 0.1]},
        [0.0, leaves(0.1, 0.3), 0.0, 0.0, leaves(0.2, 0.1)],
    ),
    # salience has worn already (M2): it does not wear once more
    "in force": (
        {"salience": {"amber": 0.8}, "issues": {"signs": IssueView(hours_left=-500.0)}},
        [0.0, leaves(0.8), 0.0, 0.0, leaves(0.0)],
    ),
    "a deal, and no word yet": (
        {"issues": {"signs": IssueView(settled=True, waits_for=("council",))}},
        [0.0, leaves(0.0), 0.0, 0.0, leaves(0.6)],
    ),
    "a deal, and the word has come": (
        {"issues": {"signs": IssueView(settled=True, waits_for=("council",))}, "told_down": DOWN},
        [0.0, leaves(0.0), 0.0, 0.0, leaves(0.0)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("so", "by_hand"), REMOVE.values(), ids=REMOVE)
def test_rate_of_taking_away(so, by_hand):
    assert rates(seeing(standing=BOTH, **so), "remove") == pytest.approx(by_hand)


USED = {"using": np.array([[False] * 3, [True, True, False]]), "offices": 1.0, "day": WORK}
TAKE_UP = {
    "for want of will": ({}, [leaves(0.0), leaves(0.0), 0.0]),
    "told to end": ({"stand_down": [True, False, False]}, [0.25, leaves(0.0), 0.0]),
    "what it was for is settled": ({"offices": 0.0}, [0.25, 0.25, 0.0]),
    "afraid": ({"threat": [0.2, 0.0, 0.0, 0.0]}, [leaves(0.1), leaves(0.0), 0.0]),
    "weary": ({"weariness": [0.3, 0.0, 0.0]}, [leaves(0.0, 0.3), leaves(0.0), 0.0]),
    "by night": ({"day": parts_of_the_day()}, [0.0, 0.0, 0.0]),
}  # fmt: skip


def taking_up(view, tool):
    """Rates of going back to work of each committee; what else it uses is not taken up."""
    table = table_of((TOOLS[0], tool))
    will = organiser_rates.wills(
        table, view, organiser_rates.threats(table.committees, view.threat)
    )
    leaving = organiser_rates.leave_rates(table, view, will)
    barricade, found = organiser_rates.take_up_rates(table, view, leaving)
    assert not barricade.any()
    return found


@pytest.mark.parametrize(("so", "by_hand"), TAKE_UP.values(), ids=TAKE_UP)
def test_rate_of_going_back_to_work(so, by_hand):
    so = USED | so
    denial = stopping()
    denial.offices = np.full(3, so.pop("offices"))
    assert taking_up(seeing(denial=denial, **so), OFFICES) == pytest.approx(by_hand)


def test_who_keeps_back_what_lasts_goes_back_only_when_it_is_over():
    denial = stopping()
    denial.offices = np.ones(3)
    down = seeing(denial=denial, using=USED["using"], stand_down=[False, True, False])
    assert taking_up(down, OFFICES._replace(lasts=True)) == pytest.approx([0.0, 0.25, 0.0])


def test_few_build_in_shifts_while_the_will_is_well_above_weariness():
    few = READY | {"out": [1.0, 1.0, 1.0, 1.0], "salience": {"amber": 0.8}}
    # a tenth of .6 in the towns of who contests it
    assert rates(seeing(**few), "build") == pytest.approx([0.06, 0.06, 0.06, 0.0, 0.0])
    weary = few | {"weariness": [0.51, 0.49, 0.5]}
    assert rates(seeing(**weary), "build") == pytest.approx([0.0, 0.0, 0.06, 0.0, 0.0])


def test_what_force_cleared_is_built_again_for_as_long_as_there_is_the_will():
    calm = READY | {"out": [1.0] * 4, "threat": [0.1] * 4, "salience": {"amber": 0.8}}
    assert rates(seeing(**calm), "build") == [0.0] * 5
    again = calm | {"cleared": {"a1": 88.0}}
    assert rates(seeing(**again), "build") == pytest.approx([0.6 / math.e, 0, 0, 0, 0])
    weary = again | {"weariness": [0.51, 0.0, 0.0]}
    assert rates(seeing(**weary), "build") == [0.0] * 5
