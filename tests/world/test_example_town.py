"""The invented town: small enough to read, complete, and something happens in it."""

import numpy as np
import pytest

from sim import load
from sim.analysis.outcomes import outcomes_of
from sim.experiment.no_effect import no_effect
from sim.experiment.simulate import simulate
from sim.scenario.load import check
from tests.model.worlds import SCENARIOS

FILE = SCENARIOS / "example_town.yaml"
TABLES = sorted((SCENARIOS / "worlds" / "example_town").glob("*.csv"))
INVENTED = [FILE, SCENARIOS / "two_patrons.yaml"]


def lines(*paths):
    return sum(len(path.read_text("utf-8").splitlines()) for path in paths)


def test_it_can_be_read_at_a_sitting():
    assert len(TABLES) == 6
    assert lines(FILE, *TABLES) < 120


@pytest.mark.parametrize("path", INVENTED, ids=lambda path: path.stem)
def test_it_is_right_and_shares_the_parameters(path):
    assert check([path]) == []
    parameters = load(SCENARIOS / "mitrovica.yaml").scenario.parameters
    assert load(path).scenario.parameters == parameters


def test_two_crowds_meet_and_some_runs_go_further_than_others():
    plan = load(FILE, ("ensemble.one_in=10",))
    runs = [simulate(plan, plan.scenario.ensemble.seed, n) for n in range(6)]
    for run in runs:
        kinds = [event.kind for event in run.events]
        assert kinds.count("march") == 2
        assert "bridge_held" in kinds
    scuffles = [
        sum(e.kind == "scuffle" and e.place == "old_bridge" for e in run.events) for run in runs
    ]
    barricades = [sum(e.kind == "barricade_built" for e in run.events) for run in runs]
    assert max(scuffles) > min(scuffles)
    assert any(barricades)
    assert len({tuple(np.round(run.series.max(axis=1), 3)) for run in runs}) > 1


SHARED = ("parameters.", "triggers.", "means.")
"""What every case has from ``common/``, whether it needs it or not."""


@pytest.mark.slow
def test_what_nothing_reads_of_it_is_what_such_a_case_does_not_need():
    unread = no_effect(load(FILE), outcomes_of).settings
    assert {path for path in unread if not path.startswith(SHARED)} == {
        "actors.council.posture.reciprocity",  # it opposes nobody
        "actors.town_police.posture.restraint",  # nobody minds them
        "hours.dark",  # nobody shoots
    }
