"""What alarms a kin state: whose harm, what it expects, and how long nothing moves."""

import pytest

from sim.model import kin, news
from sim.model.actions import Action
from sim.model.carrying_out import EFFECTS
from sim.model.kin import KinWatch
from sim.model.rules.belief import share_of
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
    harm_done = {"killed": killed, "injured": injured}
    core.log.add("clash", place="zvecan", source="pristina", target=whom, **harm_done)
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
    core.log.add("shots", place="zvecan", source="special_police", target="serbs_north", injured=10)
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


def hurt(core, watch, state, source=""):
    """Three of the kin are killed, and their patron hears of it; its harm, and how it is blamed."""
    core.log.add("shots", place="zvecan", source=source, target="serbs_north", killed=3)
    news.spread(core)
    core.hours += 1.0
    news.spread(core)
    watch.note(core)
    return state.harm, state.blame


REGARD = "actors.serbs_north.posture.regard.%s={value: %s}"


@pytest.mark.parametrize(("regard", "sign"), [("0.8", -1), ("-0.8", 1)])
def test_a_patron_believes_a_denial_of_harm_as_far_as_its_kin_trust_the_speaker(regard, sign):
    core, state, watch = watched(REGARD % ("kfor", regard))
    before, _ = hurt(core, watch, state, "special_police")
    assert (before, state.hurt_odds) == (pytest.approx(3.0), core.p.belief.report)
    kin.answered(core, "kfor", -1.0)
    # By hand: l = 3.2, w = .5 .8, s = 4.4, l0 = 3: 3 b(3.2 -+ 1.76 - 3) / b(.2)
    p = core.p
    weight = p.appraisal.official_credibility * 0.8
    odds = p.belief.report + sign * p.belief.answer * weight
    ratio = share_of(odds - p.belief.doubt) / share_of(p.belief.report - p.belief.doubt)
    assert state.harm == pytest.approx(3.0 * ratio)
    assert (state.harm < before) == (sign < 0)


def test_a_patron_blames_whom_its_kin_trust_to_name_and_half_believes_unclaimed_shots():
    core, state, watch = watched(REGARD % ("kfor", "1"), REGARD % ("eu", "0"))
    unknown = core.p.belief.unknown_hands
    assert hurt(core, watch, state, "armed_groups") == pytest.approx((3.0 * unknown, unknown))
    kin.blamed(core, "eu", "special_police")  # of whom nobody thinks anything
    assert state.blame == unknown
    kin.blamed(core, "kfor", "special_police")
    weight = core.p.appraisal.official_credibility
    more = unknown + weight * (1.0 - unknown)
    assert (state.blame, state.harm) == pytest.approx((more, 3.0 * more))
    kin.blamed(core, "kfor", "serbs_north")  # its own: no reason to be alarmed
    assert state.blame == pytest.approx(more * (1.0 - weight))
    assert state.harm == pytest.approx(3.0 * state.blame)


def test_a_denial_of_harm_that_nobody_has_heard_of_does_nothing_later():
    core, state, watch = watched(REGARD % ("kfor", "1"))
    kin.answered(core, "kfor", -1.0)
    assert state.hurt_odds == 0.0
    assert hurt(core, watch, state, "special_police") == pytest.approx((3.0, 1.0))


def test_who_is_of_its_own_side_is_believed_whatever_its_kin_think():
    core, state, watch = watched(REGARD % ("serbian_list", "-1"))
    hurt(core, watch, state, "special_police")
    kin.answered(core, "serbian_list", -1.0)
    assert state.harm < 3.0


def test_entries_that_deny_confirm_and_name_reach_the_patron_and_without_belief_do_not():
    said = "at: '2022-07-31 07:00', who: kfor, says: so"
    acts = (
        f"timeline.said={{{said}, does: deny, denies: hurt}}",
        f"timeline.said={{{said}, does: confirm, confirms: hurt}}",
        f"timeline.said={{{said}, does: name, blamed_on: special_police}}",
    )
    told = {}
    for on in (True, False):
        for act in acts:
            model = started(
                "timeline.police_to_the_gates=null", REGARD % ("kfor", "0.9"), act,
                f"mechanisms.belief={str(on).lower()}",
            )  # fmt: skip
            core, state = model.core, model.core.state.patrons["belgrade"]
            core.log.add("shots", place="zvecan", source="armed_groups", target="serbs_north",
                         killed=3)  # fmt: skip
            while core.hours < 1.5:
                model.step()
            told[on, act] = state.harm
    denied, confirmed, named = (told[True, act] for act in acts)
    assert denied < confirmed
    assert denied < named
    assert told[False, acts[0]] == told[False, acts[1]]
