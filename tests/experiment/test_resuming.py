import errno

import pytest

from sim.experiment.arms import Arm, systematic_resample
from sim.experiment.engines import local_engine
from sim.experiment.runner import full_run, run_arms
from sim.experiment.workers import Task
from sim.results.codecs import WHOLE
from sim.results.journal import Journal
from tests.experiment import tiny

TASK = Task(5, tiny.build, full_run)
RUNS = 7


def arms(n=3):
    return [Arm(f"arm{k}", (tiny.scenario(),)) for k in range(n)]


def content(results):
    return [(run.number, run.series.tobytes(), run.events) for run in results]


def undisturbed(n=3):
    with local_engine(1) as engine:
        return content(run_arms(arms(n), runs=RUNS, task=TASK, engine=engine).results)


def executed(path, *, workers=1, stop_after=None, seen=None):
    done = []

    def stop():
        return stop_after is not None and bool(done) and done[-1] >= stop_after

    def progress(count, _asked):
        done.append(count)

    with Journal(path, "key", WHOLE) as journal, local_engine(workers) as engine:
        result = run_arms(
            arms(), runs=RUNS, task=TASK, engine=engine, kept=journal, progress=progress, stop=stop
        )
        if seen is not None:
            seen.append(result.resumed)
        return content(result.results)


@pytest.mark.parametrize("stop_after", [1, 6, 7, 8, 20])
@pytest.mark.parametrize("workers", [1, 2])
def test_what_was_stopped_goes_on_and_ends_with_the_same_bytes(tmp_path, stop_after, workers):
    path, seen = tmp_path / "j", []
    first = executed(path, stop_after=stop_after, workers=workers, seen=seen)
    assert stop_after <= len(first) <= 3 * RUNS
    assert executed(path, workers=3 - workers, seen=seen) == undisturbed()
    assert seen == [0, len(first)]


def test_what_is_done_is_not_made_again(tmp_path):
    assert executed(tmp_path / "j") == undisturbed()
    made = []

    def build(*arguments):
        made.append(arguments)
        return tiny.build(*arguments)

    task = Task(5, build, full_run)
    with Journal(tmp_path / "j", "key", WHOLE) as journal, local_engine(1) as engine:
        run_arms(arms(), runs=RUNS, task=task, engine=engine, kept=journal)
        assert made == []
        run_arms(arms(4), runs=RUNS, task=task, engine=engine, kept=journal)
    assert len(made) == RUNS


def test_arms_that_are_done_are_not_even_loaded(tmp_path):
    executed(tmp_path / "j", stop_after=2 * RUNS)
    loaded = []

    class Lazy(list):
        def __getitem__(self, place):
            loaded.append(place)
            return super().__getitem__(place)

    with Journal(tmp_path / "j", "key", WHOLE) as journal, local_engine(1) as engine:
        run_arms(Lazy(arms()), runs=RUNS, task=TASK, engine=engine, kept=journal)
    assert loaded == [2]


def test_arms_take_their_vectors_in_turn():
    variants = (tiny.scenario(), tiny.scenario(0.001))
    arm = Arm("a", variants)
    assert [arm.of(k) for k in range(4)] == [*variants, *variants]


class FullDisk(Journal):
    def append(self, result):
        if len(self) == 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        super().append(result)


def test_a_full_disk_keeps_what_was_done_before(tmp_path):
    path = tmp_path / "j"
    with (
        FullDisk(path, "key", WHOLE) as journal,
        local_engine(2) as engine,
        pytest.raises(OSError, match="No space left"),
    ):
        run_arms(arms(), runs=RUNS, task=TASK, engine=engine, kept=journal)
    assert executed(path) == undisturbed()


def test_vectors_come_as_often_as_they_weigh():
    a, b, c = ({"x": value} for value in (1.0, 2.0, 3.0))
    assert systematic_resample([a, b, c], [1, 1, 1]) == [a, b, c]
    assert systematic_resample([a, b, c], [0, 1, 1]) == [b, c]
    assert systematic_resample([a, b, c], [0.7, 0.15, 0.15]) == [a, a, b]
    many = [{"x": float(k)} for k in range(1000)]
    drawn = systematic_resample(many, [k + 1 for k in range(1000)])
    assert len(drawn) == 1000
    assert abs(sum(one["x"] for one in drawn) / 1000 - 666) < 1
