"""What leaders know: public events reach each as reports of them can be believed."""

import pytest

from sim.model import news
from sim.model.rules.belief import at_once, known_after
from sim.model.street_state import Barricade
from sim.model.views import snapshot
from sim.terms.ladder import CLOSED_CROSSING, OBSTRUCTION
from tests.model.worlds import started

POINT = "leposavic_south"


@pytest.mark.parametrize(
    ("sources", "hours"),
    [
        (((0.1, 1.0), (0.7, 0.7)), 0.1),  # 3.2 from own people is above a doubt of 3
        (((0.1, 0.7), (0.5, 0.9)), 0.5),  # 2.24 is not, 5.12 with a second source is
        (((0.7, 0.7),), 1.4),  # word of mouth alone is waited for again: 4.48
        (((0.7, 0.2),), 3.5),  # .64 five times
        (((0.7, 0.0),), float("inf")),
    ],
)
def test_an_event_is_known_once_it_is_likelier_than_not(sources, hours):
    assert known_after(sources, 3.2, 3.0) == pytest.approx(hours)
    assert at_once(sources, 3.2, 3.0) == 0.0


def core_of(*sets):
    core = started("timeline.police_to_the_gates=null", *sets).core
    core.state.news.due.clear()
    return core


def heard_by(core, hours):
    """Leaders who know of the latest event after some hours."""
    core.hours += hours
    news.spread(core)
    core.hours -= hours
    last = len(core.log.events) - 1
    return {name for name, known in core.state.news.known.items() if last in known.events}


@pytest.mark.parametrize(
    ("source", "target", "place", "first"),
    [
        ("armed_groups", "special_police", "brnjak_crossing", {"belgrade", "pristina"}),
        ("serbs_north", "", "zvecan", {"belgrade", "pristina"}),  # police of one, kin of the other
        ("eu", "", "", {"eu"}),
    ],
)
def test_who_has_people_there_or_a_part_in_it_knows_first(source, target, place, first):
    core = core_of()
    core.log.add("shots", source=source, target=target, place=place)
    news.spread(core)
    assert heard_by(core, 0.0) == set()
    assert heard_by(core, core.p.belief.own_hours) >= first
    assert "us_embassy" not in heard_by(core, core.p.belief.own_hours)
    assert heard_by(core, 0.5) == core.state.news.known.keys()


def test_without_belief_everybody_knows_at_once():
    core = core_of("mechanisms.belief=false")
    core.log.add("shots", source="armed_groups", place="zvecan")
    assert heard_by(core, 0.0) == core.state.news.known.keys()


def test_a_leader_decides_on_what_it_knows_of():
    model = started("timeline.police_to_the_gates=null")
    core = model.core
    core.state.news.due.clear()
    event = core.log.add("barricade_built", source="serbian_list", place=POINT, target="pristina")
    core.state.standing[POINT] = Barricade(0.0, "serbian_list", event)
    news.spread(core)
    core.state.rung = core.log.rung(OBSTRUCTION)
    view = snapshot(core, model._presence.fire, model._denial.now(core))
    assert (view.rung, view.rung_for("us_embassy")) == (OBSTRUCTION, 0)
    assert view.standing_for("us_embassy") == {}
    assert view.standing_for("serbian_list") == core.state.standing  # no leader
    heard_by(core, 1.0)
    assert view.rung_for("us_embassy") == OBSTRUCTION
    assert view.standing_for("us_embassy") == core.state.standing
    assert view.rung_for("us_embassy") < CLOSED_CROSSING


def test_what_is_given_is_known_and_has_no_rung_of_its_own():
    core = core_of()
    core.log.add("shots", source="armed_groups", place="zvecan", given=True)
    news.spread(core)
    assert "belgrade" in heard_by(core, 9.0)
    assert core.state.news.known["belgrade"].rungs.highest == 0
