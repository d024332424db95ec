"""Conditions and measures read one table of public numbers."""

import pytest

from sim.model import public_state
from sim.model.model import EscalationModel
from sim.scenario.conditions import parse
from sim.terms.measures import INDEX, MEASURES, NUMBERS
from tests.model.worlds import TINY, loaded, started

SOUTH = (
    "timeline.probe_south={at: '2022-07-31 07:00', who: special_police, does: deploy, n: 10, "
    "where: mitrovica_south}"
)
HARM = (
    *TINY,
    "actors.kfor.posture.clears=true",
    "parameters.armed_fire.rate=2",
    "parameters.armed_fire.p_hit=0.3",
    "parameters.armed_fire.p_kill=0.1",
    "timeline.probe_ready={at: '2022-07-31 09:00', who: belgrade, does: readiness, level: 1}",
    SOUTH,
)


def test_every_measure_is_worked_out():
    model = started()
    assert len(model.row()) == len(MEASURES)
    assert public_state.numbers(model.core).keys() == NUMBERS.keys()


def test_every_number_of_a_condition_is_its_measure_at_every_tick_of_a_run():
    model = EscalationModel(loaded(*HARM), run=1)
    seen = {name: set() for name in NUMBERS}
    for _ in range(model.n_ticks):
        model.step()
        row, happened = model.row(), model.core.log.happened
        state = model.timeline._public()
        counts = {
            kind: sum(e.kind == kind for e in model.events) for kind in ("offer", "concession")
        }
        expected = {
            "offers": counts["offer"], "concessions": counts["concession"], "hour": model.core.hour
        }  # fmt: skip
        for name, number in NUMBERS.items():
            value = row[INDEX[number.measure]] if number.measure else expected[name]
            seen[name].add(value)
            assert state[name] == pytest.approx(value), name
            assert number.low <= value <= number.high
            assert not number.whole or value == int(value)
            text = f"{name} >= {value} and {name} <= {value}"
            assert parse(text).holds(state, happened, happened), text
    moved = {name for name, values in seen.items() if len(values) > 1}
    assert moved >= NUMBERS.keys() - {"sirens", "south_crowd", "killed", "concessions"}, (
        NUMBERS.keys() - moved
    )


def test_peacekeepers_are_counted_and_not_only_noticed():
    model = EscalationModel(loaded(*HARM))
    for _ in range(100):
        model.step()
    assert public_state.numbers(model.core)["kfor_north"] > 1


def test_police_outside_the_contested_area_are_not_in_it():
    model = started("timeline.police_to_the_gates=null", SOUTH, ticks=40)
    assert sum(model.core._present(model.core.cast.special).values()) >= 10
    assert public_state.numbers(model.core)["special_police"] == 0
