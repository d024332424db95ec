import os
from contextlib import suppress

import pytest

from sim.experiment.arms import arm_of
from sim.experiment.execution import execute_arms
from sim.experiment.output_folder import FolderError, exclusive_lock, working_folder
from sim.results.codecs import JSON
from sim.results.journal import Journal
from sim.results.ownership import Study
from sim.terms.errors import Interrupted, Refused
from tests.experiment import tiny

TINY = Study("tiny", {"seed": 1})
links = pytest.mark.skipif(os.name == "nt", reason="links need rights there")


def number(run, _scenario):
    return run.number


def executed(folder, *, stop_after=None, **execution):
    done = []

    def stop():
        return stop_after is not None and len(done) > stop_after

    return execute_arms(
        [arm_of(tiny.scenario())], runs=4, seed=1, summarise=number, codec=JSON, folder=folder,
        identity="tiny", build=tiny.build, workers=1, stop=stop,
        progress=lambda n, _: done.append(n), **execution,
    )  # fmt: skip


def refused(out, error=None):
    with working_folder(out, TINY):
        raise error or Refused("no")


def test_a_refused_study_leaves_no_folder_behind(tmp_path):
    with pytest.raises(Refused, match="no"):
        refused(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_or_holds_something_stays(tmp_path):
    (tmp_path / "mine").mkdir()
    with pytest.raises(Refused):
        refused(tmp_path / "mine" / "new")
    assert list((tmp_path / "mine").iterdir()) == []
    with working_folder(tmp_path / "kept", TINY) as folder:
        (folder / "x").write_text("x")
    with pytest.raises(FolderError, match=r"holds x, and nothing says that tiny made them"):
        refused(tmp_path / "kept")
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["x"]


def test_what_is_stopped_before_its_first_run_leaves_nothing(tmp_path):
    with pytest.raises(Interrupted), working_folder(tmp_path / "out", TINY) as folder:
        executed(folder, stop_after=0)
    assert list(tmp_path.iterdir()) == []


def test_what_is_stopped_after_a_run_keeps_it(tmp_path):
    with pytest.raises(Interrupted), working_folder(tmp_path / "out", TINY) as folder:
        executed(folder, stop_after=2)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["runs.part", "study.part"]
    told = []
    with working_folder(tmp_path / "out", TINY) as folder:
        assert list(executed(folder, notice=told.append).results) == [0, 1, 2, 3]
    assert told == ["going on after the 2 runs that are done"]


def test_files_of_others_that_end_alike_are_not_removed(tmp_path):
    with working_folder(tmp_path, TINY), Journal(tmp_path / "runs.part", "key", JSON) as journal:
        journal.append(1)
        (tmp_path / "film.part").write_bytes(b"mine")
        (tmp_path / "folder.part").mkdir()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["film.part", "folder.part"]


@pytest.mark.parametrize("content", [b"my own notes", b"ibar journal of mine"])
def test_a_plain_file_of_the_name_of_a_journal_is_never_touched(tmp_path, content):
    (tmp_path / "runs.part").write_bytes(content)
    with pytest.raises(FolderError, match=r"holds runs\.part"), working_folder(tmp_path, TINY):
        pass
    (tmp_path / "runs.part").unlink()
    with working_folder(tmp_path, TINY) as folder:  # it can come later too
        (tmp_path / "runs.part").write_bytes(content)
        with pytest.raises(Refused, match="is no journal"):
            executed(folder)
    assert (tmp_path / "runs.part").read_bytes() == content


@pytest.mark.parametrize("name", [".lock", "study.part", ".trial.{pid}", "runs.part"])
@links
def test_nothing_is_written_through_a_link_that_lies_in_a_folder(tmp_path, name):
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / name.format(pid=os.getpid())).symlink_to(precious)
    with suppress(FolderError), working_folder(folder, TINY):
        executed(folder)
    assert precious.read_bytes() == b"precious"


def test_a_file_called_lock_that_is_no_lock_is_not_emptied(tmp_path):
    (tmp_path / ".lock").write_text("the combination")
    with pytest.raises(FolderError, match="is no lock of a folder"), working_folder(tmp_path, TINY):
        pass
    assert (tmp_path / ".lock").read_text() == "the combination"


def test_what_a_killed_process_has_begun_to_write_is_removed(tmp_path):
    for name in (".runs.csv.4711.part", ".trial.4711", ".mine.part", ".trial.mine"):
        (tmp_path / name).write_bytes(b"begun")
    with working_folder(tmp_path, TINY):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == [".mine.part", ".trial.mine"]


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        with (
            pytest.raises(FolderError, match="it is no folder"),
            working_folder(tmp_path / name, TINY),
        ):
            pass


@pytest.mark.parametrize("name", ["with spaces", "čćšđž", "日本", "a/b/c"])
def test_folders_of_any_name_can_be_worked_in(tmp_path, name, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with working_folder(name, TINY) as folder:
        (folder / "x").write_text("x")
    assert [path.name for path in (tmp_path / name).iterdir()] == ["x"]


def test_the_lock_of_a_killed_process_stops_nobody(tmp_path):
    (tmp_path / ".lock").write_text("")
    with working_folder(tmp_path, TINY):
        assert (tmp_path / ".lock").exists()
    assert not (tmp_path / ".lock").exists()


def test_two_locks_of_one_folder_do_not_meet(tmp_path):
    with exclusive_lock(tmp_path, ".a.lock"), exclusive_lock(tmp_path, ".b.lock"):
        with (
            pytest.raises(FolderError, match="another process"),
            exclusive_lock(tmp_path, ".a.lock"),
        ):
            pass
        assert len(list(tmp_path.iterdir())) == 2
