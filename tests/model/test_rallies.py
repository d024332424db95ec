"""Rallies: who calls them when, who comes, and what is told of them."""

from tests.model.test_switches import off
from tests.model.worlds import count, runs, started

NOTHING_TO_STOP = (
    "issues.plates_and_papers.on_roads=0", "timeline.police_to_the_gates=null", "clock.days=4",
)  # fmt: skip
N = 4


def test_who_cannot_stop_it_rallies_and_blocks_nothing():
    made = runs(N, *NOTHING_TO_STOP)
    rallies = [event for run in made for event in run.events if event.kind == "rally"]
    assert len(rallies) >= N / 2
    assert all(event.rung == 2 and not event.given for event in rallies)
    assert sum(count(run, "barricade_built") for run in made) <= 1
    for run in made:
        causes = [run.events[e.causes[0]].kind for e in run.events if e.kind == "rally"]
        assert set(causes) <= {"rally_called"}


def test_without_campaigns_nobody_rallies():
    made = runs(N, *NOTHING_TO_STOP, off("campaign"))
    assert sum(count(run, "rally", "rally_called") for run in made) == 0


def test_people_come_while_it_is_on_and_it_is_at_its_hour():
    [run] = runs(1, *NOTHING_TO_STOP, "means.rally.hour=15", "means.march=null",
                 "parameters.campaign.pull=1.5")  # fmt: skip
    [held, *_] = [event for event in run.events if event.kind == "rally"]
    assert (held.tick / 4 + 6) % 24 == 15.0 + 3.0
    out = run.measure("people_out")
    assert out[held.tick - 1] > 3.0 * out[held.tick - 14]


def test_a_second_rally_is_not_called_while_one_is_pending():
    model = started(*NOTHING_TO_STOP, ticks=4)
    assert len(model.core.state.rallies) <= 1


def at_a_rally(*sets: str) -> int:
    """People at the first rally of a run."""
    [run] = runs(1, *NOTHING_TO_STOP, "parameters.campaign.pull=1.5", *sets)
    return next(event.people for event in run.events if event.kind == "rally")


def test_as_many_come_as_those_who_call_reach_and_as_far_as_their_network_stands():
    """Nobody says how many are reached in the base case: all of each town, who are few enough."""
    everybody = at_a_rally()
    assert at_a_rally("actors.serbian_list.reaches=20000000") == everybody
    assert 0 < at_a_rally("actors.serbian_list.reaches=8000") < 0.6 * everybody
    assert at_a_rally("initial.network=0.3") < 0.8 * everybody
