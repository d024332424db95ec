"""What organisers do once a clock rings, in full: each name, number, cause and term by hand."""

from types import SimpleNamespace

import mesa
import numpy as np
import pytest

from sim.model.actions import Action
from sim.model.agents.organiser import Organiser
from sim.model.issue_views import IssueView
from sim.model.quarters import PARTS
from sim.model.state import Barricade, Echo
from tests.model.calm_view import Log
from tests.model.local_views import OFFICES, TOOLS, P, seeing, stopping, table_of

GROUPS = ("amber", "blue", "blue", "green")
PEOPLE = np.array([30.0, 40.0, 40.0, 90.0])
TRUCKS = TOOLS[0]._replace(name="trucks", lorries=3.0)


def organiser(number=0, *tools, log=None, issue=-1, **columns):
    """Organisers of the first of three towns, or of another, in a world of four quarters."""
    tools = tools or TOOLS
    plan = SimpleNamespace(means={tool.name: tool for tool in tools})
    rows = [SimpleNamespace(group=g, town=n % 3) for n, g in enumerate(GROUPS)]
    quarters = SimpleNamespace(
        rows=rows, parts=np.zeros((len(PARTS), 4)), entry_from=["gate", "", "", "pass"],
        shock_event=np.full(4, -1), hurt_event=np.full(4, -1),
        of_groups=lambda groups: [n for n, g in enumerate(GROUPS) if g in groups],
    )  # fmt: skip
    state = SimpleNamespace(
        quarters=quarters, salient=dict.fromkeys(GROUPS, "signs"),
        issues={"signs": SimpleNamespace(event=issue)},
        echoes=[Echo("blue", 0.9, 5.0, 13), Echo("green", 0.4, 5.0, 12)],
    )  # fmt: skip
    core = SimpleNamespace(
        plan=plan, state=state, p=P, log=log or Log(), quarter_people=PEOPLE,
        town_id=lambda town: f"town_{town}",
        map=SimpleNamespace(municipalities=[SimpleNamespace(seat=f"seat_{n}") for n in range(3)]),
    )  # fmt: skip
    return Organiser(mesa.Model(), core, table_of(tools, **columns), number)


def feel(agent, row, **parts):
    for name, felt in parts.items():
        agent.core.state.quarters.parts[PARTS.index(name), row] = felt


def test_organisers_are_those_of_one_committee():
    agent = organiser(2)
    assert (agent.actor, agent.name, agent.town) == ("council", "council/c", "town_2")
    assert (agent.number, agent.row.calls) == (2, (2,))


HALL = stopping((0.5, 0.25, 0, 0, 0), place=(0.75, 0, 0), where=("hall", "", ""))
AFRAID = {"threat": [0.7, 0.0, 0.0, 0.9], "stance": {"east": -1.0}, "live": [0.5, 0.0, 0.0]}
CALLS = {
    # what rang, means, goal, what it stops: of .5 on roads and .75 at a place
    "for blocks": (("barricade",), "barricade", "", 0.5),
    "for a crowd": (("crowd",), "crowd", "hall", 0.75),
    "for what stops most": (("barricade", "crowd"), "crowd", "hall", 0.75),
}


@pytest.mark.parametrize(("rang", "means", "goal", "denied"), CALLS.values(), ids=CALLS)
def test_a_call_in_full(rang, means, goal, denied):
    agent = organiser(log=Log(police_deployed={"": 3, "pass": 4}, raid=5))
    feel(agent, 3, entry=0.3, raid=0.02, means=0.006, words=0.005)
    [call] = agent.act(seeing(**AFRAID, denial=HALL), "call", rang)
    # .5, told to go home .3, a network half awake .05
    terms = {"threat": 0.9, "threshold": 0.75, "denied": denied}
    terms |= {"entry": 0.3, "raid": 0.02, "means": 0.006}
    assert dict(call.terms) == pytest.approx(terms)
    assert [name for name, _ in call.terms] == [*terms]
    assert call._replace(terms=()) == Action(
        "call", "list", "town_0", "green", causes=(4,), means=means, goal=goal
    )


def test_of_means_that_stop_as_much_the_last_by_name_is_called_for():
    agent = organiser()
    [call] = agent.act(seeing(denial=stopping((0,) * 5)), "call", ("crowd", "barricade"))
    assert (call.means, call.target) == ("crowd", "amber")


