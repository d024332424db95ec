from sim.terms.kinds import KINDS
from tests.model.worlds import loaded, run


def places(kind, *overrides):
    return [
        event.place for event in run(2, "clock.days=2", *overrides).events if event.kind == kind
    ]


def test_second_responders_come_once_when_there_is_trouble():
    assert places("responders_deployed") == ["ibar_main_bridge"]
    assert "responders_deployed" in KINDS


def test_second_responders_stay_away_without_trouble():
    quiet = ("timeline.police_to_the_gates=null", "issues.plates_and_papers=null")
    assert places("responders_deployed", *quiet) == []


def test_second_responders_stand_in_for_local_police_only_when_these_are_gone():
    from sim.model.model import EscalationModel

    model = EscalationModel(loaded("clock.days=2"), run=2)
    core = model.core
    share, town = core.p.interposition.local_calming, core.town_of("ibar_main_bridge")
    assert core.calming(town) == share
    core.state.resigned.add("local_police")
    assert core.calming(town) == 0.0
    while not any(event.kind == "responders_deployed" for event in model.events):
        model.step()
    assert core.calming(town) == 0.5 * share
