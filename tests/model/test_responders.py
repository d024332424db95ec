from sim.terms.kinds import KINDS
from tests.model.worlds import loaded, run, started


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


def test_police_calm_where_they_stand_and_nobody_minds_or_distrusts_them():
    core = started("clock.days=2").core
    share = core.p.interposition.local_calming
    gate, south = core.town_of("jarinje_crossing"), core.town_of("mun_mitrovica_south")
    assert [core.calming(town) for town in (gate, south)] == [share, 0.0]
    core.state.resigned.add("local_police")  # border police at the gate are distrusted
    assert core.calming(gate) == 0.0
    trusted = "actors.serbs_north.posture.regard.border_police=0.1"
    core = started("clock.days=2", trusted).core
    core.state.resigned.add("local_police")
    assert core.calming(gate) == share
    minded = "actors.serbs_north.minds.entry_of=[special_police, local_police]"
    assert started("clock.days=2", minded).core.calming(gate) == 0.0
