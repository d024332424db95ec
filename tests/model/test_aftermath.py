"""What deaths answer: a funeral days later, revenge, restraint."""

import pytest

from sim.model.model import EscalationModel
from tests.model.test_verbs import BARE
from tests.model.worlds import loaded

KILLED = (
    "timeline.k={at: '2022-07-31 07:00', who: special_police, does: kill, whom: %s, "
    "where: leposavic, n: 4}"
)
DAYS = ("clock.days=6",)


def after(hours, *sets, run=0):
    model = EscalationModel(loaded(*BARE, *DAYS, *sets), run=run)
    for _ in range(4 * hours):
        model.step()
    return model


def test_a_funeral_comes_at_noon_days_later_in_the_town_of_the_dead():
    model = after(120, KILLED % "serbs_north")
    [funeral] = [event for event in model.events if event.kind == "funeral"]
    killing = next(event for event in model.events if event.kind == "killing")
    hour = 6.0 + funeral.tick / 4
    assert hour % 24 == 12.0
    assert 2 <= hour // 24 <= 4
    assert (funeral.source, funeral.place, funeral.causes) == (
        "serbs_north", "leposavic", (killing.id,),
    )  # fmt: skip
    assert funeral.people == 2400
    assert not funeral.given


def test_policemen_have_no_funeral_of_a_crowd_and_count_half():
    sets = ("actors.pristina.protects=[albanians_north]", KILLED % "special_police")
    by_cells = [one.replace("who: special_police", "who: armed_groups") for one in sets]
    model = after(2, *by_cells)
    mourning = model.core.state.aftermath.of["albanians_north"]
    assert mourning.killed == pytest.approx(2.0, rel=0.1)
    assert not model.core.state.aftermath.funerals


def test_restraint_comes_with_hours_and_goes_with_days():
    calm = [after(h, KILLED % "serbs_north").core.state.aftermath.calm for h in (2, 24, 120)]
    assert 0.0 < calm[0] < calm[1] < 0.65
    assert calm[2] < calm[1]


def test_those_who_stand_for_the_dead_avenge_them_on_whom_is_blamed():
    eager = ("parameters.aftermath.revenge=0.1", "parameters.armed_fire.quiet_rate=0")
    model = after(48, *eager, KILLED % "serbs_north")
    killing = next(event for event in model.events if event.kind == "killing")
    answers = [event for event in model.events if killing.id in event.causes]
    shots = [event for event in answers if event.kind in ("shots", "attack")]
    assert shots
    assert {(event.source, event.target) for event in shots} == {("armed_groups", "special_police")}
