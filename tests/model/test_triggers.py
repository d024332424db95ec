"""Presence becomes normal, and triggers are shocks: in the model, by hand."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from sim.model.effects import reports, triggers
from sim.model.model import EscalationModel
from sim.scenario.triggers import USED
from tests.model.test_verbs import BARE
from tests.model.worlds import loaded

NOTHING = "initial.triggers=[]"
GROUP, HERE, THERE = "serbs_north", "mun_leposavic", "mun_zvecan"
GARRISON = (
    "initial.posts=[{{who: special_police, where: leposavic, n: 120, since: '{}'}}]",
    "triggers.entry.size=0",
)


def core_of(*sets):
    return EscalationModel(loaded(*BARE, NOTHING, *sets), run=0).core


def row(core, town=HERE):
    return core.state.quarters.row(GROUP, core.town_of(town))


def heard(core):
    """The news that is on its way is there."""
    core.hours += 1000.0
    reports.arrive(core)
    core.hours -= 1000.0


def stepped(*sets, ticks=2):
    model = EscalationModel(loaded(*BARE, NOTHING, *sets), run=0)
    for _ in range(ticks):
        model.step()
    return model.core


def test_a_trigger_adds_here_and_elsewhere_what_its_table_says():
    core = core_of("triggers.killing={size: 0.4, elsewhere: 0.5, credibility: 0.5, lasting: 0.25, "
                   "grievance: 0.5, groups: {serbs_north: 2}}")  # fmt: skip
    triggers.strike(core, "killing", (GROUP,), "leposavic", 0, times=2)
    heard(core)
    quarters = core.state.quarters
    # .4 * .5 believed * 2 for this group * 2 killed, half of it elsewhere
    assert quarters.shock[[row(core), row(core, THERE)]] == pytest.approx([0.8, 0.4])
    assert quarters.lasting[row(core)] == pytest.approx(0.2)
    assert quarters.grievance[row(core)] == pytest.approx(0.4)
    assert quarters.shock_event[row(core)] == 0
    assert quarters.shock.sum() == pytest.approx(0.8 + 3 * 0.4)


def test_the_second_of_a_kind_moves_less_until_the_first_is_forgotten():
    def shocks(*sets):
        core, found = core_of("triggers.clash={size: 0.1, lasting: 0, groups: {}}", *sets), []
        for kind in ("clash", "clash", "blows"):
            before = core.state.quarters.shock[row(core)]
            triggers.strike(core, kind, (GROUP,), "leposavic", 0)
            found.append(core.state.quarters.shock[row(core)] - before)
        core.state.quarters.fade(0.0, 1.0, 1.0)
        triggers.strike(core, "clash", (GROUP,), "leposavic", 0)
        return [*found, core.state.quarters.shock[row(core)]]

    blows = core_of().plan.triggers["blows"].size.value
    assert shocks() == pytest.approx([0.1, 0.1 * math.log2(1.5), blows, 0.1])
    assert shocks("mechanisms.habituation=false") == pytest.approx([0.1, 0.1, blows, 0.1])


def test_what_happened_before_the_start_counts_where_it_did_as_far_as_its_age_lets_it():
    before = "{what: x, kind: killing, hours_ago: %d, felt_by: [serbs_north], where: leposavic}"
    core = core_of("triggers.killing.elsewhere=0.5", f"initial.triggers=[{before % 48}]")
    quarters = core.state.quarters
    size, here = 0.4, row(core)
    assert quarters.shock[here] == pytest.approx(size * math.exp(-48 / 8))
    assert quarters.lasting[here] == pytest.approx(0.4 * size * math.exp(-48 / 240))
    assert quarters.grievance[here] == pytest.approx(size * math.exp(-48 / 60))
    assert quarters.lasting[row(core, THERE)] == pytest.approx(0.5 * quarters.lasting[here])


def test_shock_fades_in_hours_and_what_lasts_in_days():
    core = core_of()
    triggers.strike(core, "killing", (GROUP,), "leposavic")
    quarters = core.state.quarters
    quarters.fade(math.exp(-1), math.exp(-2), math.exp(-3))
    one = (quarters.shock[row(core)], quarters.lasting[row(core)], quarters.grievance[row(core)])
    assert one == pytest.approx((0.4 / math.e, 0.16 / math.e**2, 0.4 / math.e**3))


def test_without_triggers_nothing_is_added():
    core = core_of("mechanisms.triggers=false")
    triggers.strike(core, "killing", (GROUP,), "leposavic")
    assert not core.state.quarters.shock.any()


def test_a_new_kind_can_be_said_and_happens():
    kind = "triggers.flood={size: 0.3, elsewhere: 0, credibility: 1, lasting: 0, grievance: 0}"
    flood = (
        "timeline.dam={at: '2022-07-31 06:00', who: pristina, does: incident, trigger: flood, "
        "whom: serbs_north, where: leposavic}"
    )
    core = stepped(kind, flood, ticks=1)
    assert core.state.quarters.shock[row(core)] == pytest.approx(0.3 * math.exp(-0.25 / 8), 1e-6)


@pytest.mark.parametrize(
    ("since", "felt"),
    [
        ("2022-07-31 06:00", 1.0),
        ("2022-07-21 06:00", math.exp(-1)),  # ten days of ten
        ("2022-06-01 06:00", math.exp(-6)),
    ],
)
def test_a_garrison_is_felt_less_the_longer_it_stands(since, felt):
    core = stepped(GARRISON[0].format(since), GARRISON[1], ticks=1)
    n, half = 120, core.p.police_entry.half_strength
    [entry] = core.state.quarters.entry[[row(core)]]
    assert entry == pytest.approx(1.0 - (1.0 + n / half) ** -felt, abs=2e-3)


def test_who_is_known_to_have_been_there_always_is_not_felt():
    post = "initial.posts=[{who: special_police, where: leposavic, n: 120}]"
    assert stepped(post).state.quarters.entry.max() == 0.0


def test_a_raid_beside_a_garrison_is_felt_less():
    raid = (
        "timeline.raid={at: '2022-07-31 06:15', who: special_police, does: raid, "
        "where: {leposavic: 40}, lasting: 3 h}"
    )
    fresh, beside = (
        stepped(raid, *more).state.quarters.raid.max()
        for more in ((), (GARRISON[0].format("2022-06-01 06:00"),))
    )
    half, weight = 100.0, loaded().scenario.parameters.police_entry.raid_weight.value
    assert fresh == pytest.approx(weight * 40 / (40 + half), rel=0.01)
    assert beside < 0.3 * fresh


@pytest.mark.parametrize(
    ("community", "groups"),
    [("", {"serbs_north"}), (", community: albanian", {"albanians_north"})],
)
def test_a_raid_is_one_on_those_whom_it_looks_for(community, groups):
    raid = (
        "timeline.raid={at: '2022-07-31 06:15', who: special_police, does: raid, "
        f"where: {{leposavic: 60}}, lasting: 3 h{community}}}"
    )
    quarters = stepped(raid).state.quarters
    for found in (quarters.raid, quarters.shock):
        assert {r.group for r, felt in zip(quarters.rows, found, strict=True) if felt} == groups


def test_an_arrest_counts_by_person_and_rule_and_a_release_undoes_it():
    taken = (
        "timeline.taken={at: '2022-07-31 06:00', who: special_police, does: arrest, person: a, "
        "prominence: 1}"
    )
    freed = "timeline.freed={at: '2022-07-31 07:00', who: pristina, does: release, person: %s}"
    at_once = "mechanisms.belief=false"  # no word has to spread
    core = stepped(taken, at_once, ticks=1)
    assert core.state.quarters.shock[row(core)] == pytest.approx(0.175 * math.exp(-0.25 / 8), 1e-4)
    held, other, free = (
        stepped(taken, at_once, *more, ticks=5).state.quarters
        for more in ((), (freed % "b",), (freed % "a",))
    )
    left = loaded().scenario.parameters.appraisal.release_left.value
    assert np.array_equal(other.shock, held.shock)
    some = held.shock > 0
    assert free.shock[some] == pytest.approx(left * held.shock[some], rel=1e-6)
    assert free.lasting[some] == pytest.approx(left * held.lasting[some], rel=1e-6)
    assert np.array_equal(free.grievance, held.grievance)


def test_every_kind_that_the_model_brings_about_must_be_in_the_table_of_a_scenario():
    """A case without one would end in the run in which it comes about."""
    model = Path(triggers.__file__).parents[1]
    struck = {
        kind
        for path in model.rglob("*.py")
        for kind in re.findall(r"\bstrike\(\s*core, \"(\w+)\"", path.read_text("utf-8"))
    }
    assert {"blows", "ultimatum"} < struck <= set(USED)
