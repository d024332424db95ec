import os
import signal
import time

import pytest

from tests.end_to_end.killing import SMALL, content, finish, kill_at_random, start

TWO = (*SMALL, "--workers", "2")


@pytest.mark.parametrize("kills", [4, pytest.param(20, marks=pytest.mark.slow)])
def test_an_ensemble_killed_at_random_ends_with_the_same_bytes(tmp_path, kills):
    went_on = kill_at_random(tmp_path, *TWO, kills=kills)
    assert went_on or kills < 20, "none was killed in the middle of its runs"
    assert {"runs.csv", "events.csv", "series.npz", "curves.png"} <= content(tmp_path / "0").keys()


def test_two_processes_in_one_folder_are_told_apart(tmp_path):
    first = start(tmp_path, *TWO, "--runs", "200", start_new_session=True)
    try:
        deadline = time.monotonic() + 30
        while not (tmp_path / "runs.part").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        second = start(tmp_path, *TWO)
        errors = second.communicate(timeout=60)[1]
        assert second.returncode == 2
        assert errors.count("\n") == 1
        assert "another process is working in this folder" in errors
        assert first.poll() is None, "the first was disturbed"
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.communicate()


def limited(n_bytes):
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, n_bytes))


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="no limits on the size of files")
def test_a_disk_that_fills_up_gives_one_message_and_loses_nothing(tmp_path):
    room = 300_000  # for about ten runs in the journal
    full = start(tmp_path / "full", *TWO, preexec_fn=lambda: limited(room))
    errors = full.communicate(timeout=120)[1]
    assert full.returncode == 2, errors
    assert "Traceback" not in errors
    assert "no room is left" in errors
    assert 100_000 < (tmp_path / "full" / "runs.part").stat().st_size <= room
    assert "going on after" in finish(tmp_path / "full", *TWO)
    finish(tmp_path / "whole", *TWO)
    assert content(tmp_path / "full") == content(tmp_path / "whole")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(tmp_path):
    tmp_path.chmod(0o500)
    done = start(tmp_path / "out", *TWO)
    errors = done.communicate(timeout=60)[1]
    assert done.returncode == 2
    assert errors.startswith("cannot write to")


def test_a_damaged_file_of_finished_runs_is_redone_and_said(tmp_path):
    finish(tmp_path / "whole", *TWO)
    started = start(tmp_path / "out", *TWO, "--runs", "24")
    part = tmp_path / "out" / "runs.part"
    deadline = time.monotonic() + 30
    while not (part.exists() and part.stat().st_size > 400_000) and time.monotonic() < deadline:
        time.sleep(0.02)
    started.kill()
    started.communicate()
    damaged = bytearray(part.read_bytes())
    damaged[250_000] ^= 1
    part.write_bytes(bytes(damaged))
    assert "is damaged" in finish(tmp_path / "out", *TWO)
    assert content(tmp_path / "out") == content(tmp_path / "whole")
