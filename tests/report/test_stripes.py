import numpy as np
import pytest
from matplotlib.figure import Figure

from sim.report.stripes import MOST_ROWS, count_words, draw_stripes, rows_of


def two_futures(low=0, high=9):
    """29 of 40 runs stand on one level, 11 on another, in each of three hours."""
    counts = np.zeros((high + 1, 3), np.int64)
    counts[low], counts[high] = 29, 11
    return counts


def test_no_row_between_two_futures_holds_a_run():
    rows = rows_of(two_futures())
    assert rows.labels == tuple("0123456789")
    assert rows.shares[0].tolist() == [29 / 40] * 3
    assert rows.shares[9].tolist() == [11 / 40] * 3
    assert not rows.shares[1:9].any()


@pytest.mark.parametrize("top", [1, 12, 13, 40, 200])
def test_many_levels_share_few_rows_and_every_run_is_in_one(top):
    counts = np.ones((top + 1, 2), np.int64)
    rows = rows_of(counts)
    assert len(rows.labels) <= MOST_ROWS
    np.testing.assert_allclose(rows.shares.sum(axis=0), 1)
    assert rows.labels[0] == "0"
    assert rows.place(0) == 0
    assert 0.5 < rows.place(1) <= 1
    assert rows.place(top) <= len(rows.labels) - 0.5


def test_what_was_observed_has_a_row():
    rows = rows_of(two_futures(high=2), top=12)
    assert rows.labels[-1] == "12"
    assert not rows.shares[3:].any()


def test_a_single_run_of_many_is_seen():
    counts = np.array([[199], [1]])
    axes = Figure().add_subplot()
    draw_stripes(axes, np.arange(1.0), rows_of(counts), "#000000")
    colours = axes.collections[0].get_array()
    assert colours.min() > 0.1
    assert axes.get_ylim() == (-0.5, 1.5)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (two_futures(), "none in 29 of 40,\n9 in 11 of 40"),
        (np.array([[40], [0]]), "none in 40 of 40"),
        (np.array([[0], [3], [5]]), "1 to 2 in 8 of 8"),
    ],
)
def test_counts_are_told_apart_in_words(counts, words):
    assert count_words(counts, 0) == words
