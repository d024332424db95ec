from pathlib import Path

from sim.experiment.stages import Stage
from sim.studies.calibrate.sampling import Candidate
from sim.studies.calibrate.trial import PatternMiss, run_trial

BASE = Path(__file__).parents[3] / "scenarios" / "mitrovica.yaml"


SHIPPED = Candidate(0, {"parameters.mobilisation.cost_sd": 0.5})


STAGES = [Stage("cheap", BASE, 2, ()), Stage("dear", BASE, 5, ())]


def numbers(_loaded, runs, _held):
    return range(runs)


def test_a_candidate_is_rejected_at_the_first_stage_that_it_fails():
    made = []

    def make(_loaded, runs, held):
        made.extend(range(len(held), runs))
        return range(runs)

    def judge(_loaded, runs):
        return [PatternMiss("B1", 0, False), PatternMiss("B2", len(runs) / 2, len(runs) > 4)]

    tried = run_trial(SHIPPED, [*STAGES, Stage("never", BASE, 99, ())], judge, make, 2)
    assert (tried.stage, tried.patterns, tried.is_accepted) == ("dear", ("B2",), False)
    assert tried.distance == 2.5
    assert made == [0, 1, 2, 3, 4]  # the runs of the cheap stage are not made again


def test_a_miss_that_chance_explains_is_accepted_and_counted():
    def judge(_loaded, _runs):
        return [PatternMiss("B1", 0, False), PatternMiss("B2", 1.5, False)]

    tried = run_trial(SHIPPED, STAGES, judge, numbers, 2)
    assert tried.is_accepted
    assert (tried.met, tried.of, tried.distance) == (1, 2, 1.5)


def test_the_distance_is_that_of_the_worst_stage():
    def judge(_loaded, runs):
        return [PatternMiss("B1", 9 - len(runs), True)]

    assert run_trial(SHIPPED, STAGES, judge, numbers, 99).distance == 7
    assert run_trial(SHIPPED, STAGES, judge, numbers, 5).stage == "cheap"


def test_candidates_are_run_with_their_own_values():
    seen = []

    def judge(loaded, _runs):
        seen.append(loaded.scenario.parameters.mobilisation.cost_sd.value)
        return []

    candidate = Candidate(3, {"parameters.mobilisation.cost_sd": 0.41})
    run_trial(candidate, STAGES[:1], judge, numbers, 2)
    assert seen == [0.41]
