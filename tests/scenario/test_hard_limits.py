"""Hard limits of the parameters: near what is believed, and such that every run ends."""

import pytest

from sim.experiment.parameter_sets import read_vectors
from sim.experiment.simulate import simulate
from sim.scenario.load import load
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Limits, Quantity
from sim.scenario.shipped import usual_scenarios
from sim.terms.errors import Refused

BASE = "scenarios/mitrovica.yaml"
FARTHEST = 5.0
"""A hard limit is at most five times the highest believed value, at least a fifth of the lowest."""


def every_parameter() -> list[tuple[str, Limits]]:
    return [
        (f"{group}.{name}", next(item for item in inner.metadata if isinstance(item, Limits)))
        for group, field in Parameters.model_fields.items()
        for name, inner in field.annotation.model_fields.items()
    ]


LIMITS = every_parameter()
ENDS = [
    pytest.param(f"parameters.{name}={end!r}", id=f"{name}={end:g}")
    for name, limits in LIMITS
    for end in (limits.low, limits.high)
]


@pytest.fixture(scope="module")
def believed() -> Parameters:
    return load(BASE).scenario.parameters


@pytest.mark.parametrize(("name", "limits"), LIMITS, ids=[name for name, _ in LIMITS])
def test_a_hard_limit_is_near_what_is_believed(believed, name, limits):
    group, _, key = name.partition(".")
    quantity: Quantity = getattr(getattr(believed, group), key)
    is_share = limits.high == 1 and not limits.unit
    assert is_share or limits.high <= FARTHEST * quantity.high * (1 + 1e-9)
    assert limits.low == 0 or limits.low >= quantity.low / FARTHEST * (1 - 1e-9)
    assert limits.low <= quantity.low <= quantity.high <= limits.high


def test_every_accepted_set_lies_within_them():
    kept = read_vectors(usual_scenarios() / "accepted" / "vectors.csv")
    assert len(kept) > 1
    for one in kept:
        assert load(BASE, dict(one.vector)).scenario


@pytest.mark.slow
@pytest.mark.parametrize("setting", ENDS)
def test_a_run_at_a_hard_limit_ends_or_is_refused_in_words(setting):
    loaded = load(BASE, (setting, "ensemble.one_in=10"))
    assert ticks_or_refusal(loaded) in (loaded.scenario.clock.n_ticks, "lower")


def ticks_or_refusal(loaded):
    """Ticks of a run with shots that ends; else the remedy that its refusal begins with."""
    try:
        return simulate(loaded, 20220731, 2).series.shape[1]
    except Refused as refused:
        return str(refused).rpartition("; ")[2].partition(" parameters.")[0]
