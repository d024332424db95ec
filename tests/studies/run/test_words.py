from datetime import datetime

from sim.analysis.outcomes import outcomes_of
from sim.results.observed import Observed, ObservedEvent, Pattern
from sim.studies.run.summary import summary_of
from sim.studies.run.words import KEY_TIMES, brief
from sim.studies.validate.file import validate
from sim.terms.outcomes import BY_NAME
from tests import fakes


def test_the_brief_tells_every_rung_and_every_key_time():
    ensemble = fakes.fake_ensemble(20, 3)
    summary = summary_of(ensemble, [outcomes_of(run, ensemble.scenario) for run in ensemble.runs])
    lines = brief(summary)
    assert lines[0].startswith(ensemble.scenario.title)
    assert all(f"{rung}+ " in lines[1] for rung in range(1, 9))
    assert [line[:28].rstrip() for line in lines[2:]] == [BY_NAME[n].label for n in KEY_TIMES]
    never = [n for n in KEY_TIMES if summary["outcomes"][n]["happened"] == 0]
    assert sum("never" in line for line in lines) == len(never)


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
    validation = validate(ensemble, Observed((pattern,), (seen,)))
    [found] = validation.content["patterns"]
    assert found["pattern"] == "X1"
    assert found["accept"] == [0.0, 0.3]
    assert 0 <= found["null"] <= 1
    assert "X1" in validation.table
    assert validate(ensemble, Observed((pattern,), (seen,))) == validation
