import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from sim.experiment.arms import Arm
from sim.experiment.cluster import ClusterError, check_address, checked, identity
from sim.experiment.engines import open_engine
from sim.experiment.runner import full_run, run_arms
from sim.experiment.workers import Task
from sim.results.codecs import WHOLE
from sim.results.journal import Journal
from tests.experiment import tiny

pytest.importorskip("distributed")
ROOT = Path(__file__).resolve().parents[2]
RUNS = 60
SLOW = 0.002


@contextmanager
def process(module, *arguments):
    started = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{module}", *arguments, "--no-dashboard"],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield started
    finally:
        started.kill()
        started.wait()


def worker(address):
    return process("dask_worker", address, "--nthreads", "1", "--no-nanny")


@contextmanager
def scheduled(file):
    arguments = ("--port", "0", "--host", "127.0.0.1", "--scheduler-file", str(file))
    with process("dask_scheduler", *arguments) as started:
        deadline = time.monotonic() + 60
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        yield started, json.loads(file.read_text())["address"]


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    with scheduled(tmp_path_factory.mktemp("cluster") / "scheduler.json") as (_, address):
        yield address


def content(results):
    return [(run.number, run.series.tobytes(), run.events) for run in results]


def executed(cluster=None, *, workers=1, seconds=0.0, seen=lambda _done: None, kept=None):
    with open_engine(workers, cluster) as engine:
        result = run_arms(
            [Arm("tiny", (tiny.scenario(seconds),))],
            runs=RUNS,
            task=Task(5, tiny.build, full_run),
            engine=engine,
            kept=kept,
            progress=lambda done, _asked: seen(done),
        )
        return content(result.results)


def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed_in_the_middle(scheduler):
    serial = executed()
    with ExitStack() as stack:
        first = stack.enter_context(worker(scheduler))
        stack.enter_context(worker(scheduler))
        assert executed(scheduler) == serial
        killed = []

        def kill(done):
            if done >= RUNS // 3 and not killed:
                first.kill()
                killed.append(done)

        assert executed(scheduler, seconds=SLOW, seen=kill) == serial
        assert killed
        assert killed[0] < RUNS


def test_a_study_begun_on_a_cluster_goes_on_without_it(scheduler, tmp_path):
    class Gone(Exception):
        pass

    def leave(done):
        if done >= RUNS // 2:
            raise Gone

    with worker(scheduler), Journal(tmp_path / "j", "key", WHOLE) as journal:
        with pytest.raises(Gone):
            executed(scheduler, seen=leave, kept=journal)
        assert RUNS // 2 <= len(journal) < RUNS
    with Journal(tmp_path / "j", "key", WHOLE) as journal:
        assert executed(kept=journal) == executed()


def test_a_study_whose_workers_are_all_gone_ends_and_says_so(scheduler, tmp_path, monkeypatch):
    monkeypatch.setattr("sim.experiment.cluster.WATCH_SECONDS", 0.2)

    def kill(done):
        monkeypatch.setattr("sim.experiment.cluster.CONNECT_SECONDS", 1.0)
        ending(only, done)

    with worker(scheduler) as only, Journal(tmp_path / "j", "key", WHOLE) as journal:
        with pytest.raises(ClusterError, match="all its workers are gone"):
            executed(scheduler, seconds=SLOW, kept=journal, seen=kill)
        assert 0 < len(journal) < RUNS


def ending(started, done):
    if done >= RUNS // 4:
        started.kill()
        started.wait()


def test_a_study_whose_scheduler_is_gone_ends_in_one_sentence(tmp_path, capfd, caplog):
    file = tmp_path / "scheduler.json"
    with scheduled(file) as (started, address), worker(address):
        capfd.readouterr()
        with pytest.raises(ClusterError, match="the cluster is gone"):
            executed(address, seconds=SLOW, seen=lambda done: ending(started, done))
    assert capfd.readouterr().err == ""
    assert caplog.text == ""


def test_an_address_where_nobody_answers_is_said(monkeypatch):
    monkeypatch.setattr("sim.experiment.cluster.CONNECT_SECONDS", 0.5)
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        with pytest.raises(ClusterError, match="no scheduler answers"), open_engine(None, address):
            pass


@pytest.mark.parametrize(
    "address", ["", "foo", "tcp://h", "tcp://h:port", "http://h:80", "ucx://h:1"]
)
def test_what_is_no_address_is_refused_at_once(address):
    began = time.monotonic()
    with pytest.raises(ClusterError, match="write an address such as"), open_engine(None, address):
        pass
    assert time.monotonic() - began < 3
    check_address("tcp://10.0.0.1:8786")
    check_address("localhost:8786")


def test_a_scheduler_without_workers_is_said(scheduler, monkeypatch):
    monkeypatch.setattr("sim.experiment.cluster.CONNECT_SECONDS", 1.0)
    with pytest.raises(ClusterError, match="has no workers"), open_engine(None, scheduler):
        pass


def test_a_worker_with_other_versions_makes_no_run():
    assert checked(identity(), os.getpid) == os.getpid()
    with pytest.raises(Exception, match=r"numpy .* instead of 0\.1"):
        checked(identity() | {"numpy": "0.1"}, os.getpid)