def test_work_is_withheld_in_full():
    agent = organiser(0, TOOLS[0], OFFICES, log=Log(raid=5))
    feel(agent, 3, raid=0.4)
    there = stopping((0,) * 5, where=("hall", "", ""))
    there.offices = np.array([0.8, 0.0, 0.0])
    [act] = agent.act(seeing(threat=[0.0, 0.0, 0.0, 0.9], denial=there), "call", ("offices",))
    terms = (("threat", 0.9), ("threshold", 0.5), ("denied", 0.4), ("raid", 0.4))
    assert act == Action(
        "withhold", "list", "town_0", "green", causes=(5,), terms=terms, means="offices"
    )


@pytest.mark.parametrize(
    ("log", "causes"), [(Log(order_down=3, concession=4), (3,)), (Log(concession=4), (4,))]
)
def test_work_is_taken_up_and_sites_are_left_for_the_word_or_the_deal(log, causes):
    agent = organiser(2, log=log)
    view = seeing(weariness=[0.0, 0.0, 0.25], threat=[0.0, 0.0, 0.5, 0.0])
    terms = (("weariness", 0.25),)
    assert agent.act(view, "take_up", ("offices", "schools")) == [
        Action("take_up", "council", "town_2", causes=causes, terms=terms, means=name)
        for name in ("offices", "schools")
    ]
    terms = (("will_to_hold", 0.25), ("will_needed", 0.35))  # half of the threat; .1 more
    assert agent.act(view, "remove", ("c1", "a1")) == [
        Action("remove", "council", site, causes=causes, terms=terms) for site in ("c1", "a1")
    ]


def test_a_call_is_made_again_in_full_and_called_off():
    agent = organiser(log=Log(raid=5))
    feel(agent, 3, raid=0.4)
    view = seeing(threat=[0.7, 0.0, 0.0, 0.9], novelty=[0.0, 0.0, 0.0, 0.01])
    terms = (("threat", 0.9), ("threshold", 0.5))
    again = Action("call", "list", "town_0", "green", causes=(5,), terms=terms)
    assert agent.act(view, "call_again", ("",)) == [again]
    assert agent.act(view, "call_off", ("",)) == [Action("call_off", "list", "town_0")]


OUT = {"out": [30.25, 0.0, 0.0, 10.5], "threat": [0.4, 0.0, 0.0, 0.3]}


def built(site, denied, groups, means="barricade"):
    terms = (
        ("people", 40.75), ("people_least", 20.0), ("threat", 0.4), ("threat_least", 0.2),
        ("lorry_groups", groups), ("denied", denied),
    )  # fmt: skip
    return Action("build", "list", site, n=41, causes=(3, 5), terms=terms, means=means)


BUILD = {
    # lorry groups, what rang, what is built: half a group builds one, and nobody builds twice
    "two": (2.0, ("barricade/a1", "barricade/a1", "barricade/a2"), [("a1", 0.8), ("a2", 0.7)]),
    "half a group left": (1.5, ("barricade/a2", "barricade/a1"), [("a2", 0.7), ("a1", 0.8)]),
    "less": (1.4, ("barricade/a2", "barricade/a1"), [("a2", 0.7)]),
    "none": (0.4, ("barricade/a1",), []),
    "too few for one means": (1.4, ("trucks/a1", "barricade/a1"), [("a1", 0.8)]),
}


@pytest.mark.parametrize(("groups", "rang", "sites"), BUILD.values(), ids=BUILD)
def test_barricades_are_built_in_full(groups, rang, sites):
    log = Log(sirens_on={"": 2, "town_0": 3}, crowd={"": 4, "town_0": 5})
    agent = organiser(0, *TOOLS, TRUCKS, log=log, groups=[groups, 1.0, 1.0])
    view = seeing(**OUT, denial=stopping((0.8, 0.7, 0, 0, 0)))
    assert agent.act(view, "build", rang) == [built(*site, groups) for site in sites]


@pytest.mark.parametrize(("groups", "n"), [(1.5, 1), (1.4, 0)])
def test_what_stands_takes_lorries_from_what_is_built(groups, n):
    log = Log(sirens_on={"town_0": 3}, crowd={"town_0": 5})
    agent = organiser(log=log, groups=[groups, 1.0, 1.0])
    standing = {"a1": Barricade(0.0, "list", 0, means="barricade")}
    view = seeing(**OUT, denial=stopping((0.8, 0.7, 0, 0, 0)), standing=standing)
    assert agent.act(view, "build", ("barricade/a2",)) == [built("a2", 0.7, groups)] * n


