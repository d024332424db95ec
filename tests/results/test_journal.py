import os

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.results.codecs import JSON, WHOLE, runs_of
from sim.results.journal import MAGIC, Journal
from sim.terms.errors import Refused
from tests.fakes import fake_ensemble

ROWS = [{"run": k, "peak": k / 3, "kind": None if k % 2 else "swap"} for k in range(9)]

links = pytest.mark.skipif(os.name == "nt", reason="links need rights there")


def filled(path, key="a study", rows=ROWS):
    with Journal(path, key, JSON) as journal:
        for row in rows:
            journal.append(row)
    return path


def found(path, key="a study", codec=JSON):
    with Journal(path, key, codec) as journal:
        return list(journal.results()), journal.distrusted


def test_what_was_kept_is_found_again_to_the_last_digit(tmp_path):
    assert found(filled(tmp_path / "j")) == (ROWS, 0)


def test_a_run_comes_back_as_it_was(tmp_path):
    runs = fake_ensemble(5, seed=3, days=2).runs
    path = tmp_path / "j"
    with Journal(path, "k", WHOLE) as journal:
        for run in runs:
            journal.append(run)
    with Journal(path, "k", WHOLE) as journal:
        back = runs_of(journal.results())
        assert [run.number for run in back] == [run.number for run in runs]
        for was, now in zip(runs, back, strict=True):
            assert now.events == was.events
            assert now.series.tobytes() == was.series.tobytes()
        curves = np.stack([run.measure("people_out") for run in runs])
        assert back.measure("people_out").tobytes() == curves.tobytes()
        assert back[2:4].measure("people_out").tobytes() == curves[2:4].tobytes()
        assert back[-1].number == runs[-1].number


@pytest.mark.parametrize("key", ["another study", ""])
def test_the_journal_of_another_study_is_not_trusted(tmp_path, key):
    path = filled(tmp_path / "j")
    rows, distrusted = found(path, key)
    assert rows == []
    assert distrusted > 0
    assert found(path) == ([], path.stat().st_size)


def test_another_form_of_the_same_study_is_not_trusted(tmp_path):
    rows, _ = found(filled(tmp_path / "j"), codec=WHOLE)
    assert rows == []


@given(cut=st.integers(0, 2000))
def test_a_file_cut_anywhere_keeps_all_that_is_whole_and_goes_on(tmp_path_factory, cut):
    path = filled(tmp_path_factory.mktemp("cut") / "j")
    content = path.read_bytes()
    path.write_bytes(content[: min(cut, len(content))])
    with Journal(path, "a study", JSON) as journal:
        n = len(journal)
        assert list(journal.results()) == ROWS[:n]
        for row in ROWS[n:]:
            journal.append(row)
    assert path.read_bytes() == content


@given(place=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_one_bit_turned_anywhere_is_found(tmp_path_factory, place, bit):
    path = filled(tmp_path_factory.mktemp("bit") / "j")
    content = bytearray(path.read_bytes())
    place %= len(content)
    content[place] ^= 1 << bit
    path.write_bytes(bytes(content))
    if place < len(MAGIC):  # nothing says any more that it is ours
        with pytest.raises(Refused, match="is no journal"):
            found(path)
        assert path.read_bytes() == content
        return
    rows, distrusted = found(path)
    assert rows == ROWS[: len(rows)]
    assert len(rows) < len(ROWS)
    assert distrusted > 0


def test_frames_in_another_order_are_found(tmp_path):
    path = tmp_path / "j"
    same_length = [{"run": k} for k in range(4)]
    filled(path, rows=same_length)
    content = path.read_bytes()
    frame = (len(content) - len(filled(tmp_path / "empty", rows=[]).read_bytes())) // 4
    head, last = content[: -2 * frame], content[-2 * frame :]
    path.write_bytes(head + last[frame:] + last[:frame])
    assert found(path)[0] == same_length[:2]


@pytest.mark.parametrize("content", [b"run,peak\n0,5\n" * 100, b"i am no journal", b"\0", b"J"])
def test_a_file_that_is_no_journal_is_left_as_it_is(tmp_path, content):
    path = tmp_path / "j"
    path.write_bytes(content)
    with pytest.raises(Refused, match="is no journal of Ibar, and is left as it is"):
        found(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("there", [True, False])
@links
def test_a_journal_is_not_written_through_a_link(tmp_path, there):
    target = tmp_path / "precious"
    if there:
        filled(target)
    before = target.read_bytes() if there else None
    (tmp_path / "j").symlink_to(target)
    with pytest.raises(OSError, match="is a link"):
        filled(tmp_path / "j")
    assert (target.read_bytes() if target.exists() else None) == before


def test_a_file_changed_under_our_hands_is_not_read_as_if_it_were_sound(tmp_path):
    path = filled(tmp_path / "j")
    with Journal(path, "a study", JSON) as journal:
        path.write_bytes(path.read_bytes()[:-30])
        with pytest.raises(OSError, match="changed by something else"):
            journal.results()[-1]
