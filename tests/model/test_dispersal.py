"""Who disperses a place clears it of every crowd, and what they came to is over."""

import pytest

from sim.model.actions import Do
from sim.model.street_state import Rally
from sim.model.verbs.dispersal import crowds_at, disperse
from sim.scenario.mistakes import ScenarioError
from tests.model.worlds import quarter, started

TOWN = "mitrovica_north"
CAME = "{at: '2022-07-31 06:00', who: %s, does: rally, where: mitrovica_north, n: %d, lasting: 9 h}"
PUSH = (
    "timeline.push={at: '2022-07-31 16:00', who: special_police, does: disperse, "
    "where: mitrovica_north, n: 90}"
)
POLICE = (
    "timeline.police={at: '2022-07-31 06:00', who: special_police, does: deploy, "
    "where: {mitrovica_north: 120}, notice: 1 min}"
)
GROUPS = ("serbs_north", "albanians_north")


@pytest.fixture
def square():
    """Two crowds of one place, 900 and 300, and police who stand there."""
    return started(
        "timeline.police_to_the_gates=null", POLICE, PUSH,
        f"timeline.one={CAME % ('serbs_north', 900)}",
        f"timeline.other={CAME % ('albanians_north', 300)}",
        ticks=3,
    )  # fmt: skip


def push(model, **said):
    entry = model.core.plan.timeline["push"].model_copy(update=said)
    disperse(model.core, Do("push", entry, (), given=True))


def left_of_their_stay(core, group):
    """Mean hours that people of a group will still be out."""
    cells = core.cells_of([quarter(core, group, TOWN)])
    rows = core.people._out[cells[core.people.cell[core.people._out]]]
    return float((core.people.until[rows] - core.hours).mean())


def test_both_crowds_of_a_place_go_and_police_are_parted_by_their_size(square):
    core = square.core
    crowds = {crowd.group: crowd.people for crowd in crowds_at(core, TOWN)}
    assert list(crowds) == list(GROUPS)  # the largest first
    before = {group: left_of_their_stay(core, group) for group in GROUPS}
    push(square)
    for group in GROUPS:
        share = 1.0 - core.p.mobilisation.dispersed_share
        assert left_of_their_stay(core, group) == pytest.approx(share * before[group], rel=0.05)
    police = {one.parties[1]: one.people[0] for one in core.state.contacts.encounters}
    everybody = sum(crowds.values())
    assert police == {
        group: pytest.approx(90 * crowds[group] / everybody, rel=0.02) for group in GROUPS
    }


def test_an_entry_that_says_whom_leaves_the_others_where_they_are(square):
    core = square.core
    before = left_of_their_stay(core, "serbs_north")
    push(square, whom="albanians_north")
    assert left_of_their_stay(core, "serbs_north") == before
    police = {one.parties[1]: one.people[0] for one in core.state.contacts.encounters}
    assert police == {"albanians_north": 90}


def test_only_a_group_can_be_dispersed():
    with pytest.raises(ScenarioError, match=r"timeline\.push\.whom = kfor"):
        started(POLICE, PUSH.replace("n: 90", "n: 90, whom: kfor"))


def test_what_is_dispersed_is_over_and_nobody_joins_it(square):
    core = square.core
    others = Rally("serbian_list", "leposavic", "rally", 0.0, 99.0, 1.0, 0)
    here = others._replace(place=TOWN)
    later = here._replace(begins=50.0)
    core.state.rallies[:] = [others, here, later]
    assert sum(one.calls for one in core.state.contacts.arms) == 2
    push(square)
    assert not any(one.calls for one in core.state.contacts.arms)
    assert core.state.rallies == [others, here._replace(ends=core.hours), later]


def test_where_no_crowd_is_nobody_is_pushed_and_without_police_it_is_said(square):
    core = square.core
    core.state.posts[:] = [post for post in core.state.posts if post.actor != "special_police"]
    push(square)
    assert not core.state.contacts.encounters
    assert core.log.events[-1].kind == "short_of_people"
    core.people.stand_down(core.cells_of(list(range(len(core.state.quarters.rows)))), core.hours, 0)
    assert crowds_at(core, "leposavic") == []
