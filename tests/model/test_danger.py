"""What people believe happened to their own in the street, and what it makes coming out cost."""

import numpy as np
import pytest

from sim.model.effects import reports
from tests.model.test_triggers import GROUP, THERE, core_of, row
from tests.model.worlds import started

KILLED = (
    "timeline.slain={at: '2022-07-31 06:00', who: special_police, does: kill, whom: serbs_north, "
    "where: leposavic, n: 2}"
)
ACROSS = "albanians_south"


def hurt(core, whom, place, injured=0, killed=0):
    event = core.log.add(
        "clash", source="special_police", target=whom, place=place, injured=injured, killed=killed
    )
    reports.warn(core, core.log.events[event])


def test_who_comes_out_where_it_happened_is_warned_as_far_as_the_news_is_reliable():
    core = core_of()
    hurt(core, GROUP, "leposavic", injured=10, killed=1)
    reliable = reports.reliability(core, GROUP)
    danger = core.state.quarters.danger
    assert danger[row(core)] == pytest.approx(reliable * (1 + 10 * core.p.danger.injury))
    assert danger[row(core, THERE)] == 0.0


def test_those_who_gather_at_a_site_are_warned_by_what_happens_there():
    core = core_of()
    hurt(core, ACROSS, "ibar_main_bridge", killed=1)
    quarters = core.state.quarters
    warned = np.flatnonzero(quarters.danger).tolist()
    assert warned == quarters.of_groups((ACROSS,))


def test_harm_to_forces_and_to_others_warns_nobody():
    core = core_of()
    hurt(core, "special_police", "leposavic", killed=3)
    hurt(core, ACROSS, "leposavic", killed=3)
    assert core.state.quarters.danger[row(core)] == 0.0


def test_the_dead_of_a_run_are_danger_where_they_fell_and_it_is_forgotten():
    model = started(KILLED)
    core = model.core
    first = core.state.quarters.danger[row(core)]
    assert first > 0.0
    for _ in range(8):
        model.step()
    left = np.exp(-8 * core.step / core.p.danger.hours)
    assert core.state.quarters.danger[row(core)] == pytest.approx(first * left)


def test_danger_is_taken_off_the_benefit_and_off_nothing_else():
    """Threat of the same deaths, which brings people out, is the same with it and without."""
    on, off = started(KILLED, ticks=2), started(KILLED, "mechanisms.danger=false", ticks=2)
    threats = [model.core.state.quarters.threat for model in (on, off)]
    assert np.array_equal(*threats)
    here = row(on.core)
    benefits = [
        model._crowds._benefits(model.core)[on.core.quarter_of == here] for model in (on, off)
    ]
    p, danger = on.core.p.danger, on.core.state.quarters.danger[here]
    cost = p.most * (1 - np.exp(-danger / p.scale))
    assert benefits[1][0] - benefits[0][0] == pytest.approx(cost, abs=1e-6)
