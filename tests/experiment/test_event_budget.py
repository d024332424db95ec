"""A run that explodes is given up in a sentence, and the runs before it are kept."""

from types import SimpleNamespace

import pytest

from sim.experiment.arms import Arm
from sim.experiment.engines import local_engine
from sim.experiment.event_budget import BEHIND, TooManyEvents, check_budget, most_events
from sim.experiment.runner import MemoryStore, run_arms
from sim.experiment.workers import Task
from sim.main import main
from sim.scenario.load import load
from sim.terms.kinds import KINDS
from tests.experiment.tiny import TinyModel
from tests.fakes import event

HOT = "parameters.armed_fire.rate=4"


class Exploding(TinyModel):
    def step(self):
        super().step()
        self.events += [event(n, self._tick, "shots") for n in range(100_000)]


def build_exploding_third(loaded, number, seed):
    return (Exploding if number == 2 else TinyModel)(loaded, number, seed)


def number_of(run, _scenario):
    return run.number


def tiny(scenario):
    """A scenario for the tiny model, with the parameters of a real one."""
    return SimpleNamespace(scenario=scenario, world=None, seconds_a_tick=0.0)


@pytest.fixture(scope="module")
def scenario():
    return load("scenarios/mitrovica.yaml", (HOT,)).scenario


@pytest.mark.parametrize("workers", [1, 2])
def test_runs_before_one_that_explodes_are_kept(scenario, workers):
    kept: MemoryStore[int] = MemoryStore()
    task = Task(1, build_exploding_third, number_of)
    with local_engine(workers) as engine, pytest.raises(TooManyEvents) as told:
        run_arms([Arm("tiny", (tiny(scenario),))], runs=40, task=task, engine=engine, kept=kept)
    assert list(kept.results()) == [0, 1]
    said = str(told.value)
    assert said.startswith("run 2 of mitrovica has more than 17,000 events by hour 0.25 of 240")
    assert "most of them shots fired (100,000)" in said
    assert said.endswith("lower parameters.armed_fire.rate, which is 4 (hard limit 4)")


def test_the_budget_grows_with_the_hours_of_a_run(scenario):
    assert most_events(240) == 17_000
    events = [event(0, 3, "attack")] * 17_000
    check_budget(tiny(scenario), 0, events)
    with pytest.raises(TooManyEvents, match="look for what brings them about in the timeline"):
        check_budget(tiny(scenario), 0, [*events, events[0]])


def test_every_kind_names_parameters_that_there_are(scenario):
    assert BEHIND.keys() <= KINDS.keys()
    for name in (name for names in BEHIND.values() for name in names):
        group, _, key = name.partition(".")
        assert hasattr(getattr(scenario.parameters, group), key), name


@pytest.mark.parametrize("kind", sorted(BEHIND))
def test_every_kind_of_event_can_be_what_explodes(scenario, kind):
    with pytest.raises(TooManyEvents, match=r"; lower parameters\.\w+\.\w+, which is"):
        check_budget(tiny(scenario), 0, [event(0, 3, kind)] * 17_001)


def test_the_shell_says_it_and_ends_with_code_2(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sim.experiment.event_budget.AT_FIRST", 10)
    monkeypatch.setattr("sim.experiment.event_budget.EACH_HOUR", 0)
    words = ["run", "scenarios/mitrovica.yaml", "--runs", "2", "--workers", "1", "--quiet"]
    assert main([*words, "--set", "ensemble.one_in=50", "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert said[0].startswith("run 0 of mitrovica has more than 10 events by hour ")
