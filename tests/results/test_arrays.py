import io
import weakref
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.results.arrays import npz_bytes, read_array, read_npz, rows_of, write_npz
from sim.terms.errors import Damaged


def in_one_piece(named):
    """The same file with every entry handed over at once."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, array in named.items():
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            content = io.BytesIO()
            np.lib.format.write_array(content, array, allow_pickle=False)
            archive.writestr(entry, content.getvalue(), compresslevel=1)
    return out.getvalue()


@settings(max_examples=25, deadline=None)
@given(
    arrays(np.float32, (5, 40), elements=st.sampled_from([0, 1, 2.5])),
    arrays(np.int64, st.integers(0, 9)),
)
def test_writing_part_by_part_changes_no_byte(curves, numbers):
    named = {"run": numbers, "rung": curves}
    assert npz_bytes(named) == in_one_piece(named)


def test_large_arrays_come_out_the_same_part_by_part():
    rng = np.random.default_rng(3)
    steps = np.repeat(rng.integers(0, 9, (12_500, 30)), 12, axis=1).astype(np.float32)
    assert steps.nbytes > 2**24  # more than NumPy hands over at once
    named = {"rung": steps, "noise": rng.random((500, 960), np.float32)}
    content = npz_bytes(named)
    assert content == in_one_piece(named)
    assert np.array_equal(read_npz(content)["rung"], steps)


def test_no_array_is_held_while_the_next_is_made(tmp_path):
    made = []

    def curves():
        for name in "abc":
            assert [ref() for ref in made] == [None] * len(made)
            array = np.zeros((4, 3), np.float32)
            made.append(weakref.ref(array))
            yield name, array
            del array

    path = tmp_path / "x.npz"
    with path.open("wb") as out:
        write_npz(out, curves())
    assert len(made) == 3
    assert read_array(path, "c").shape == (4, 3)


def test_an_entry_of_more_than_four_gigabytes_is_announced(monkeypatch, tmp_path):
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1000)
    curves = {"rung": np.arange(3000.0).reshape(3, 1000), "run": np.arange(3)}
    path = tmp_path / "x.npz"
    path.write_bytes(npz_bytes(curves))
    assert np.array_equal(read_array(path, "rung"), curves["rung"])


def test_rows_come_one_after_the_other(tmp_path):
    rng = np.random.default_rng(1)
    curves = {name: rng.random((7, 50), np.float32) for name in ("a", "b")}
    path = tmp_path / "x.npz"
    path.write_bytes(npz_bytes(curves))
    whole = np.stack([curves["a"], curves["b"]], axis=1)
    assert np.array_equal(list(rows_of(path, ("a", "b"))), whole)
    assert np.array_equal(list(rows_of(path, ("b",), 5)), curves["b"][5:, None])


@pytest.mark.parametrize(
    "arrays_of", [{"a": np.zeros((2, 3))}, {"a": np.zeros(3, np.float32)},
                  {"a": np.zeros((2, 3), np.float32), "b": np.zeros((2, 4), np.float32)}],
)  # fmt: skip
def test_other_arrays_are_no_curves(arrays_of, tmp_path):
    path = tmp_path / "x.npz"
    path.write_bytes(npz_bytes(arrays_of))
    with pytest.raises(Damaged, match="curves"):
        list(rows_of(path, arrays_of))
    with pytest.raises(Damaged, match="holds no array missing"):
        list(rows_of(path, ["missing"]))
