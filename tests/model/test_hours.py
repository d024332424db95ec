"""Hours belong to a place: dark, sleep, work and jobs act where and when the scenario says."""

import numpy as np
import pytest

from sim.model.agents import armed_cell, organiser, organiser_rates
from sim.model.denial import Denial
from sim.model.model import EscalationModel
from sim.model.rules import time_use
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
    for hour, sleep, dark in ((22.99, False, True), (23.0, True, True), (5.99, True, False),
                              (6.0, False, False), (4.99, True, True)):  # fmt: skip
        assert day.lasts("sleep", hour).tolist() == [sleep] * 4
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


def by_town(model, shares) -> dict[str, float]:
    rows = model.core.state.quarters.rows
    return {model.core.town_id(row.town): share for row, share in zip(rows, shares, strict=True)}


def test_who_sleeps_and_who_works_follows_the_hours_of_the_place_and_the_day(case):
    here = '{span: "23:00-06:00", elsewhere: {mun_hill: "09:00-15:00"}}'
    model = model_with(case, sleep=here)
    core, p = model.core, model.core.p.time_use
    model._time_use.update(core)  # noon of a Sunday
    asleep = by_town(model, core.state.quarters.asleep)
    assert asleep.pop("mun_hill") == pytest.approx(time_use.asleep(12.0, (9, 15), p.spread_hours))
    elsewhere = time_use.asleep(12.0, (23, 6), p.spread_hours)
    assert list(asleep.values()) == pytest.approx([elsewhere] * len(asleep))
    assert not core.state.quarters.at_work.any()
    core.set_time(24 + 96)  # noon of a Monday
    model._time_use.update(core)
    works = time_use.at_work(12.0, (8, 16), p.spread_hours, p.at_work)
    assert core.state.quarters.at_work == pytest.approx(works)


def test_sirens_wake_those_whom_they_call(case):
    model = model_with(case)
    core = model.core
    core.set_time(4 * 21)  # 3:00
    core.state.committees.sirens_until[0] = core.hours + 1.0
    model._time_use.update(core)
    called = list(core.state.committees.rows[0].calls)
    others = np.delete(core.state.quarters.asleep, called)
    assert called
    assert not core.state.quarters.asleep[called].any()
    assert others == pytest.approx(time_use.asleep(3.0, (23, 6), core.p.time_use.spread_hours))
