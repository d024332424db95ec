"""What people hear, from whom, and what they make of it: in the model."""

import math

import numpy as np
import pytest

from sim.model.effects import reports, triggers
from sim.model.rules import belief
from tests.model.test_triggers import GROUP, HERE, THERE, core_of, heard, row, stepped

RUMOURED = (
    "timeline.tale={at: '2022-07-31 06:00', who: telegram_channels, does: rumour, true: %s, "
    "where: leposavic, reach: 0.5}"
)
SPOKE = "timeline.spoke={at: '2022-07-31 06:15', who: %s, does: %s}"


def test_who_sees_it_knows_at_once_and_who_lives_elsewhere_hears_of_it_later():
    core = core_of()
    triggers.strike(core, "killing", (GROUP,), "leposavic")
    quarters = core.state.quarters
    assert quarters.shock[[row(core), row(core, THERE)]] == pytest.approx([0.25, 0.0])
    assert quarters.hurt_heard[[row(core), row(core, THERE)]].tolist() == [1.0, 0.0]
    [report] = core.state.reports
    assert report.due > core.hours
    heard(core)
    assert quarters.shock[row(core, THERE)] == pytest.approx(0.25)
    assert quarters.hurt_heard[row(core, THERE)] == 1.0
    assert core.state.reports == []


def test_news_comes_with_the_quickest_channel_and_is_as_reliable_as_they_are():
    with_channels, without = (
        core_of(),
        core_of(
            *(
                f"actors.{name}.audience=[albanians_south]"
                for name in ("media_serbian", "telegram_channels")
            )
        ),
    )
    delay, reliable = reports.channels_of(with_channels, GROUP)
    own = [with_channels.posture[name] for name in ("media_serbian", "telegram_channels")]
    assert delay == min(posture.delay for posture in own)
    straight = sum(p.reach * (1 - p.distortion) for p in own) / sum(p.reach for p in own)
    assert reliable == pytest.approx(straight)
    p = without.p.belief
    assert reports.channels_of(without, GROUP) == (p.word_hours, p.word_reliability)


def test_what_is_believed_of_a_death_as_worked_by_hand():
    core = core_of()
    triggers.strike(core, "killing", (GROUP,), "leposavic")
    quarters, reliable = core.state.quarters, reports.channels_of(core, GROUP)[1]
    assert quarters.hurt_odds[row(core)] == pytest.approx(core.p.belief.report * reliable)
    triggers.strike(core, "shots", (GROUP,), "leposavic")
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
    before, spreading = quarters.believing[here], quarters.spreading[here]
    weight = reports.weights(core, "belgrade")[here]
    reports.answer(core, "belgrade", [here], -1.0)
    p = core.p.appraisal
    assert weight == pytest.approx(p.official_reach * p.official_credibility * 0.8)
    odds = math.log(before / (1 - before)) - core.p.belief.answer * weight
    assert quarters.believing[here] == pytest.approx(belief.share_of(odds))
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
