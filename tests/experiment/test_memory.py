import gc
import weakref
from pathlib import Path

import pytest

from sim.experiment.simulate import escalation_model, simulate
from sim.scenario.load import load

SCENARIO = Path(__file__).resolve().parents[2] / "scenarios" / "mitrovica.yaml"
N_MODELS = 50


@pytest.fixture(scope="module")
def loaded():
    return load(SCENARIO, ["clock.days=4", "clock.tick_minutes=30", "ensemble.one_in=100"])


def alive(references):
    gc.collect()
    return sum(reference() is not None for reference in references)


def test_models_are_gone_when_their_runs_are_over(loaded):
    references = []

    def build(*arguments):
        model = escalation_model(*arguments)
        references.append(weakref.ref(model))
        return model

    for number in range(N_MODELS):
        simulate(loaded, 1, number, build=build)
    assert len(references) == N_MODELS
    assert alive(references) <= 1


def test_a_model_that_is_never_stepped_goes_as_well(loaded):
    references = []
    for number in range(5):
        model = escalation_model(loaded, number, 1)
        references.append(weakref.ref(model))
        model.close()
        del model
    assert alive(references) <= 1
