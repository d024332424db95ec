from pathlib import Path

import numpy as np
import pytest

from sim.results.tables import RUN_COLUMNS
from sim.scenario.load import load
from sim.scenario.measured import outcomes_named
from sim.scenario.observed import read_observed
from sim.studies.validate.null_model import P_HAPPENS, SIGMA_DELAY, Script, fit, null_rows
from sim.studies.validate.patterns import evaluate
from sim.studies.validate.statistics import evidence_of

SCENARIOS = Path(__file__).parents[3] / "scenarios"
SCENARIO = load(SCENARIOS / "mitrovica.yaml").scenario
OBSERVED = read_observed(SCENARIOS / "observed" / "mitrovica.csv")
SCRIPT = Script({"concession_time": 18.0}, {"people_out_peak": 500.0, "barricades_peak": 9.0}, 5)


def test_rows_have_the_columns_of_runs_csv():
    for row in null_rows(SCRIPT, n_runs=3, seed=1):
        assert tuple(row) == RUN_COLUMNS


def test_the_same_seed_gives_the_same_rows():
    assert null_rows(SCRIPT, n_runs=20, seed=1) == null_rows(SCRIPT, n_runs=20, seed=1)
    assert null_rows(SCRIPT, n_runs=20, seed=1) != null_rows(SCRIPT, n_runs=20, seed=2)


def test_draws_follow_the_script():
    rows = null_rows(SCRIPT, n_runs=4000, seed=3)
    times = [row["concession_time"] for row in rows if row["concession_time"] is not None]
    assert len(times) / len(rows) == pytest.approx(P_HAPPENS, abs=0.02)
    assert np.median(times) == pytest.approx(18, rel=0.02)
    assert np.std(np.log(times)) == pytest.approx(SIGMA_DELAY, rel=0.05)
    assert np.median([row["people_out_peak"] for row in rows]) == pytest.approx(500, rel=0.05)
    assert np.mean([row["barricades_peak"] for row in rows]) == pytest.approx(9, rel=0.05)
    assert np.mean([row["peak_rung"] == 5 for row in rows]) == pytest.approx(0.8, abs=0.03)
    assert {row["first_barricade_time"] for row in rows} == {None}


def test_delays_are_independent_of_each_other():
    script = Script({"first_barricade_time": 12.0, "concession_time": 18.0}, {}, None)
    rows = null_rows(script, n_runs=4000, seed=4)
    pairs = [(row["first_barricade_time"], row["concession_time"]) for row in rows]
    both = np.array([pair for pair in pairs if None not in pair], float)
    assert abs(np.corrcoef(both.T)[0, 1]) < 0.05


def test_the_script_repeats_the_observed_hours():
    script = fit(OBSERVED, SCENARIO)
    assert script.hours["first_barricade_time"] == 11.75
    assert script.hours["concession_time"] == pytest.approx(17 + 50 / 60)
    assert script.sizes["barricades_peak"] == 9
    assert script.sizes["south_crowd_peak"] == 200
    assert script.rung == 5


def test_many_patterns_are_met_by_construction():
    named = outcomes_named(SCENARIO)
    rows = null_rows(fit(OBSERVED, SCENARIO), n_runs=1000, seed=5, named=named)
    met = {
        f.pattern.pattern: f.is_met
        for f in evaluate(OBSERVED.patterns, evidence_of(rows, SCENARIO))
    }
    assert met["B1"]
    assert met["B2a"]
    assert sum(met.values()) > len(met) / 2
    assert not met["B6b"], "a script of hours says nothing about each removal"
