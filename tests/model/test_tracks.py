"""Tracks of a run agree with its measures at every tick, and come back from a folder."""

from pathlib import Path

import numpy as np
import pytest

from sim.experiment.simulate import simulate
from sim.results.codecs import WHOLE
from sim.scenario.load import load
from sim.terms.tracks import BLOCKED, CLOSED, HELD
from tests.model.worlds import TINY, loaded

SCENARIOS = Path(__file__).parents[2] / "scenarios"
ONE_BY_ONE = ("ensemble.one_in=1", *(change for change in TINY if "one_in" not in change))


@pytest.fixture(scope="module")
def case():
    return loaded(*ONE_BY_ONE)


@pytest.fixture(scope="module")
def run(case):
    return simulate(case, 7, 0)


def test_people_out_are_those_of_the_measures(run):
    tracks = run.tracks
    groups = [quarter.partition("/")[0] for quarter in tracks.quarters]
    assert tracks.people.shape == (len(tracks.quarters), run.series.shape[1])
    for measure, group in (("people_out", "serbs_north"), ("south_crowd", "albanians_south")):
        rows = [row for row, name in enumerate(groups) if name == group]
        assert rows
        assert np.array_equal(tracks.people[rows].sum(axis=0), run.measure(measure))
    assert run.measure("people_out").max() > 0


def test_posts_and_sites_are_those_of_the_measures(case, run):
    tracks = run.tracks
    towns = {town.id: town.area for town in case.world.municipalities}
    rows = (*case.world.places, *case.world.sites)
    area = {row.id: towns[row.municipality] for row in rows}
    for tick in range(run.series.shape[1]):
        posts, sites = tracks.at(tick)
        there = {"kfor": 0, "special_police": 0}
        for (force, place), (here, _) in posts.items():
            if force in there and area[place] == "contested":
                there[force] += here
        assert there["kfor"] == run.measure("kfor_north")[tick]
        assert there["special_police"] == run.measure("special_police")[tick]
        states = list(sites.values())
        for bit, measure in ((BLOCKED, "barricades"), (CLOSED, "crossings_closed")):
            assert sum(bool(state & bit) for state in states) == run.measure(measure)[tick]


def test_who_is_on_the_way_is_told_before_he_is_there(run):
    coming = run.tracks.posts[run.tracks.posts[:, 4] > 0]
    assert len(coming)
    tick, force, place, there, on_the_way = coming[0].tolist()
    later = run.tracks.posts[(run.tracks.posts[:, 1:3] == (force, place)).all(axis=1)]
    after = later[later[:, 0] > tick]
    assert (after[:, 3] >= there + on_the_way).any() or (after[:, 4] == 0).any()


def test_a_force_may_have_the_name_of_a_place():
    case = load(SCENARIOS / "charlottesville_2017.yaml", ("clock.days=1", "ensemble.one_in=100"))
    tracks = simulate(case, 1, 0).tracks
    assert "state_police" in {*tracks.forces} & {*tracks.places}
    at = {(tracks.forces[force], tracks.places[place]) for force, place in tracks.posts[:, 1:3]}
    assert ("state_police", "lee_park") in at


def test_the_bridge_is_held_from_the_event_on(run):
    held = [event for event in run.events if event.kind == "bridge_held"]
    for event in held:
        assert run.tracks.at(event.tick)[1][event.place] & HELD


def test_a_run_keeps_its_tracks_through_a_journal(run):
    again = WHOLE.decode(WHOLE.encode(run))
    for one, other in zip(run.tracks, again.tracks, strict=True):
        assert np.array_equal(one, other)
        assert type(one) is type(other)


def test_sirens_that_stop_by_themselves_say_so(case):
    run = simulate(case, 7, 0)
    on = [event.tick for event in run.events if event.kind == "sirens_on"]
    off = [event.tick for event in run.events if event.kind == "sirens_off"]
    assert bool(on) == bool(off) is True
    sounding = run.measure("sirens") > 0
    stops = np.flatnonzero(sounding[:-1] & ~sounding[1:]) + 1
    assert set(stops.tolist()) <= set(off)
