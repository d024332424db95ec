"""Two forces that stand before each other and are shot at: who answers, and when it ends."""

import numpy as np
import pytest

from sim.model.contact_state import Duel
from sim.model.contacts import bouts, exchange
from sim.model.effects import reports
from sim.model.model import EscalationModel
from sim.model.state import Post
from sim.scenario.load import load

ONE, OTHER, SITE = "kyrgyz_guards", "tajik_guards", "golovnoy"
KEY = (SITE, ONE, OTHER)


@pytest.fixture
def core():
    """Guards of both sides at the water intake; at a restraint of .5 each answer is sure."""
    sets = [f"actors.{name}.posture.restraint=0.5" for name in (ONE, OTHER)]
    loaded = load("scenarios/water_intake_2021.yaml", ("ensemble.one_in=1000", *sets))
    core = EscalationModel(loaded).core
    core.state.posts = [Post(name, "", SITE, 15, 0.0) for name in (ONE, OTHER)]
    return core


def shot_at(core, target, source):
    event = core.log.add("shots", place=SITE, source=source, target=target)
    exchange.resolve(core)
    answers = core.log.events[event + 1 :]
    return [(e.source, e.target) for e in answers if e.target in (ONE, OTHER)]


def test_who_is_shot_at_by_those_who_face_them_shoots_and_is_answered(core):
    assert shot_at(core, ONE, OTHER) == [(ONE, OTHER), (OTHER, ONE)]
    assert core.state.contacts.duels[KEY].bursts == 1.0


def test_of_hidden_gunmen_it_is_held_against_the_others_as_far_as_it_can_be_told(core):
    core.p.armed_fire.identifies = 0.0
    assert shot_at(core, ONE, "armed_tajik") == []
    core.p.armed_fire.identifies = 1.0
    assert shot_at(core, ONE, "armed_tajik")[0] == (ONE, OTHER)


def test_nobody_answers_without_fire_or_with_nobody_before_them_or_under_a_word_to_stand_down(core):
    core.state.patrons["bishkek"].stance = -1.0
    assert shot_at(core, ONE, OTHER) == []
    core.state.patrons["bishkek"].stance = 0.0
    core.state.posts.pop()
    assert shot_at(core, ONE, OTHER) == []


def test_it_is_over_after_a_lull(core):
    core.state.contacts.duels[KEY] = Duel(core.hours - core.p.contact.lull_hours)
    exchange.resolve(core)
    assert core.state.contacts.duels == {}


def test_nobody_comes_to_blows_where_forces_exchange_fire(core, monkeypatch):
    met = []
    monkeypatch.setattr(bouts, "come_to_blows", lambda _core, meeting: met.append(meeting.place))
    core.state.quarters.out = np.full_like(core.state.quarters.out, 100.0)
    bouts.resolve(core)
    assert SITE in met
    met.clear()
    core.state.contacts.duels[KEY] = Duel(core.hours)
    bouts.resolve(core)
    assert SITE not in met


def test_a_soldier_of_their_own_who_is_killed_beside_them_makes_coming_out_dangerous(core):
    event = core.log.add("shots", place=SITE, source=OTHER, target=ONE, killed=1)
    reports.warn(core, core.log.events[event])
    rows = core.state.quarters.of_group
    sure = reports.reliability(core, "kyrgyz")
    assert core.state.quarters.danger[rows["kyrgyz"]] == pytest.approx(sure)
    assert not core.state.quarters.danger[rows["tajik"]].any()
