from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.outcomes import outcomes_of
from sim.scenario.observed import Observed, ObservedEvent, Pattern
from sim.scenario.parameters import Parameters
from sim.studies.validate.episode import (
    YES_OR_NO,
    count_assumed,
    count_fitted,
    evaluate_episode,
    probabilities,
)
from sim.studies.validate.tables import episode_content
from sim.studies.validate.words import episode_text
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


def test_validation_puts_the_null_model_beside_the_model():
    ensemble = fakes.fake_ensemble(20, 3)
    start = ensemble.scenario.clock.start
    pattern = Pattern(
        "X1",
        "a barricade",
        "17:45",
        "share_never",
        "first_barricade_time",
        "",
        "",
        0.0,
        0.3,
        "S1",
        "x:2",
    )
    seen = ObservedEvent(
        datetime(start.year, start.month, start.day, 17, 45),
        "barricade_built",
        "",
        1,
        "high",
        "",
        "",
    )
    tested = evaluate_episode(ensemble, Observed((pattern,), (seen,)))
    [found] = episode_content(tested)["patterns"]
    assert found["pattern"] == "X1"
    assert found["accept"] == [0.0, 0.3]
    assert 0 <= found["null"] <= 1
    assert "X1" in episode_text(tested)
    again = evaluate_episode(ensemble, Observed((pattern,), (seen,)))
    assert episode_content(again) == episode_content(tested)
