import math

import pytest

from sim.model.rules import siege


def test_police_who_knew_are_not_surprised():
    assert siege.exposed(0.0, 0.75, 0.06, 4.0, known=False) == pytest.approx(0.75)
    assert siege.exposed(4.0, 0.75, 0.06, 4.0, known=False) == pytest.approx(0.06 + 0.69 / math.e)
    assert siege.exposed(0.0, 0.75, 0.06, 4.0, known=True) == 0.06


def test_a_cell_must_be_found():
    assert siege.located(0.0, False, 0.6, 20.0) == 0.0
    assert siege.located(0.0, True, 0.6, 20.0) == pytest.approx(0.6)
    assert siege.located(1e9, False, 0.6, 20.0) == pytest.approx(1.0)


def test_lulls_lengthen():
    assert [siege.burst_rate(2.0, k) for k in (0.0, 1.0, 3.0)] == [2.0, 1.0, 0.5]


def test_how_a_siege_ends_by_rate():
    assert siege.surrender_rate(0.25, True, 3.0, 0.5) == pytest.approx(0.375)
    assert siege.surrender_rate(0.25, False, 3.0, 1.0) == 0.0
    assert siege.way_out_rate(0.2, False, 1.0, 1.0) == 0.0
    assert siege.way_out_rate(0.2, True, 1.0, 1.0) == pytest.approx(0.1)
    assert siege.way_out_rate(0.2, False, 0.25, 3.0) == pytest.approx(0.45)
