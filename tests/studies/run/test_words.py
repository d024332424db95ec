from sim.analysis.outcomes import outcomes_of
from sim.studies.run.summary import summarise_ensemble
from sim.studies.run.words import KEY_TIMES, summary_lines
from sim.terms.outcomes import BY_NAME
from tests import fakes


def test_the_brief_tells_every_rung_and_every_key_time():
    ensemble = fakes.fake_ensemble(20, 3)
    summary = summarise_ensemble(
        ensemble, [outcomes_of(run, ensemble.scenario) for run in ensemble.runs]
    )
    lines = summary_lines(summary)
    assert lines[0].startswith(ensemble.scenario.title)
    assert all(f"{rung}+ " in lines[1] for rung in range(1, 9))
    labels = [BY_NAME[name].label for name in KEY_TIMES]
    width = max(map(len, labels))
    assert [line[:width].rstrip() for line in lines[4:]] == labels
    assert "somebody is injured in" in lines[2]
    assert "a crisis in" in lines[3]
    never = [n for n in KEY_TIMES if summary["outcomes"][n]["happened"] == 0]
    assert sum("never" in line for line in lines) == len(never)
