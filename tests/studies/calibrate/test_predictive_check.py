import numpy as np
import pytest

from sim.scenario.observed import Pattern
from sim.studies.calibrate.predictive_check import check_patterns, predict_patterns
from tests.fakes import fake_ensemble

ENSEMBLE = fake_ensemble(24, 3)
PEAK = Pattern("B2", "barricades", "9", "median", "barricades_peak", "", "", 6.0, 12.0, "", "x:1")
NEVER = Pattern("B9", "never", "", "share_at_least", "barricades_peak", "99", "", 0.5, 1.0, "", "")


def found():
    return predict_patterns([PEAK, NEVER], "posterior", ENSEMBLE.scenario, ENSEMBLE.runs, 6)


def test_every_batch_has_a_value_and_all_runs_together_one():
    peak, never = found()
    assert peak.values.shape == (4,)
    peaks = [run.measure("barricades").max() for run in ENSEMBLE.runs]
    assert peak.whole.value == pytest.approx(np.median([p for p in peaks if p > 0]), abs=1)
    assert peak.spread[0] <= peak.spread[1] <= peak.spread[2]
    assert peak.compatible == 1
    assert never.compatible == 0
    assert never.far > 2


def test_patterns_missed_beyond_chance_are_named_with_their_scenario():
    (arm,) = check_patterns({"fake": found()})
    assert (arm.arm, arm.met, arm.of, arm.beyond) == ("posterior", 1, 2, ("fake B9",))