@pytest.mark.parametrize(
    ("log", "causes"),
    [(Log(killing=3, police_deployed=4), (3,)), (Log(police_deployed=4), (4,)), (Log(), ())],
)
def test_a_plan_goes_up_in_full(log, causes):
    force = {"signs": IssueView(hours_left=-20.0)}
    view = seeing(level=[1.0, 2.0, 0.0], issues=force)
    terms = (("level", 1.0), ("hours_of_deadlock", 20.0))
    raised = Action("escalate", "list", n=2, causes=causes, terms=terms)
    assert organiser(log=log).act(view, "escalate", ("list",)) == [raised]
    terms = (("level", 0.0), ("hours_of_deadlock", 0.0))
    first = Action("escalate", "council", n=1, causes=causes, terms=terms)
    assert organiser(2, log=log).act(view, "escalate", ("council",)) == [first]


RALLY = {
    # committee, event of the issue, who is called where: of towns of one size the first
    "an issue": (0, 0, "list", "seat_0", "amber", (0,)),
    "an arrest": (0, -1, "list", "seat_0", "amber", (9,)),
    "of two towns": (2, 7, "council", "seat_1", "blue", (7,)),
}


@pytest.mark.parametrize(
    ("number", "issue", "actor", "seat", "group", "causes"), RALLY.values(), ids=RALLY
)
def test_a_rally_is_called_in_full(number, issue, actor, seat, group, causes):
    agent = organiser(number, log=Log(arrest=9), issue=issue)
    felt = {"grievance": {"amber": 0.5, "blue": 0.5}, "salience": {"amber": 0.1}}
    terms = (("complaint", 0.4), ("complaint_needed", 0.2))  # .8 of what is held against them
    rally = Action("rally", actor, seat, group, causes=causes, terms=terms, means="rally")
    assert agent.act(seeing(**felt), "rally", ("march", "rally")) == [rally]
    agent.core.state.issues.clear()
    [one] = agent.act(seeing(**felt), "rally", ("march",))
    assert (one.means, one.causes) == ("march", (9,))


def test_a_rally_is_called_where_most_of_them_live():
    agent = organiser(2)
    agent.core.quarter_people = np.array([99.0, 40.0, 41.0, 99.0])
    [one] = agent.act(seeing(), "rally", ("rally",))
    assert one.place == "seat_2"


EVENTS = Log(
    police_deployed={"": 1, "pass": 2}, raid=3, rumour={"": 4, "town_0": 5}, barricade_built=6,
    march=7, crowd=8,
)  # fmt: skip
FEWER = Log(police_deployed=1, rumour=4, crowd=8)
REASONS = {
    # part of the threat that is felt: the event that is most of it, and with fewer events known
    "salience": ((0,), (0,)),
    "entry": ((2,), (1,)),
    "raid": ((3,), ()),
    "shock": ((0,), (0,)),
    "lasting": ((0,), (0,)),
    "hurt": ((11,), (11,)),
    "rumour": ((5,), (4,)),
    "words": ((12,), (12,)),
    "means": ((6,), ()),
    "faced": ((7,), (8,)),
}


@pytest.mark.parametrize(("part", "causes"), REASONS.items(), ids=REASONS)
def test_each_part_of_the_threat_names_its_event_once_it_matters(part, causes):
    for log, wanted in zip((EVENTS, FEWER), causes, strict=True):
        agent = organiser(log=log, issue=0)
        quarters = agent.core.state.quarters
        quarters.shock_event[3], quarters.hurt_event[3] = 0, 11
        for felt, found in ((0.02, ()), (0.03, wanted)):
            feel(agent, 3, **{part: felt})
            assert agent._reasons(3) == found


def test_what_has_no_event_is_no_reason():
    agent = organiser()
    agent.core.state.issues = {}
    feel(agent, 0, **dict.fromkeys(("salience", "shock", "lasting", "hurt"), 0.5))
    assert agent._reasons(0) == ()
    agent.core.state.issues = {"signs": SimpleNamespace(event=-1)}
    assert agent._reasons(0) == ()
