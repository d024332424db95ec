"""What is given is tried first: later, or not at all."""

from functools import cache

import pytest

from sim.experiment.simulate import simulate
from sim.scenario.load import load
from sim.studies.why.changes import Lever
from sim.studies.why.given import bloc, entry_of, left_out
from tests.model.worlds import SCENARIOS, SEED

MOVE = "timeline.answered={{when: {}, who: eu, does: state, says: x}}"


@cache
def given_events(name, *sets):
    plan = load(SCENARIOS / f"{name}.yaml", ("ensemble.one_in=100", *sets))
    return plan, [event for event in simulate(plan, SEED, 0).events if event.given]


@pytest.mark.parametrize(
    ("name", "sets"),
    [
        ("mitrovica", ("clock.days=2",)),
        ("raid_2021", ()),
        pytest.param("september_2022", (), marks=pytest.mark.slow),
    ],
)
def test_every_given_event_of_a_run_leads_to_the_entry_or_issue_that_set_it(name, sets):
    plan, events = given_events(name, *sets)
    scenario = plan.scenario
    set_by = {entry_of(event, scenario) for event in events if event.kind != "decision"}
    at = {entry for entry, what in scenario.timeline.items() if what.at is not None}
    assert set_by - {None} == at
    for event in events:
        [lever] = left_out(event, scenario)
        assert isinstance(lever, Lever)
        assert lever.side == bloc(event.source, scenario)
        for step in lever.steps:
            assert load(plan.path, (*sets, *step.overrides)), step.words


def without(event, plan, sets):
    """The run without a given event."""
    [lever] = left_out(event, plan.scenario)
    return simulate(load(plan.path, ("ensemble.one_in=100", *sets, *lever.steps[-1].overrides)),
                    SEED, 0)  # fmt: skip


@pytest.mark.parametrize("waits", [None, "not denazification_post"])
def test_what_is_left_out_does_not_happen_or_only_when_all_is_over(waits):
    sets = ("clock.days=2", *([MOVE.format(waits)] if waits else []))
    plan, events = given_events("mitrovica", *sets)
    for event in events:
        run = without(event, plan, sets)
        again = [
            e
            for e in run.events
            if (e.kind, e.source, e.place, e.says)
            == (event.kind, event.source, event.place, event.says)
            and e.given
        ]
        assert all(e.tick >= plan.scenario.clock.n_ticks - 1 for e in again), event


def test_what_emerged_and_what_the_start_holds_has_no_entry():
    plan, events = given_events("mitrovica", "clock.days=2")
    assert not list(left_out(events[0]._replace(given=False), plan.scenario))
    stands = events[0]._replace(kind="barricade_built", source="serbian_list")
    assert not list(left_out(stands, plan.scenario))
