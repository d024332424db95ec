"""What is kept and not worked out again is what would be worked out now."""

import numpy as np
import pytest

from sim.experiment.trials import small
from sim.model.latest import Latest
from sim.model.model import EscalationModel
from sim.scenario.load import load
from tests.model.worlds import SCENARIOS

CASES = ("mitrovica", "two_patrons", "march_2004", "situations/blockade")


def model_of(case):
    loaded = small(load(SCENARIOS / f"{case}.yaml"))
    return EscalationModel(loaded, run=1, seed=loaded.scenario.ensemble.seed)


def same(one, other):
    """Whether two results are the same, bit for bit: arrays, numbers, or mappings of these."""
    return np.array_equal(one, other) if isinstance(one, np.ndarray) else one == other


@pytest.mark.parametrize("case", CASES)
def test_what_is_remembered_of_the_same_objects_is_what_they_give_now(monkeypatch, case):
    """Nothing that it is worked out from is changed in place."""
    remembered, again = Latest.__call__, []

    def checked(self, *of):
        found, anew = remembered(self, *of), self._function(*of)
        assert same(found, anew)
        again.append(found is not anew)
        return found

    monkeypatch.setattr(Latest, "__call__", checked)
    model = model_of(case)
    for _ in range(min(model.n_ticks, 400)):
        model.step()
    assert any(again)


def test_people_out_are_replaced_and_cannot_be_changed_in_place():
    model = model_of("march_2004")
    for _ in range(40):
        model.step()
    with pytest.raises(ValueError, match="read-only"):
        model.core.state.quarters.out[0] = 1.0


def test_the_hour_at_which_people_were_last_killed_is_that_of_the_latest_such_event():
    model = model_of("march_2004")
    core = model.core
    for killed in (1, 2, 0):
        model.step()
        core.log.add("attack", target="albanians", killed=killed, injured=1)
    deaths = {e.target: e.tick * core.step for e in core.log.harm if e.killed}
    assert core.log.killed_at == deaths
    assert deaths == {"albanians": core.step}


def test_upkeep_of_what_goes_on_is_that_of_its_means():
    model = model_of("mitrovica")
    committees, means = model.core.state.committees, model.core.plan.means
    assert committees.upkeep.tolist() == [means[name].upkeep.value for name in committees.means]
    assert committees.upkeep.any()
