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


LATE = "issues.plates_and_papers.announced='2022-08-01 00:00'"


def soon(*sets):
    """Most barricades within twelve hours of the first, a mean of runs."""
    standing = [run.measure("barricades") for run in runs(N, LATE, "clock.days=3", *sets)]
    first = [next((n for n, b in enumerate(one) if b), 0) for one in standing]
    return sum(float(one[: n + 48].max()) for n, one in zip(first, standing, strict=True)) / N


def test_without_a_plan_everything_stands_at_once():
    assert soon() + 1.0 < soon(off("plan"))
