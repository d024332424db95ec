"""People who came to press on, and what they carry, count where their group gathers."""

import numpy as np
import pytest

from sim.model.contact_state import HOLD, Bout
from sim.model.contacts import bouts, parties, sides
from sim.model.contacts.parties import crowd, meetings
from sim.model.model import EscalationModel
from sim.model.run_context import RunContext
from sim.model.state import Barricade
from sim.scenario.load import load
from tests.model.worlds import started

MARCH = (
    "timeline.march={{at: '2022-07-31 06:00', who: albanians_south, does: march, n: 300, "
    "route: [mitrovica_south, ibar_main_bridge], lasting: 4 h, armed: 7, presses: {}}}"
)


def side(presses):
    core = started(MARCH.format(presses), ticks=2).core
    return core, crowd(core, "albanians_south", "ibar_main_bridge", 300.0, core.p.contact.hold)


def test_who_came_to_press_on_has_the_urge_of_it():
    core, pressing = side("true")
    assert pressing.urge >= core.p.contact.press > 10 * side("false")[1].urge


def test_arms_are_where_the_group_gathers_not_where_it_set_out():
    assert side("false")[1].armed == 7


def test_of_a_crowd_those_press_who_set_out_to_and_a_small_cluster_is_enough(monkeypatch):
    """300 of 1,200 press, 20 are enough for the urge of all; a quarter of the least heat, .5."""
    core = started(MARCH.format("true"), ticks=2).core
    quarters = core.state.quarters
    rows = quarters.of_group["albanians_south"]
    out = np.zeros(len(quarters.rows))
    out[rows[0]] = 300.0
    monkeypatch.setattr(quarters, "out", out)
    quarters.threat[rows] = 0.0
    side = crowd(core, "albanians_south", "ibar_main_bridge", 1200.0, core.p.contact.hold)
    assert side.urge == core.p.contact.press
    assert side.heat == pytest.approx(0.125)
    assert parties.pressing(core, "albanians_south", "ibar_main_bridge", 1200.0) == pytest.approx(
        300.0, abs=0.1
    )


def threatened(presses="false"):
    """A crowd at the bridge that nobody ordered to press, and the threat at which half would."""
    core = started(MARCH.format(presses), ticks=2).core
    core.state.quarters.threat[core.state.quarters.of_group["albanians_south"]] = 1.0
    return core


def test_the_larger_of_two_crowds_presses_sooner_at_the_same_threat():
    core = threatened()
    few, many = (
        crowd(core, "albanians_south", "ibar_main_bridge", n, core.p.contact.hold)
        for n in (100.0, 1000.0)
    )
    assert many.urge > 5.0 * few.urge


def test_a_threat_that_people_have_lived_with_makes_nobody_press():
    """It still brings them out, and heats those who do come to blows."""
    core = threatened()
    new = crowd(core, "albanians_south", "ibar_main_bridge", 1000.0, core.p.contact.hold)
    core.state.quarters.used_to_threat[:] = core.state.quarters.threat
    old = crowd(core, "albanians_south", "ibar_main_bridge", 1000.0, core.p.contact.hold)
    assert new.pressing > 10.0 > 1.0 > old.pressing
    assert old.heat == new.heat > 0.0


def test_a_threat_becomes_what_people_are_used_to_unless_nobody_gets_used_to_anything():
    for sets, used_to in (((), True), (("mechanisms.habituation=false",), False)):
        core = started(MARCH.format("false"), *sets, ticks=12).core
        assert (core.state.quarters.threat > 0.0).any()
        assert (core.state.quarters.used_to_threat > 0.0).any() == used_to


def test_who_holds_a_barricade_of_their_own_side_does_not_leave_it_to_press():
    core = threatened()
    core.state.quarters.threat[core.state.quarters.of_group["serbs_north"]] = 1.0
    before = parties.pressing(core, "serbs_north", "ibar_main_bridge", 1000.0)
    organisers = core.related.of_kind("organisers")
    owner = next(a for a in organisers if "serbs_north" in core.related.stands_for(a))
    core.state.standing["ibar_main_bridge"] = Barricade(0.0, owner, 0)
    assert parties.pressing(core, "serbs_north", "ibar_main_bridge", 1000.0) == 0.0 < before


