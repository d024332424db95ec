from datetime import datetime

import numpy as np
import pytest

from sim.scenario.clock import Clock
from sim.studies.compare.differences import compare_arms
from sim.studies.fork.bands import _share, bands_sentences
from sim.studies.fork.differences import _words
from sim.terms.outcomes import BY_NAME, OUTCOMES

CLOCK = Clock(start=datetime(2022, 7, 31, 6), days=10, timezone="Europe/Belgrade")


def row(number=0, **values):
    calm = {o.name: None if o.kind in {"time", "word"} else 0.0 for o in OUTCOMES}
    return {"run": number, **calm, **values}


def test_hours_that_the_end_of_the_clock_cuts_off_are_at_least_so_many():
    blocked = row(barricades_peak=3.0, blocked_hours=229.0, peak_rung=5.0)
    ended = blocked | {"barricades_gone_time": 235.0}
    told = [_words(BY_NAME["blocked_hours"], one, CLOCK) for one in (blocked, ended)]
    assert told == ["at least 229", "229"]


def test_means_over_many_forks_say_so_too():
    base = [row(k, barricades_peak=3.0, blocked_hours=200.0 + k, peak_rung=5.0) for k in range(9)]
    other = [one | {"blocked_hours": 20.0, "barricades_gone_time": 40.0} for one in base]
    (line,) = [
        line
        for line in bands_sentences(compare_arms(base, {"otherwise": other}))
        if line.startswith("hours with a barricade")
    ]
    assert "at least 204 -> 20 (difference" in line


def test_few_forks_that_differ_are_counted_not_averaged():
    base = [row(k) for k in range(30)]
    other = [row(k, injured=9.0 * (k < 3)) for k in range(30)]
    lines = bands_sentences(compare_arms(base, {"otherwise": other}))
    assert "any people injured: 0 % -> 10 % (differs in only 3 of 30 runs)" in lines


def test_a_share_of_none_or_all_runs_is_not_known_for_certain():
    share = _share(np.zeros((20, 3), bool))
    assert share.mean.tolist() == [0, 0, 0]
    assert share.q75 == pytest.approx([0.161] * 3, abs=1e-3)
