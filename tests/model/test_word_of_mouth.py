"""What is done without notice is known first to those who see it, then to who is awake."""

import numpy as np
import pytest

from sim import load
from sim.model.effects import triggers, word_of_mouth
from sim.model.model import EscalationModel

RAID = (
    "{at: '2030-05-05 %s', who: riot_police, does: raid, where: {west_bank: 150}, lasting: 6 h, "
    "exogenous: true}"
)
GIVEN = ("one_language", "police_out", "march", "counter_march", "they_strike", "calm")
QUIET = {
    **{f"timeline.{name}": None for name in GIVEN},
    "mechanisms.barricades": False,  # nobody calls
    "mechanisms.campaign": False,
    "issues.signs": None,
    "clock.days": 2,
}


def town(hour: str, **more):
    """People out in an invented town at each tick, in which police raid at an hour of a Sunday."""
    loaded = load("example_town", {**QUIET, "timeline.raid": RAID % hour, **more})
    model = EscalationModel(loaded, 0, seed=1)
    out = []
    for _ in range(model.n_ticks):
        model.step()
        out.append(model.core.state.quarters.out.sum())
    start = model.core.plan.clock.start
    return np.array(out), round(4 * (24.0 - start.hour - start.minute / 60))  # tick of midnight


def test_nobody_comes_before_morning_after_a_raid_at_three_and_many_soon_after_one_at_six():
    by_night, midnight = town("03:00")
    by_day, _ = town("18:00")
    at = {hour: midnight + 4 * hour for hour in (3, 5, 6, 9, 18, 20)}
    before = by_night[at[3] - 1]
    crowd = by_day[at[18] : at[20] + 4].max() - by_day[at[18] - 1]
    assert crowd > 30
    assert by_night[at[3] : at[5]].max() - before < 0.1 * crowd
    assert by_night[at[6] : at[9] + 8].max() - before > 0.3 * crowd


def test_without_belief_everybody_knows_at_once():
    sure, midnight = town("18:00", **{"mechanisms.belief": False})
    told, _ = town("18:00")
    soon = slice(midnight + 4 * 18, midnight + 4 * 18 + 3)
    assert sure[soon].sum() > told[soon].sum()


@pytest.fixture
def core():
    model = EscalationModel(load("example_town"), 0, seed=1)
    model.step()
    return model.core


def test_a_shock_is_felt_in_full_once_all_know_and_not_twice(core):
    quarters = core.state.quarters
    quarters.shock[:] = 0.0
    quarters.asleep[:], quarters.told[:] = 0.0, 0.0
    group = quarters.rows[0].group
    place = core.town_id(quarters.rows[0].town)
    triggers.strike(core, "raid", (group,), place, -1, times=1.0, spreads=True)
    assert quarters.shock[0] == 0.0, "nobody saw it"
    full = core.state.untold["raid", -1].amounts[0]
    word_of_mouth.pass_on(core)
    assert quarters.shock[0] == pytest.approx(full * word_of_mouth._share(core)[0])
    for _ in range(40):
        word_of_mouth.pass_on(core)
    assert quarters.shock[0] == pytest.approx(full)
    assert not core.state.untold


def test_sleepers_hear_of_it_as_they_wake(core):
    quarters = core.state.quarters
    quarters.shock[:] = 0.0
    quarters.asleep[:], quarters.told[:] = 0.9, 0.0
    group, place = quarters.rows[0].group, core.town_id(quarters.rows[0].town)
    triggers.strike(core, "raid", (group,), place, -1, spreads=True)
    full = core.state.untold["raid", -1].amounts[0]
    for _ in range(60):
        word_of_mouth.pass_on(core)
    assert quarters.shock[0] == pytest.approx(0.1 * full, rel=0.01)
    quarters.asleep[:] = 0.0
    for _ in range(40):
        word_of_mouth.pass_on(core)
    assert quarters.shock[0] == pytest.approx(full)
