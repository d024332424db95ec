"""Every shipped scenario file is right, runs, and differs from what it varies."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from sim.analysis.causes import chain
from sim.analysis.event_words import names_of
from sim.analysis.outcomes import outcomes_of
from sim.experiment.simulate import simulate
from sim.report.page.frames import frames_of
from sim.results.run import Ensemble
from sim.scenario.load import load
from sim.studies.run.escalation import escalation_data
from sim.studies.run.picture import draw_escalation
from sim.studies.stills.moment import Shown
from sim.studies.stills.picture import draw_moment
from sim.studies.why.picture import draw as draw_why
from sim.studies.why.words import RunLabel
from tests.model.worlds import check_event
from tests.report.words import assert_apart

SCENARIOS = Path(__file__).parents[2] / "scenarios"
BASES = sorted(SCENARIOS.glob("*.yaml"))
VARIANTS = sorted((SCENARIOS / "variants").glob("*.yaml"))


def name_of(path):
    return path.stem


@cache
def one_run(path, number=0):
    loaded = load(path, ["ensemble.one_in=20"])
    return loaded, simulate(loaded, loaded.scenario.ensemble.seed, number)


def test_there_are_scenarios_to_run():
    assert {"mitrovica", "quiet", "raid_2021", "licence_plates_2021", "september_2022"} <= {
        path.stem for path in BASES
    }
    assert len(VARIANTS) >= 8


@pytest.mark.parametrize("path", [*BASES, *VARIANTS], ids=name_of)
def test_a_scenario_is_right_and_runs(path):
    loaded, run = one_run(path)
    assert loaded.scenario.name == path.stem
    assert np.isfinite(run.series).all()
    assert run.series.shape[1] == loaded.scenario.clock.n_ticks
    actors = loaded.scenario.actors
    for event in run.events:
        check_event(event)
        assert event.source in actors
        assert event.target in {*actors, ""}
    assert len(run.events) <= 1000 + 10 * loaded.scenario.clock.days


@pytest.mark.parametrize("path", BASES, ids=name_of)
def test_what_is_given_comes_from_entries_with_an_hour_or_stands_at_the_start(path):
    loaded, run = one_run(path)
    plan = loaded.scenario
    who = {entry.who for entry in plan.timeline.values() if entry.at is not None}
    who |= {issue.decided_by for issue in plan.issues.values()}
    who |= set(plan.initial.barricades)
    if any(entry.does == "rumour" for entry in plan.timeline.values()):  # told by its group
        who |= {name for name, actor in plan.actors.items() if actor.kind == "residents"}
    assert {event.source for event in run.events if event.given} <= who


def escalation(loaded, run):
    ensemble = Ensemble(loaded.scenario, loaded.scenario.ensemble.seed, [run])
    return draw_escalation(escalation_data(ensemble, [outcomes_of(run, loaded.scenario)]))


def busiest_map(loaded, run):
    ensemble = Ensemble(loaded.scenario, loaded.scenario.ensemble.seed, [run])
    frames = frames_of(loaded.scenario.clock, hourly=True)
    shown = Shown(loaded, ensemble, names_of(loaded), frames, run.number)
    moments = [shown.at(frame) for frame in range(len(frames.ends))]
    busiest = max(moments, key=lambda one: (len(one.sites), sum(one.people)))
    return draw_moment(shown, moments.index(busiest), loaded.scenario.title)


def explanation(loaded, run):
    links = chain(run.events, names_of(loaded))
    hours = loaded.scenario.clock.tick_hours
    label = RunLabel(loaded.scenario.title, run.number, 1, loaded.scenario.ensemble.seed, hours)
    return draw_why(links, label, None) if links else None


def words_of(figure):
    texts = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
    texts += [axes.title for axes in figure.axes]
    return [text for text in texts if len(text.get_text()) > 1]  # one letter is a sign


PICTURES = [(path, drawn) for path in BASES for drawn in (escalation, busiest_map, explanation)]
PICTURES += [(path, drawn) for path in VARIANTS for drawn in (escalation, explanation)]
"""Variants stand on the map of their base."""
OWN_WORLD = {path for path in BASES if "\nworld:" in path.read_text(encoding="utf-8")}
"""Each world is met in the quick round; other cases that stand on one are of the slow round."""


def pictured(path, drawn):
    marks = () if path in OWN_WORLD else pytest.mark.slow
    return pytest.param(path, drawn, marks=marks, id=f"{path.stem}-{drawn.__name__}")


@pytest.mark.parametrize(("path", "drawn"), [pictured(*picture) for picture in PICTURES])
def test_no_words_of_a_picture_overlap_or_leave_it(path, drawn):
    figure = drawn(*one_run(path))
    if figure is not None:
        assert_apart(figure, words_of, slack=1.0)


UNMOVED = {
    "kfor_clears": "a force weighs before it clears, and within a day it waits in every run so far"
}
"""Variants that change nothing of the base case any more, and why."""


def variant(path):
    why = UNMOVED.get(path.stem)
    marks = [] if why is None else [pytest.mark.xfail(strict=True, reason=why)]
    return pytest.param(path, marks=marks, id=path.stem)


@pytest.mark.parametrize("path", [variant(path) for path in VARIANTS])
def test_a_variant_changes_what_happens(path):
    base = SCENARIOS / "mitrovica.yaml"
    pairs = ((one_run(base, n)[1], one_run(path, n)[1]) for n in range(2))
    assert any(a.series.tobytes() != b.series.tobytes() for a, b in pairs)


def test_a_quiet_month_stays_quiet():
    for number in range(2):
        run = one_run(SCENARIOS / "quiet.yaml", number)[1]
        assert run.measure("barricades").max() == 0
        assert run.measure("people_out").max() < 200
