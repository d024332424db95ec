"""Hours belong to a place: night, dark, sleep and work act where and when the scenario says."""

import numpy as np
import pytest

from sim.model.agents import armed_cell, organiser, organiser_rates
from sim.model.denial import Denial
from sim.model.model import EscalationModel
from sim.model.views import snapshot
from sim.scenario.load import load
from tests.scenario.small import Case


@pytest.fixture
def case(tmp_path):
    return Case(tmp_path / "case")


def model_with(case: Case, **spans: str):
    """A model of the small case at 12:00 in which parts of the day have other hours."""
    lines = "".join(f"  {name}: {span}\n" for name, span in spans.items())
    text = "extends: base.yaml\n" + (f"hours:\n{lines}" if lines else "")
    model = EscalationModel(load(case.write("day.yaml", text)))
    model.core.set_time(24)
    return model


def test_a_part_lasts_from_its_first_hour_until_its_last_also_over_midnight(case):
    day = model_with(case).core.day
    for hour, night, dark in ((21.99, False, True), (22.0, True, True), (6.99, True, False),
                              (7.0, False, False), (4.99, True, True)):  # fmt: skip
        assert day.lasts("night", hour).tolist() == [night] * 4
        assert day.lasts("dark", hour).tolist() == [dark] * 4


def test_it_lasts_at_other_hours_elsewhere(case):
    core = model_with(case).core
    core.hour = 7.0
    assert core.lasts("work", "north")
    assert not core.lasts("work", "hill")
    assert not core.lasts("work", "hill_road"), "a site has the hours of its municipality"


def test_cells_dare_to_shoot_where_it_is_dark(case):
    dark = 'dark: {span: "19:00-05:00", elsewhere: {mun_hill: "11:00-13:00"}}'
    found = []
    for spans in ({}, {"dark": dark.partition(": ")[2]}):
        model = model_with(case, **spans)
        cells = tuple(agent.cell for agent in model.deciders if agent.actor == "cells")
        table = armed_cell.table_of(model.core, cells)
        found.append(armed_cell.night(table, snapshot(model.core, {}, Denial(model.core))).tolist())
    assert found == [[model.core.p.armed_fire.day_factor], [1.0]]


def test_organisers_call_less_where_they_sleep(case):
    asleep = '{span: "23:00-06:00", elsewhere: {mun_hill: "11:00-13:00"}}'
    rates = {}
    for name, spans in (("awake", {}), ("asleep", {"sleep": asleep})):
        model = model_with(case, **spans)
        table = organiser.organisers(model, model.core).table
        view = snapshot(model.core, {}, Denial(model.core))
        rates[name] = organiser_rates.call_rates(table, view, np.full(2, 1.0))[0]
        towns = [model.core.town_id(town) for town in table.towns.tolist()]
    factor = model.core.p.barricades.night_factor
    able = np.flatnonzero(rates["awake"])
    expected = {towns[n]: factor if towns[n] == "mun_hill" else 1.0 for n in able}
    assert "mun_hill" in expected
    assert {towns[n]: rates["asleep"][n] / rates["awake"][n] for n in able} == pytest.approx(
        expected
    )


def test_few_leave_home_where_it_is_night(case):
    here = '{span: "22:00-07:00", elsewhere: {mun_hill: "11:00-13:00"}}'
    model = model_with(case, night=here)
    pace = model._crowds._pace(model.core)
    factor = np.float32(model.core.p.mobilisation.night_factor)
    by_place = dict(zip((place for place, _ in model.core.people.cells), pace, strict=True))
    assert by_place["hill"] == factor
    assert by_place["north"] == by_place["south"] == 1.0
    plain = model_with(case)
    assert plain._crowds._pace(plain.core) == 1.0
