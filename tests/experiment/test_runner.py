import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiment import engines
from sim.experiment.engines import WorkersDied
from sim.experiment.runner import run_ensemble
from tests.experiment import tiny


def tiny_ensemble(**settings):
    return run_ensemble(
        settings.pop("loaded", tiny.scenario()),
        **{"runs": 6, "seed": 5, "workers": 1, "build": tiny.build, **settings},
    )


def content(executed):
    return [(run.number, run.series.tobytes(), run.events) for run in executed.results]


def test_two_processes_give_the_same_bytes_as_one_in_run_order():
    serial = tiny_ensemble(runs=23)
    parallel = tiny_ensemble(runs=23, workers=2)
    assert parallel.workers == 2
    assert [run.number for run in parallel.results] == list(range(23))
    assert content(parallel) == content(serial)
    assert content(parallel) != content(tiny_ensemble(runs=23, seed=6))


@settings(deadline=None, max_examples=20)
@given(runs=st.integers(1, 12), more=st.integers(0, 5))
def test_the_first_runs_of_a_larger_ensemble_are_the_smaller_ensemble(runs, more):
    small = content(tiny_ensemble(runs=runs))
    assert content(tiny_ensemble(runs=runs + more))[:runs] == small


def test_a_short_ensemble_stays_in_this_process():
    executed = tiny_ensemble(workers=None, summarise=tiny.process_of)
    assert set(executed.results) == {os.getpid()}
    assert executed.workers == 1


def test_a_long_ensemble_goes_to_workers(monkeypatch):
    monkeypatch.setattr(engines, "SERIAL_SECONDS", 0.0)
    monkeypatch.setattr(engines.processes, "usable_cores", lambda: 2)
    executed = tiny_ensemble(workers=None, summarise=tiny.process_of)
    assert executed.results[0] == os.getpid()
    assert os.getpid() not in executed.results[1:]
    assert executed.workers == 2


def test_workers_summarise_where_they_run_and_use_one_thread(monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    executed = tiny_ensemble(workers=2, summarise=tiny.threads_of)
    assert set(executed.results) == {"1"}
    assert "OPENBLAS_NUM_THREADS" not in os.environ


def test_progress_counts_up_to_the_end():
    seen = []
    tiny_ensemble(runs=9, workers=2, progress=lambda done, asked: seen.append((done, asked)))
    assert seen[-1] == (9, 9)
    assert seen == sorted(seen)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stop_keeps_the_runs_that_are_done(workers):
    done = []
    executed = tiny_ensemble(
        loaded=tiny.scenario(seconds_a_tick=0.002),
        runs=1000,
        workers=workers,
        summarise=tiny.peak,
        progress=lambda count, _asked: done.append(count),
        stop=lambda: bool(done) and done[-1] >= 4,
    )
    assert executed.interrupted
    assert 4 <= len(executed.results) < 100
    numbers = [number for number, _ in executed.results]
    assert numbers == sorted(set(numbers))
    whole = dict(tiny_ensemble(runs=100, summarise=tiny.peak).results)
    assert all(whole[number] == level for number, level in executed.results if number < 100)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_broken_run_stops_the_ensemble_and_is_named(workers):
    with pytest.raises(ArithmeticError) as caught:
        tiny_ensemble(workers=workers, build=tiny.build_failing_third)
    assert any("run 2 of tiny, seed 5" in note for note in caught.value.__notes__)


@pytest.mark.parametrize("build", [tiny.build_dying, tiny.build_dying_second])
def test_a_killed_worker_is_reported_and_takes_the_others_with_it(build):
    with pytest.raises(WorkersDied, match="memory"):
        tiny_ensemble(workers=2, build=build)
    assert multiprocessing.active_children() == []


def test_no_worker_is_left_behind():
    deadline = time.monotonic() + 5
    tiny_ensemble(workers=2)
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("wrong", [{"runs": 0}, {"workers": 0}])
def test_no_runs_or_no_workers_is_refused(wrong):
    with pytest.raises(ValueError, match="at least 1"):
        tiny_ensemble(**wrong)


def test_a_script_that_asks_for_runs_is_not_run_again_by_every_worker(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "print('once')\n"
        "from sim.experiment.runner import run_ensemble\n"
        "from tests.experiment import tiny\n"
        "print(len(run_ensemble(tiny.scenario(), runs=6, seed=1, workers=2, build=tiny.build)"
        ".results))\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": str(root)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == "once\n6\n"
    assert done.stderr == ""
