"""What people hear, from whom, and what they make of it: in the model."""

import math

import numpy as np
import pytest

from sim.model.effects import reports, triggers
from sim.model.model import EscalationModel
from sim.model.rules import belief
from sim.scenario.load import load
from tests.model.test_triggers import GROUP, HERE, THERE, core_of, heard, row, stepped
from tests.model.worlds import SCENARIOS

RUMOURED = (
    "timeline.tale={at: '2022-07-31 06:00', who: telegram_channels, does: rumour, true: %s, "
    "where: leposavic, reach: 0.5}"
)
SPOKE = "timeline.spoke={at: '2022-07-31 06:15', who: %s, does: %s}"


def test_who_sees_it_knows_at_once_and_who_lives_elsewhere_hears_of_it_later():
    core = core_of()
    triggers.strike(core, "killing", (GROUP,), "leposavic")
    quarters = core.state.quarters
    assert quarters.shock[[row(core), row(core, THERE)]] == pytest.approx([0.4, 0.0])
    assert quarters.hurt_heard[[row(core), row(core, THERE)]].tolist() == [1.0, 0.0]
    assert core.state.reports
    assert all(report.due > core.hours for report in core.state.reports)
    heard(core)
    assert quarters.shock[row(core, THERE)] == pytest.approx(0.4)
    assert quarters.hurt_heard[row(core, THERE)] == pytest.approx(1.0)
    assert core.state.reports == []


CHANNELS = ("media_serbian", "telegram_channels")


def test_news_comes_by_every_channel_and_by_word_of_mouth_for_the_rest():
    core = core_of()
    found = {one.name: one for one in reports.carriers(core, GROUP)}
    assert found.keys() == {"", *CHANNELS}
    p, media = core.p.belief, core.posture["media_serbian"]
    assert found[""] == ("", 1.0, p.word_hours, p.word_reliability)
    assert found["media_serbian"][1:] == (media.reach, media.delay, 1.0 - media.distortion)
    triggers.strike(core, "killing", (GROUP,), "leposavic")
    first, *_ = told = sorted(core.state.reports)
    assert any(
        (first.share, first.reliability) == (one.reach, one.reliability) for one in found.values()
    )
    assert sum(report.share for report in told) == pytest.approx(1.0)


def test_people_can_rely_on_the_channels_they_follow_else_on_word_of_mouth():
    core = core_of()
    without = core_of(*(f"actors.{name}.audience=[albanians_south]" for name in CHANNELS))
    own = [core.posture[name] for name in CHANNELS]
    straight = sum(p.reach * (1 - p.distortion) for p in own) / sum(p.reach for p in own)
    assert reports.reliability(core, GROUP) == pytest.approx(straight)
    assert reports.reliability(without, GROUP) == without.p.belief.word_reliability
    [word] = reports.carriers(without, GROUP)
    assert (word.name, word.reach) == ("", 1.0)


def test_channels_make_more_of_shots_than_they_were_and_a_denial_takes_it_back():
    core = core_of()
    triggers.strike(core, "shots", (GROUP,), "leposavic")
    quarters, here, p = core.state.quarters, row(core), core.p.belief
    grown = 1.0 - reports.reliability(core, GROUP)
    assert quarters.hurt_odds[here] == pytest.approx(p.report * grown)
    assert quarters.hurt_heard[here] == pytest.approx(grown)
    shock = quarters.shock[here]
    quarters.danger[here] = 1.0
    reports.answer_hurt(core, "hospital", -1.0)
    weight = reports.weights(core, "hospital")[here]
    after = p.report * grown - p.answer * weight
    assert weight > 0.0
    assert quarters.hurt_odds[here] == pytest.approx(after)
    believed = belief.share_of(after - p.doubt) / belief.share_of(p.report * grown - p.doubt)
    assert quarters.danger[here] == pytest.approx(believed)
    assert quarters.shock[here] == shock  # it was heard all the same
    assert quarters.hurt_odds[row(core, THERE)] == 0.0  # nobody there has heard of it yet


def test_what_is_believed_of_a_death_as_worked_by_hand():
    core = core_of()
    triggers.strike(core, "killing", (GROUP,), "leposavic")
    quarters, reliable = core.state.quarters, reports.reliability(core, GROUP)
    assert quarters.hurt_odds[row(core)] == pytest.approx(core.p.belief.report * reliable)
    triggers.strike(core, "clash", (GROUP,), "leposavic")
    assert quarters.hurt_odds[row(core)] == pytest.approx(core.p.belief.report * reliable)
    reports.fade(core)
    faded = math.exp(-core.step / core.p.belief.odds_hours)
    assert quarters.hurt_odds[row(core)] == pytest.approx(core.p.belief.report * reliable * faded)


@pytest.mark.parametrize(("who", "blame"), [("special_police", 1.0), ("armed_groups", 0.3)])
def test_unknown_hands_are_blamed_on_the_others_by_some(who, blame):
    core = core_of()
    event = core.log.add("killing", source=who, place="leposavic", killed=1)
    triggers.strike(core, "killing", (GROUP,), "leposavic", event)
    assert core.state.quarters.blame[row(core)] == pytest.approx(blame)


