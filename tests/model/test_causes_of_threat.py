"""The causes that organisers name are the events behind the largest terms of what they fear."""

import pytest

from sim.model.actions import Action
from sim.model.carrying_out import EFFECTS
from sim.model.quarters import PARTS
from tests.model.worlds import quarter, started

BARE = ("timeline.police_to_the_gates=null", "timeline.first_address=null")
ISSUE = (
    "issues.{}={{decided_by: pristina, takes_effect: '2022-07-31 06:00', salience: "
    "{{serbs_north: {}}}}}"
)


def organiser(model):
    found = (a for a in model.agents if type(a).__name__ == "Organiser")
    return min(found, key=lambda agent: agent.town)


def reasons(model):
    """Events that an organiser would name as its reasons now."""
    agent = organiser(model)
    found = agent._reasons(quarter(model.core, "serbs_north", agent.town))
    return [model.events[event] for event in found]


@pytest.mark.parametrize("names", [("aaa", "zzz"), ("zzz", "aaa")])
def test_the_issue_that_matters_most_is_the_cause_wherever_it_stands(names):
    small, large = names
    sets = ("issues.plates_and_papers=null", ISSUE.format(small, 0.2), ISSUE.format(large, 0.9))
    model = started(*BARE, *sets)
    assert [e.says for e in reasons(model) if e.kind == "decision"] == [large]


def shoot(model, place):
    EFFECTS["shoot"](model.core, Action("shoot", "armed_groups", place, "special_police"))
    return len(model.events) - 1


def test_the_violence_that_is_most_of_the_fear_is_the_cause_and_not_the_latest():
    model = started(*BARE)
    here = organiser(model).town
    elsewhere = max(a.town for a in model.agents if type(a).__name__ == "Organiser")
    assert elsewhere != here
    near = shoot(model, here)
    shoot(model, elsewhere)
    model.step()
    assert [e.id for e in reasons(model) if e.kind == "shots"] == [near]


def test_what_was_before_the_start_is_the_cause_of_no_later_event():
    model = started(
        *BARE,
        "initial.triggers=[{what: a, kind: killing, times: 4, hours_ago: 0, "
        "felt_by: [serbs_north]}]",
    )
    here = organiser(model).town
    shoot(model, here)
    assert not [e for e in reasons(model) if e.kind == "shots"]


def feared(part):
    """A model in which one part is all of the threat, its organiser, and the row who feels it."""
    model = started(*BARE)
    agent, quarters = organiser(model), model.core.state.quarters
    row = quarter(model.core, "serbs_north", agent.town)
    quarters.parts[:, row] = 0.0
    quarters.parts[PARTS.index(part), row] = 0.5
    return model, agent, row


def test_what_lasts_from_before_the_start_has_no_event_to_name():
    model, agent, row = feared("lasting")
    quarters = model.core.state.quarters
    assert quarters.shock_event[row] < 0
    assert agent._reasons(row) == ()
    shot = shoot(model, agent.town)
    assert agent._reasons(row) == (shot,)


def test_the_first_event_of_a_run_can_be_the_harm_that_is_feared():
    model, agent, row = feared("hurt")
    quarters = model.core.state.quarters
    for event, causes in ((-1, ()), (0, (0,))):
        quarters.hurt_event[row] = event
        assert agent._reasons(row) == causes


def test_the_words_that_are_feared_most_are_the_cause_and_not_the_latest():
    said = "timeline.{}={{at: '2022-07-31 06:{}', who: eu, does: state, says: {}, effect: {}}}"
    loud, low = "{threat: {serbs_north: 0.9}}", "{threat: {serbs_north: 0.1}}"
    model = started(
        *BARE,
        said.format("loud", "00", "loud", loud),
        said.format("low", "15", "low", low),
        ticks=3,
    )
    assert [e.says for e in reasons(model) if e.kind == "statement"] == ["loud"]


def test_the_post_that_is_felt_most_is_the_cause_and_not_the_latest():
    sent = "timeline.{}={{at: '2022-07-31 06:{}', who: special_police, does: deploy, {}}}"
    model = started(
        *BARE[1:], BARE[0],
        sent.format("many", "00", "where: jarinje_crossing, n: 150"),
        sent.format("few", "15", "where: brnjak_crossing, n: 1"), ticks=4,
    )  # fmt: skip
    found = {e.place for e in reasons(model) if e.kind == "police_deployed"}
    assert found == {"jarinje_crossing"}
