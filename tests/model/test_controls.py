"""Controls: cases in which nothing should happen, or nothing before its hour."""

import pytest

from sim.experiment.simulate import simulate
from sim.scenario.load import load
from tests.experiment.deaf import SHIPPED

FEW = ("ensemble.one_in=10",)
SINCE = "2021-09-02 06:00"
GARRISON = (
    "clock.days=10",
    "initial.posts=["
    + ", ".join(
        f"{{who: special_police, where: {place}, n: {n}, since: '{SINCE}'}}"
        for place, n in (("mitrovica_north", 120), ("zubin_potok", 60), ("leposavic", 60))
    )
    + "]",
)
SHOOTINGS = (
    "clock.start='2022-04-15 06:00'",
    "clock.days=8",
    *(
        f"timeline.shots_{n}={{at: '2022-04-{day} 22:00', who: armed_groups, does: shoot, "
        "whom: special_police, where: zubin_potok}"
        for n, day in enumerate((15, 15, 15, 15, 17))
    ),
    (
        "timeline.patrol={at: '2022-04-18 08:00', who: special_police, does: deploy, "
        "where: {brnjak_crossing: 60}}"
    ),
)


def blocked(n, *sets):
    """Share of runs in which a road is blocked."""
    loaded = load(SHIPPED / "quiet.yaml", (*FEW, *sets))
    seed = loaded.scenario.ensemble.seed
    runs = (simulate(loaded, seed, number) for number in range(n))
    return sum(any(e.kind == "barricade_built" for e in run.events) for run in runs) / n


@pytest.mark.parametrize("n", [10, pytest.param(60, marks=pytest.mark.slow)])
def test_a_garrison_of_two_months_brings_no_barricade(n):
    assert blocked(n, *GARRISON) <= 0.05


def test_the_same_police_on_the_day_they_come_are_felt():
    fresh = tuple(s.replace(SINCE, "2021-11-01 06:00") for s in GARRISON)
    loaded = [load(SHIPPED / "quiet.yaml", (*FEW, "clock.days=1", *s)) for s in (fresh, GARRISON)]
    seed = loaded[0].scenario.ensemble.seed
    runs = [simulate(one, seed, 0) for one in loaded]
    threat = [run.measure("threat_inside").max() for run in runs]
    assert threat[0] > 5 * threat[1]
    assert runs[0].measure("people_out").max() > runs[1].measure("people_out").max()


@pytest.mark.parametrize("n", [10, pytest.param(60, marks=pytest.mark.slow)])
def test_shots_and_sixty_police_at_one_gate_bring_no_roadblock(n):
    assert blocked(n, *SHOOTINGS) <= 0.1


def test_nothing_happens_before_an_issue_is_announced():
    late = "issues.plates_and_papers.announced='2022-07-31 20:00'"
    loaded = load(SHIPPED / "mitrovica.yaml", (*FEW, late, "timeline.police_to_the_gates=null"))
    seed = loaded.scenario.ensemble.seed
    evening = round(14 / loaded.scenario.clock.tick_hours)
    for number in range(6):
        run = simulate(loaded, seed, number)
        kinds = {e.kind for e in run.events if e.tick < evening}
        assert not kinds & {"sirens_on", "barricade_built", "crowd"}
