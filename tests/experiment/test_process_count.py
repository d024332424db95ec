import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import joblib
import pytest

from sim.experiment.process_count import process_count
from sim.experiment.runner import full_run, run_ensemble
from tests.experiment import tiny


def made(workers):
    """In somebody's pool: how many processes an ensemble took, and what came out."""
    done = process_count({"workers": workers}, tiny.build)[0]
    found = run_ensemble(
        tiny.scenario(), runs=3, seed=1, workers=done, summarise=tiny.peak, build=tiny.build
    )
    return found.workers, found.results


def expected():
    return made(1)[1]


def test_it_is_left_open_where_nothing_stands_against_it():
    assert process_count({}, tiny.build, full_run) == (None, "")
    assert process_count({"workers": 5}, tiny.build) == (5, "")
    assert process_count({"workers": None, "cluster": "tcp://x"}, lambda: 0) == (None, "")


def test_what_other_processes_cannot_import_stays_here():
    here = {"__name__": "__main__"}
    exec("def build(): pass", here)  # as in a script or a notebook
    for own in (here["build"], lambda: 0):
        count, why = process_count({}, tiny.build, own)
        assert count == 1
        assert "stands in no module" in why
    assert process_count({"workers": 3}, lambda: 0) == (3, ""), "who asks for more is refused"


def test_one_process_inside_a_pool_of_multiprocessing():
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(made, [None, 2]) == [(1, expected())] * 2


@pytest.mark.slow
def test_one_process_inside_an_executor_and_inside_joblib():
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as executor:
        assert executor.submit(made, None).result() == (1, expected())
    results = joblib.Parallel(n_jobs=2)(joblib.delayed(made)(None) for _ in range(2))
    assert results == [(1, expected())] * 2
