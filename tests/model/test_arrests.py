"""What ends violence: police who take people, who is seen to, who has had his fill; and charges."""

import numpy as np
import pytest

from benchmarks.contacts import CROWD, FORCE, PLACE, TOWN
from sim.model.contact_state import CLEAR, PRESS, Encounter
from sim.model.contacts import arrests, bouts
from sim.model.contacts.parties import meeting_of
from sim.model.model import EscalationModel
from sim.model.residents import OUT, RESTING
from sim.model.state import Post
from sim.scenario.load import load

N = 600


def town(*sets, run=0):
    """An invented town with a crowd out at a place, and riot police before it."""
    model = EscalationModel(load(TOWN, ("ensemble.one_in=2", *sets)), run=run)
    core = model.core
    rows = core.state.quarters.of_group[CROWD]
    cells = np.flatnonzero(core.cells_of(rows.tolist())).tolist()
    core.people.send_out(cells, N, 0.0, lambda draws: draws * 48.0)
    return model, cells


def fight(core, police=200.0, postures=(CLEAR, PRESS), crowd=float(N)):
    """One push of police with the crowd."""
    how = Encounter("fight", PLACE, (FORCE, CROWD), (police, crowd), postures, 99.0)
    meeting = meeting_of(core, how)
    bout = bouts.bout_of(core, meeting)
    event = bouts.push(core, meeting, bout)
    return meeting, bout, event


def people_held(core):
    return sum(e.people for e in core.log.events if e.kind == "arrest")


def test_who_is_taken_is_off_the_street_until_released():
    model, _ = town("parameters.arrests.rate=0.2", "parameters.contact.per_push=0")
    core = model.core
    before = core.people.count_out().sum()
    fight(core)
    held = people_held(core)
    assert held > 5
    assert core.people.count_out().sum() == pytest.approx(before - held, abs=2)
    away = core.people.status == RESTING
    assert np.unique(core.people.until[away]).tolist() == [core.p.arrests.custody_hours]
    core.people.go_home(core.p.arrests.custody_hours, 0.0)
    assert not (core.people.status == RESTING)[away].any()


def test_those_who_lead_them_away_are_off_the_line_for_hours():
    core = town("parameters.arrests.rate=0.2")[0].core
    meeting, bout, _ = fight(core)
    away = bout.escorts
    assert away == pytest.approx(core.p.arrests.officers * people_held(core))
    left = arrests.without_escorts(meeting, bout).sides
    assert min(side.people for side in left) == pytest.approx(200.0 - away)
    core.hours += core.p.arrests.away_hours
    assert bouts.bout_of(core, meeting).escorts == pytest.approx(away / np.e)


@pytest.mark.parametrize(
    "sets",
    [
        ("mechanisms.arrests=false",),
        (f"mandates.no_arrests={{who: [{FORCE}], may_not: [arrest]}}",),
    ],
)
def test_nobody_is_taken_without_the_mechanism_or_a_mandate(sets):
    core = town("parameters.arrests.rate=0.2", *sets)[0].core
    fight(core)
    assert people_held(core) == 0


def test_overwhelming_police_keep_people_at_home_and_a_thin_line_does_not():
    core = town()[0].core
    fight(core)
    found = []
    for n in (0, 60, 1200):
        core.state.posts = [Post(FORCE, "", PLACE, n, 0.0)]
        arrests.risk(core)
        found.append(core.state.quarters.risk[core.state.quarters.of_group[CROWD]].max())
    assert found[0] == 0.0
    assert found[1] < 0.3
    assert found[2] > 0.9


def test_many_police_end_it_more_often_than_few():
    """Pushes of a day in which nobody is sent home, by the rate that is left."""
    rates = []
    for n in (60, 1200):
        core = town()[0].core
        fight(core, float(n))
        core.state.posts = [Post(FORCE, "", PLACE, n, 0.0)]
        arrests.risk(core)
        how = Encounter("fight", PLACE, (FORCE, CROWD), (float(n), float(N)), (PRESS, PRESS), 99.0)
        meeting = meeting_of(core, how)
        rates.append(max(side.urge for side in meeting.sides if not side.is_force))
    assert rates[1] < 0.2 * rates[0]


def test_who_fought_stays_at_home_longer_than_who_stood_by():
    model, _ = town("parameters.arrests.rate=0", "parameters.contact.per_push=0")
    core = model.core
    fight(core)
    out = core.people.status == OUT
    core.people.go_home(48.0 * 20, 10.0)
    longer = core.people.until[out & (core.people.status == RESTING)] > 48.0 * 20 + 10.0
    assert 0 <= longer.sum() < out.sum()
    assert core.people._full is not None
    assert (core.people._full > 0.0).sum() * 2 == pytest.approx(
        core.p.contact.militants_most * N, rel=0.7
    )


def test_police_who_disperse_a_crowd_that_stands_hurt_more_than_they_are_hurt():
    hurt = {CROWD: 0, FORCE: 0}
    for run in range(6):
        core = town("parameters.arrests.rate=0", run=run)[0].core
        fight(core, 150.0, (CLEAR, "hold"))
        for event in core.log.events:
            if event.kind == "scuffle" and event.target in hurt:
                hurt[event.target] += event.injured
    assert hurt[CROWD] > 4 * hurt[FORCE]
