"""The picture of a fork: no name of a key event is cut off, and none lies on another."""

from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from sim.scenario.load import load
from sim.studies.fork.picture_data import fork_frame
from sim.studies.fork.study import fork


@pytest.fixture(scope="module")
def figure():
    """A fork of the base case, whose scenario names key events of its own."""
    base = load("scenarios/mitrovica.yaml", ["clock.days=2", "ensemble.one_in=100"])
    return fork(base, run=0, at="2022-07-31 18:30", sets=["mechanisms.rumour=false"]).plot()


def test_names_of_key_events_are_whole_and_keep_apart(figure):
    renderer = FigureCanvasAgg(figure).get_renderer()
    names = [label for label in figure.axes[0].get_yticklabels() if label.get_text()]
    boxes = [label.get_window_extent(renderer) for label in names]
    assert len(boxes) >= 6
    assert min(box.x0 for box in boxes) >= 0
    assert [(a, b) for a, b in combinations(boxes, 2) if a.overlaps(b)] == []


def test_the_end_of_the_picture_is_told_only_where_it_cuts():
    """Numbers beside the curves are of whole runs: a curve can end lower than they say."""
    clock = load("scenarios/mitrovica.yaml", ["clock.days=2"]).scenario.clock
    calm = {"first_calm_time": 0.0}
    on = {"first_calm_time": 40.0}
    whole, cut = (fork_frame([[row]] * 2, clock, 4, title="", caption=("",)) for row in (on, calm))
    assert whole.caption == ("",)
    assert cut.caption[1:] == ("Cut off after 1.5 of 2 days.",)
