from pathlib import Path
from typing import NamedTuple

import pytest

from sim.analysis.causes import chain, peak_rung
from sim.analysis.event_words import names_of
from sim.experiment.simulate import simulate
from sim.scenario.load import load
from sim.studies.why.levers import levers_of
from sim.studies.why.smallest_change import smallest_change
from tests.fakes import event, run_of

SCENARIO = Path(__file__).parents[3] / "scenarios" / "mitrovica.yaml"


class Step(NamedTuple):
    words: str
    overrides: tuple[str, ...]
    size: float


class Lever(NamedTuple):
    steps: tuple[Step, ...]


def lever(key, values):
    return Lever(
        tuple(Step(f"{key} {v}", (f"{key}={v}",), size) for size, v in enumerate(values, 1))
    )


RESTRAINT = "actors.pristina.posture.restraint"
RESOLVE = "actors.pristina.posture.resolve"
RISING = (0.62, 0.7, 0.8, 0.9)


class Recorder:
    """Stands in for the model: the peak is 6 unless restraint is high enough."""

    def __init__(self, enough):
        self.enough = enough
        self.request = []

    def __call__(self, loaded, seed, number):
        posture = loaded.scenario.actors["pristina"].posture
        self.request.append((posture.restraint.value, posture.resolve.value, seed, number))
        rung = 4 if posture.restraint.value >= self.enough else 6
        return run_of(number, events=(event(0, 3, "shots")._replace(rung=rung),))


def search(execute, levers, **changes):
    settings = {"seed": 7, "number": 3, "execute": execute, **changes}
    return smallest_change(SCENARIO, levers, 6, **settings)


@pytest.mark.parametrize(("enough", "smallest"), [(0.61, 0.62), (0.75, 0.8), (0.85, 0.9)])
def test_the_smallest_step_that_works_is_found(enough, smallest):
    found = search(Recorder(enough), [lever(RESTRAINT, RISING)]).found
    assert [trial.overrides for trial in found] == [(f"{RESTRAINT}={smallest}",)]
    assert found[0].peak == 4


def test_a_lever_whose_largest_step_fails_costs_one_run_and_is_said_to_fail():
    execute = Recorder(0.75)
    result = search(execute, [lever(RESOLVE, RISING), lever(RESTRAINT, RISING)])
    assert [trial.words for trial in result.failed] == [f"{RESOLVE} 0.9"]
    assert [trial.lever for trial in result.trials] == [0, 1, 1, 1]
    assert [trial.lever for trial in result.found] == [1]
    assert result.untried == 0


def test_nothing_is_found_when_nothing_works():
    result = search(Recorder(2.0), [lever(RESTRAINT, RISING)])
    assert result.reproduced
    assert result.found == ()
    assert len(result.trials) == 1


def test_every_run_has_the_seed_and_number_of_the_run_explained():
    execute = Recorder(0.75)
    search(execute, [lever(RESTRAINT, RISING)])
    assert {(seed, number) for _, _, seed, number in execute.request} == {(7, 3)}


def test_a_run_that_does_not_come_out_again_is_not_explained_away():
    execute = Recorder(0.0)
    result = search(execute, [lever(RESTRAINT, RISING)])
    assert not result.reproduced
    assert result.trials == ()
    assert len(execute.request) == 1


@pytest.mark.parametrize("budget", [1, 2, 5, 12])
def test_no_more_runs_than_the_budget(budget):
    execute, told = Recorder(0.75), []
    levers = [lever(RESTRAINT, RISING)] * 3 + [lever(RESOLVE, RISING)] * 9
    search(execute, levers, budget=budget, progress=told.append)
    assert len(execute.request) == budget
    assert told == list(range(1, budget + 1))


def test_it_is_said_how_many_things_were_left_untried():
    levers = [lever(RESOLVE, RISING)] * 9
    assert search(Recorder(2.0), levers, budget=4).untried == 6
    assert search(Recorder(2.0), levers).untried == 0


def test_a_change_that_makes_no_valid_scenario_is_passed_over_and_said():
    result = search(Recorder(0.75), [lever(RESTRAINT, (0.7, 1.5)), lever(RESTRAINT, RISING)])
    assert result.refused == (f"{RESTRAINT} 1.5",)
    assert {trial.lever for trial in result.trials} == {1}


def test_the_smallest_of_several_levers_comes_first():
    small = Lever((Step("small", (f"{RESTRAINT}=0.9",), 0.1),))
    result = search(Recorder(0.75), [lever(RESTRAINT, RISING), small])
    assert [trial.words for trial in result.found] == ["small", f"{RESTRAINT} 0.8"]


def test_on_a_real_run_the_unchanged_run_comes_out_again_and_a_change_changes_it(tmp_path):
    short = ("clock.days=2", "ensemble.one_in=10")
    loaded = load(SCENARIO, short)
    variant = tmp_path / "short.yaml"
    variant.write_text(
        f"extends: {SCENARIO.name}\nname: short\nclock: {{days: 2}}\nensemble: {{one_in: 10}}\n"
    )
    run = simulate(loaded, 20220731, 1)
    links = chain(run.events, names_of(loaded))
    below = links[0].told.event.rung
    levers = levers_of(links, loaded)
    result = smallest_change(variant, levers, below, seed=20220731, number=1, budget=4)
    assert result.reproduced
    assert len(result.trials) == 3
    for trial in result.trials:
        again = simulate(load(SCENARIO, (*short, *trial.overrides)), 20220731, 1)
        assert trial.peak == peak_rung(again.events)
        assert trial.stopped == (trial.peak < below)
