"""Stills, films and features by time say what the tracks of the runs hold."""

import io
import json
import shutil
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from sim.main import main
from sim.scenario.load import load
from sim.studies.run.study import run
from sim.studies.stills import film
from sim.studies.stills.study import stills
from sim.terms.errors import Refused
from sim.terms.tracks import BLOCKED


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Three runs of a case in which roads are cut."""
    out = tmp_path_factory.mktemp("stills") / "out"
    few = {"clock.days": 8, "ensemble.one_in": 20}
    run(load("scenarios/situations/blockade.yaml", few), runs=3, workers=1, out=out)
    return out


@pytest.fixture(scope="module")
def shown(folder):
    return stills(folder, film="gif").shown


def busiest(shown):
    return max(range(len(shown.frames.ends)), key=lambda n: len(shown.at(n).sites))


def test_of_all_runs_it_counts_in_how_many_a_road_is_cut(folder, shown):
    runs = stills(folder, film="gif").ran.ensemble.runs
    frame = busiest(shown)
    tick = int(shown.frames.ends[frame])
    for site in shown.at(frame).sites:
        if site.kind == "blocked":
            name = shown.tracks.places[site.place]
            assert site.runs == sum(bool(r.tracks.at(tick)[1].get(name, 0) & BLOCKED) for r in runs)
    assert any(site.kind == "blocked" for site in shown.at(frame).sites)


def test_of_one_run_it_shows_what_is_there(folder):
    result = stills(folder, film="gif", run=2)
    one = next(r for r in result.ran.ensemble.runs if r.number == 2)
    for frame in range(0, len(result.shown.frames.ends), 29):
        tick, moment = int(result.shown.frames.ends[frame]), result.shown.at(frame)
        posts, sites = one.tracks.at(tick)
        assert sum(moment.people) == one.tracks.people[:, tick].sum()
        assert {(p.there, p.coming) for p in moment.posts} == set(posts.values())
        assert len({site.place for site in moment.sites}) == len(sites)


@pytest.mark.parametrize("run", [None, 1])
def test_no_texts_of_the_map_overlap(folder, run):
    result = stills(folder, film="gif", run=run)
    from sim.studies.stills.picture import draw_moment

    for frame in (busiest(result.shown), result.shown.last_busy()):
        figure = draw_moment(result.shown, frame, "A case")
        renderer = FigureCanvasAgg(figure).get_renderer()
        texts = [text for text in figure.axes[0].texts if len(text.get_text()) > 1]
        boxes = [text.get_window_extent(renderer).padded(-1) for text in texts]
        assert [(a, b) for a, b in combinations(boxes, 2) if a.overlaps(b)] == []


def test_the_film_has_a_picture_an_hour_until_it_is_quiet(shown, monkeypatch):
    monkeypatch.setattr(film, "MOST_STEPS", 3)
    steps = film.steps_of(shown)
    assert len(steps) <= 4
    assert steps[-1] >= shown.last_busy()
    made = film.film_bytes(shown, "A case", "gif")
    assert Image.open(io.BytesIO(made)).n_frames == len(steps)
    assert film.film_bytes(shown, "A case", "gif") == made


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
def test_the_film_as_mp4_is_one(shown, monkeypatch):
    monkeypatch.setattr(film, "MOST_STEPS", 2)
    assert film.film_bytes(shown, "A case", "mp4")[4:8] == b"ftyp"


def test_features_by_time_are_so_in_so_many_runs(folder, shown):
    assert main(["map", str(folder), "--geojson", "--quiet"]) == 0
    told = json.loads((folder / "map_by_time.geojson").read_text(encoding="utf-8"))["features"]
    frame = busiest(shown)
    clock = stills(folder, film="gif").ran.loaded.scenario.clock
    now = clock.instant(int(shown.frames.ends[frame]) + 1).isoformat(timespec="minutes")
    there = [one["properties"] for one in told]
    there = {(p["place"], p["what"]): p for p in there if p["start"] <= now < p["end"]}
    sites = shown.at(frame).sites
    for site in sites:
        found = there[shown.tracks.places[site.place], site.kind]
        assert (found["n"], found["share"]) == (site.runs, round(site.runs / 3, 6))
    lons = [one["geometry"]["coordinates"][0] for one in told]
    assert all(-180 <= lon <= 180 for lon in lons)


def test_stills_are_put_beside_the_tables_and_made_anew(folder, capsys):
    clock = stills(folder, film="gif").ran.loaded.scenario.clock
    hour = f"{clock.local(40):%Y-%m-%d %H:%M}"
    for _ in range(2):
        assert main(["map", str(folder), "--at", hour, "--run", "0"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[-1].endswith(".svg")
    assert (folder / out[-2].rpartition("/")[2]).read_bytes()[:4] == b"\x89PNG"


def test_every_mistake_is_said_at_once(folder):
    with pytest.raises(Refused) as refused:
        stills(folder, hours=("yesterday", "1999-01-01 00:00"), run=99, film="avi", language="de")
    for said in ("yesterday", "not within the clock", "--run 99", "--film avi", "--language de"):
        assert said in str(refused.value)
    with pytest.raises(Refused, match="say what to draw"):
        stills(folder)


def test_mp4_without_ffmpeg_is_refused_in_words(folder, monkeypatch):
    monkeypatch.setattr(film.shutil, "which", lambda _name: None)
    with pytest.raises(Refused, match="gif needs nothing"):
        stills(folder, film="mp4")


def test_a_file_of_somebody_else_is_left_and_the_way_out_is_one_there_is(folder, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    drawn = stills(copy, by_time=True)
    [name] = drawn.files
    (copy / name).write_text("mine")
    with pytest.raises(Refused, match=r"is not written over; move it away$"):
        drawn.write()
    assert (copy / name).read_text() == "mine"