@pytest.mark.parametrize(
    ("speaker", "culprit", "them", "regard"),
    [
        ("belgrade", "special_police", 1, 0.8),
        ("belgrade", "armed_groups", 0, 0.8),
        ("pristina", "special_police", 1, -0.8),  # distrusted
        ("pristina", "armed_groups", 0, -0.8),
    ],
)
def test_naming_moves_blame_by_who_is_trusted(speaker, culprit, them, regard):
    core = core_of()
    core.state.quarters.blame[:] = 0.3
    reports.name(core, speaker, culprit, 0.5)
    weight = 0.5 * core.p.appraisal.official_credibility * regard
    assert core.state.quarters.blame[row(core)] == pytest.approx(belief.named(0.3, them, weight))


KILLED = (
    "timeline.slain={at: '2022-07-31 06:00', who: %s, does: kill, whom: serbs_north, "
    "where: leposavic, n: 1}"
)


def believing(*sets):
    core = stepped(RUMOURED % "false", *sets)
    return core.state.quarters.believing[row(core)]


@pytest.mark.parametrize(
    ("speaker", "verb", "sign"),
    [
        ("belgrade", "deny, denies: all", -1),
        ("pristina", "deny, denies: all", 1),  # a denial by who is distrusted backfires
        ("belgrade", "confirm, confirms: tale", 1),
        ("pristina", "confirm, confirms: all", -1),
        ("belgrade", "confirm", 0),
    ],
)
def test_who_confirms_or_denies_decides(speaker, verb, sign):
    change = believing(SPOKE % (speaker, verb)) - believing()
    assert np.sign(round(change, 3)) == sign


def test_a_denial_is_worth_what_the_speaker_is():
    core = stepped(RUMOURED % "false")
    quarters, here = core.state.quarters, row(core)
    before, spreading = quarters.come_odds[here], quarters.spreading[here]
    weight = reports.weights(core, "belgrade")[here]
    reports.answer(core, "belgrade", [here], -1.0)
    p = core.p.appraisal
    assert weight == pytest.approx(p.official_reach * p.official_credibility * 0.8)
    odds, doubt = before - core.p.belief.answer * weight, -core.p.belief.doubt
    assert quarters.come_odds[here] == pytest.approx(odds)
    believed = quarters.heard[here] * (belief.share_of(doubt + odds) - belief.share_of(doubt))
    assert quarters.believing[here] == pytest.approx(believed)
    assert quarters.spreading[here] == pytest.approx(spreading * (1 - weight))


def test_what_is_true_cannot_be_denied():
    core = stepped(RUMOURED % "true")
    before = core.state.quarters.believing.copy()
    reports.answer(core, "belgrade", [row(core)], -1.0)
    assert np.array_equal(core.state.quarters.believing, before)


def test_without_belief_no_report_and_no_source_moves_anybody():
    core = stepped("mechanisms.belief=false", RUMOURED % "false", KILLED % "special_police")
    quarters = core.state.quarters
    assert not quarters.hurt_odds.any()
    before = quarters.believing.copy()
    reports.answer(core, "belgrade", [row(core, HERE)], -1.0)
    assert np.array_equal(quarters.believing, before)


def test_a_warning_by_who_is_trusted_is_believed_and_by_others_is_not_heard():
    core = core_of()
    quarters, here, p = core.state.quarters, row(core), core.p
    reports.warned(core, "pristina", (GROUP,), None)
    assert not quarters.heard.any()
    reports.warned(core, "belgrade", (GROUP,), None)
    weight = reports.weights(core, "belgrade")[here]
    assert quarters.come_odds[here] == pytest.approx(p.statements.warning * weight)
    assert quarters.heard[here] == pytest.approx(weight)
    assert quarters.believing[here] > 0.0
    assert set(np.flatnonzero(quarters.heard)) == set(quarters.of_groups((GROUP,)))
    before = quarters.believing[here]
    reports.answer(core, "belgrade", [here], -1.0)
    assert quarters.believing[here] < before


def test_a_rumour_of_the_evening_is_forgotten_by_morning_unless_it_is_told_again():
    coarse = ("ensemble.one_in=100", "clock.tick_minutes=30", "mechanisms.rumour=false")

    def believe(*sets: str) -> float:
        model = EscalationModel(load(SCENARIOS / "march_2004.yaml", (*coarse, *sets)))
        while model.core.hours < 25.5:  # half past seven, before the march
            model.step()
        quarters = model.core.state.quarters
        return float(quarters.believing[quarters.of_group["albanians_south"]].max())

    evening = believe("timeline.report_in_the_morning=null")
    assert evening < 0.1  # of at most 0.75, twelve hours and a half before: exp(-12.5 / 5) = 0.08
    assert believe() > 0.3
