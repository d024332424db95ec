"""A person who is held is an issue of its own: from the arrest to the release."""

from pathlib import Path

import pytest

from sim.model.actions import Action
from sim.model.carrying_out import EFFECTS
from sim.model.model import EscalationModel
from sim.scenario.load import load
from sim.scenario.mistakes import ScenarioError

CUSTODY = Path(__file__).parents[2] / "scenarios" / "situations" / "custody.yaml"


def at_hour(hour, *sets):
    model = EscalationModel(load(CUSTODY, ("ensemble.one_in=40", *sets)), run=0)
    while model.core.hours < hour:
        model.step()
    return model


def contested(model):
    core = model.core
    return core.is_contested("custody"), core.state.salience.get("hill", 0.0) > 0.0


def test_custody_is_an_issue_only_while_the_person_is_held():
    assert contested(at_hour(27.0)) == (False, False)
    assert contested(at_hour(29.0)) == (True, True)
    assert contested(at_hour(29.0, "timeline.taken=null", "issues.custody.person=null")) == (
        True, True,
    )  # fmt: skip
    freed = "{at: '2031-05-06 12:00', who: republic, does: release, person: the mayor, "
    freed += "exogenous: true}"
    assert contested(at_hour(33.0, f"timeline.freed={freed}")) == (False, False)


@pytest.mark.parametrize(
    ("deal", "left"), [("free", "release_left"), ("home", "house_arrest_left")]
)
def test_a_deal_over_custody_lets_the_person_go(deal, left):
    model = at_hour(29.0)
    core = model.core
    before = core.state.quarters.shock.sum()
    EFFECTS["concede"](core, Action("concede", "republic", "custody", deal))
    let_go = core.log.events[-1]
    assert (let_go.kind, let_go.says, let_go.given) == ("release", "the mayor", False)
    assert core.state.held_persons == {}
    taken_back = (before - core.state.quarters.shock.sum()) / before
    gone = 1.0 - getattr(core.p.appraisal, left)
    assert taken_back == pytest.approx(gone, abs=0.05)
    model.step()
    assert contested(model)[0] is False


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("issues.custody.person=the major", 'did you mean "the mayor"'),
        ("issues.custody.object=rule", "so that the issue is one of object: custody"),
    ],
)
def test_who_is_held_is_one_whom_an_entry_arrests(said, told):
    with pytest.raises(ScenarioError, match=told):
        load(CUSTODY, (said,))
