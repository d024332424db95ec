from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.outcomes import outcomes_of
from sim.scenario.parameters import Parameters
from sim.studies.validate.episode_test import YES_OR_NO, count_assumed, count_fitted, probabilities
from tests import fakes


@given(st.lists(st.booleans(), max_size=20))
def test_assumptions_are_counted_wherever_they_stand(flags):
    content = {
        "list": [{"assumed": flag, "inner": {"value": 1}} for flag in flags],
        "assumed": False,
    }
    assert count_assumed(content) == sum(flags)
    assert count_assumed({"deep": ({"x": content},)}) == sum(flags)


def test_fitted_parameters_are_those_whose_source_says_so():
    sources = ["fit", "fit: nine by the evening", "Granovetter 1978; fit", "outfit", "", None]
    group = {str(i): {"value": 1, "source": source} for i, source in enumerate(sources)}
    assert count_fitted({"m": group}) == (6, 3)
    parameters = Parameters(**fakes.middling(Parameters)).model_dump()
    assert count_fitted(parameters)[0] > 100


def test_a_sure_probability_is_marked():
    ensemble = fakes.fake_ensemble(20, 3)
    rows = [outcomes_of(run, ensemble.scenario) for run in ensemble.runs]
    found = probabilities(rows)
    assert set(found) == set(YES_OR_NO)
    for p in found.values():
        assert p.is_interior == (0 < p.value < 1)
        assert (p.error > 0) == p.is_interior
    rungs = [found[f"rung {k} or more"].value for k in (3, 5, 6, 7)]
    assert rungs == sorted(rungs, reverse=True)
