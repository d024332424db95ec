"""What alarms a kin state: whose harm, what it expects, and how long nothing moves."""

import pytest

from sim.model import news
from sim.model.actions import Action
from sim.model.carrying_out import EFFECTS
from sim.model.kin import KinWatch
from sim.model.state import Post, Ultimatum
from tests.model.worlds import started

PLATES = "plates_and_papers"


def watched(*sets):
    model = started("timeline.police_to_the_gates=null", *sets)
    return model.core, model.core.state.patrons["belgrade"], KinWatch(model.core)


@pytest.mark.parametrize(
    ("whom", "killed", "injured", "harm"),
    [
        ("serbs_north", 1, 0, 1.0),
        ("serbian_list", 1, 0, 1.0),
        (
            "serbs_north",
            0,
            10,
            0.008,
        ),  # by hand: as many as are as bad as one who is shot, .012 / 15
        ("albanians_south", 3, 9, 0.0),
        ("special_police", 1, 1, 0.0),
    ],
)
def test_harm_to_kin_and_clients_alarms_and_no_other(whom, killed, injured, harm):
    core, state, watch = watched()
    core.log.add("clash", place="zvecan", target=whom, killed=killed, injured=injured)
    news.spread(core)
    watch.note(core)
    assert state.harm == 0.0  # nobody has told it yet
    core.hours += 1.0
    news.spread(core)
    watch.note(core)
    assert state.harm == pytest.approx(harm)
    news.spread(core)
    watch.note(core)
    assert state.harm <= harm


def test_who_is_shot_alarms_more_than_who_is_hurt_by_hand():
    core, state, watch = watched()
    core.log.add("shots", place="zvecan", target="serbs_north", injured=10)
    news.spread(core)
    core.hours += 1.0
    news.spread(core)
    watch.note(core)
    assert state.harm == pytest.approx(0.12)


def test_harm_is_expected_while_an_ultimatum_runs_and_while_police_raid():
    core, state, watch = watched()
    p = core.p.kin_readiness
    core.state.ultimatums.append(Ultimatum(9.0, "pristina", "serbian_list", 0, given=True))
    watch.note(core)
    assert state.expected == p.ultimatum
    core.state.ultimatums[0] = core.state.ultimatums[0]._replace(target="albanians_south")
    watch.note(core)
    assert state.expected == 0.0
    core.state.posts.append(Post("special_police", "", "zvecan", 30, 0.0, raids=True))
    watch.note(core)
    assert state.expected == p.raid


def test_a_deadlock_alarms_until_it_is_settled():
    core, state, watch = watched()
    core.state.issues[PLATES].attrition.hours = 72.0
    watch.note(core)
    assert state.deadlock == 72.0
    EFFECTS["concede"](core, Action("concede", "pristina", PLATES, "thirty_days"))
    watch.note(core)
    assert state.deadlock == 0.0


def test_steps_below_an_alert_are_told_and_leave_the_army_where_it_is():
    core, state, _ = watched()
    seen = []
    for step in (1, 2, 3, 4, 3, 2, 0):
        EFFECTS["readiness"](core, Action("readiness", "belgrade", n=step))
        seen.append((core.log.events[-1].kind, state.readiness))
    assert seen == [
        ("alarm", 0), ("alarm", 0), ("readiness_raised", 1), ("readiness_raised", 2),
        ("readiness_lowered", 1), ("readiness_lowered", 0), ("alarm", 0),
    ]  # fmt: skip
    assert [e.says for e in core.log.of_kind("alarm")] == [
        "warns in words", "asks that its kin be protected", "is calm again",
    ]  # fmt: skip


def test_a_deadlock_lets_clients_go_further_but_not_against_its_word():
    model = started()
    state, p = model.core.state.patrons["belgrade"], model.core.p.kin_readiness
    from sim.model.views import snapshot

    def stance():
        return snapshot(model.core, {}, model._denial).stance["belgrade"]

    state.stance, state.deadlock = 0.0, 0.5 * p.deadlock_hours
    assert stance() == pytest.approx(0.5 * p.urge)
    state.stance = -1.0
    assert stance() == -1.0
