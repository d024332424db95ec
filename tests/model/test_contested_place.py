"""What is contested at a place brings people there, what is contested on roads barricades."""

from tests.model.test_switches import off
from tests.model.worlds import count, runs

AT_HALL = "issues.plates_and_papers.where=zvecan"
NO_POLICE = "timeline.police_to_the_gates=null"
AFRAID = "issues.plates_and_papers.salience.serbs_north=1"
N = 6


def found(*sets):
    """Barricades at the peak and calls to gather, of some runs."""
    made = runs(N, NO_POLICE, AFRAID, "actors.serbian_list.posture.threshold=0.4", *sets)
    peak = sum(float(run.measure("barricades").max()) for run in made) / N
    gather = sum(
        e.kind == "sirens_on" and e.says.endswith("at zvecan") for r in made for e in r.events
    )
    return peak, gather, sum(count(run, "crowd") for run in made)


def test_a_contested_place_brings_a_crowd_there_and_hardly_a_barricade():
    on_roads, at_hall = found(), found(AT_HALL)
    assert on_roads[0] >= 3.0
    assert on_roads[1] == 0
    assert at_hall[0] <= 1.0
    assert at_hall[1] >= N
    assert at_hall[2] > 0


def test_without_denial_it_is_fought_over_on_the_roads():
    assert found(AT_HALL, off("denial"))[0] >= 3.0