def test_nobody_begins_easily_but_who_came_to():
    """The barrier before the first push holds whom threat drives, not who came to press on."""
    rates = []
    for presses in ("true", "false"):
        core = threatened(presses)
        one, other = (
            parties.crowd(core, g, "ibar_main_bridge", 300.0, core.p.contact.press)
            for g in ("albanians_south", "serbs_north")
        )
        meeting = sides.Meeting("ibar_main_bridge", (one, other))
        begun = (Bout(), Bout(pushes=1.0, last=core.hours))
        rates += [bouts.rate_of(core, meeting, bout) * (1.0 + bout.pushes) for bout in begun]
    assert rates[0] == pytest.approx(rates[1])
    assert rates[2] == pytest.approx(core.p.contact.first * rates[3])


def test_few_are_set_upon_where_nothing_lies_between():
    core = threatened()
    many, few = (
        parties.crowd(core, g, "ibar_main_bridge", n, core.p.contact.face)
        for g, n in (("albanians_south", 1000.0), ("serbs_north", 2.0))
    )
    across, open_ground = (
        bouts.rate_of(core, sides.Meeting("", (many, few), apart=apart), Bout())
        for apart in (True, False)
    )
    assert open_ground > 20.0 * across


@pytest.fixture(scope="module")
def square():
    """Police around a memorial and in hotels of the same district; the group gathers there."""
    loaded = load("scenarios/tallinn_2007.yaml", ("ensemble.one_in=1000",))
    model = EscalationModel(loaded)
    for _ in range(6):
        model.step()
    quarters = model.core.state.quarters
    rows = quarters.of_group["russians"]
    quarters.out = quarters.out.copy()
    quarters.out[rows] = 100.0
    return model.core, 100.0 * len(rows)


def test_who_gathers_at_a_site_meets_police_there_with_all_and_nowhere_else(square):
    core, everybody = square
    met = {(m.place, side.people) for m in meetings(core) for side in m.sides if not side.is_force}
    assert met == {("tonismagi", everybody)}


def test_who_holds_what_is_contested_is_threatened_and_who_stands_elsewhere_only_faced(square):
    """A building: none of it works by road, so that the urge is .012 and not .002."""
    core, _ = square
    p = core.p.contact
    assert parties._stands(core, "russians", "tonismagi") == p.threat
    assert parties._stands(core, "russians", "hotels") == p.hold


def test_pushes_that_nobody_ordered_come_oftener_in_the_dark(square, monkeypatch):
    core, _ = square
    meeting = next(m for m in meetings(core) if m.place == "tonismagi")
    bout, rates = Bout(), []
    for dark in (False, True):
        monkeypatch.setattr(RunContext, "lasts", lambda *_, dark=dark: dark)
        rates.append(bouts.rate_of(core, meeting, bout))
    assert rates[1] == pytest.approx(core.p.contact.dark * rates[0])


def test_who_raids_comes_to_people_where_they_live(square):
    core, _ = square
    posts = core.state.posts
    for post in posts:
        post.raids = True
    met = {m.place: m.sides[0].people for m in meetings(core)}
    assert met["hotels"] == 100.0


@pytest.mark.parametrize("presses", [True, False])
def test_stones_fly_at_a_force_that_nobody_dares_to_come_close_to(presses):
    """Who would press throws from afar, however many stand there; who only stands does not."""
    core = threatened()
    p = core.p.contact
    force = sides.Side("special_police", 9000.0, HOLD, p.hold, is_force=True)
    people = sides.Side(
        *("serbs_north", 500.0, HOLD, p.press if presses else p.hold),
        is_force=False,
        heat=1.0,
        stands=p.hold,
        pressing=40.0 if presses else 0.0,
    )
    rate = bouts.rate_of(core, sides.Meeting("zvecan", (people, force)), Bout())
    thrown = p.rate * (p.press - p.hold) * p.afar
    assert rate == pytest.approx(thrown if presses else 0.0, abs=1e-3)
