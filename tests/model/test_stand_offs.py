"""Two forces before each other: who presses, what holds them back, who fires."""

import pytest

from sim.model.contact_state import HOLD, PRESS
from sim.model.contacts import bouts, exchange, firing
from sim.model.contacts.stand_offs import stand_offs
from sim.model.model import EscalationModel
from sim.model.relations import relations
from sim.scenario.load import load

LINE = "scenarios/adaisseh_2010.yaml"
FIXED = ("ensemble.posture=fixed",)
A_TICK = 1 / 12


class Luck:
    """Draws under which all that has a chance comes about."""

    def uniform(self):
        return 0.0

    def exponential(self):
        return 1.0

    def poisson(self, mean):
        return round(mean)

    def binomial(self, n, p):
        return round(n * p)


def at(hours, *over):
    """The case at an hour since six in the morning."""
    model = EscalationModel(load(LINE, (*FIXED, *over)))
    for _ in range(round(hours / A_TICK)):
        model.step()
    return model.core


def fires(core, **orders):
    """Who fires at whom in one push of the stand-off, by orders of fire that are given here."""
    meeting = next(stand_offs(core))
    for name, order in orders.items():
        core.posture[name].order_of_fire = order
    before = len(core.log.events)
    firing.in_a_push(core, meeting, Luck(), -1, before - 1)
    return [(e.source, e.target) for e in core.log.events[before:] if e.kind == "shots"]


def test_who_carries_out_what_is_contested_presses_once_it_takes_effect():
    before, after = ([side.posture for side in next(stand_offs(at(h))).sides] for h in (5.9, 6.2))
    assert before == [HOLD, HOLD]
    assert after == [PRESS, HOLD]  # Israel decides on the tree


def test_one_side_alone_stands_before_nobody():
    assert not list(stand_offs(at(5.0)))


def test_numbers_between_and_restraint_hold_it_back():
    """15 of UNIFIL at .8, of a company of 100, deter d 12 %; both forces hold back a half."""
    core = at(6.2)
    meeting = next(stand_offs(core))
    left = 1.0 - core.p.interposition.deterrence * 0.12
    assert meeting.share == pytest.approx(left * 0.5 * 0.5)
    rate = bouts.rate_of(core, meeting, bouts.bout_of(core, meeting))
    p = core.p.contact
    few = 15.0 / p.enough  # fifteen on each side are fewer than begin at once
    assert rate == pytest.approx(p.rate * p.press * meeting.heat * meeting.share * few)


def test_only_who_sees_its_line_crossed_fires_first_and_the_other_answers():
    pressed = at(6.2)
    first = [("lebanese_army", "israeli_army")]
    assert fires(pressed, israeli_army="line", lebanese_army="line") == first
    before = len(pressed.log.events)
    exchange.resolve(pressed)
    assert pressed.log.events[before].source == "israeli_army"
    assert not fires(at(5.9), israeli_army="line", lebanese_army="line")
    assert not fires(at(6.2), israeli_army="line", lebanese_army="if_fired_at")


def test_without_a_mandate_to_fire_nobody_does():
    only = "mandates.armies_at_the_line.may=[enter, hold]"
    assert not fires(at(6.2, only), israeli_army="free", lebanese_army="line")


def test_it_comes_about_and_not_without_contacts():
    def incidents(*over):
        found = 0
        for run in range(4):
            model = EscalationModel(load(LINE, over), run)
            while model.running:
                model.step()
            found += sum(e.source.endswith("_army") for e in model.core.log.of_kind("scuffle"))
        return found

    assert incidents() > 0
    assert incidents("mechanisms.contact=false") == 0


def test_forces_face_each_other_only_where_whom_they_serve_is_opposed():
    city = relations(load("scenarios/crown_heights_1991.yaml").scenario)
    assert not city.face("precinct", "task_force")
    base = relations(load("scenarios/mitrovica.yaml").scenario)
    assert base.face("special_police", "serbian_army")
    assert not base.face("special_police", "ksf")
