"""The page without a browser: its bytes, its words, and that its numbers are those of the runs."""

import base64
import gzip
import json
import re
import shutil
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from sim.report.page.crowds import crowds_of, people_of
from sim.report.page.frames import MOST_FRAMES, days_of, frames_of
from sim.report.page.html import SCRIPTS
from sim.report.page.page import page_html
from sim.report.page.telling import telling_runs
from sim.results.ownership import GENERATOR
from sim.scenario.load import load
from sim.scenario.verbs.table import VERBS
from sim.studies.page.study import NAME, page
from sim.studies.run.read import read
from sim.terms.errors import Refused
from sim.terms.kinds import KINDS
from sim.terms.ladder import RUNGS
from sim.terms.outcomes import OUTCOMES
from sim.terms.tracks import BLOCKED, CLOSED
from sim.terms.words import LANGUAGES, catalogue, said, words
from tests.report.test_ends import NUMBERS


def data_of(html: bytes):
    packed = re.search(rb'<script id="data"[^>]*>([^<]+)</script>', html)
    return json.loads(gzip.decompress(base64.b64decode(packed[1])))


@pytest.fixture(scope="session")
def data(shown):
    return data_of(shown.html)


def test_the_page_is_the_same_bytes_each_time(folder, shown):
    assert page(folder).html == shown.html == (folder / NAME).read_bytes()


def test_names_are_text_and_never_tags(shown):
    text = shown.html.decode()
    assert "<img" not in text
    assert "<b>Club" not in text
    assert text.count("</script>") == 2


def test_nothing_is_loaded_and_only_the_own_script_acts(shown):
    text = shown.html.decode()
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)=\"(?!#)", text)
    assert " style=" not in text


def test_every_key_that_is_asked_for_is_in_the_catalogue_and_no_other():
    import importlib.resources

    files = importlib.resources.files("sim.report.page")
    script = "".join(files.joinpath(f"{name}.js").read_text() for name in SCRIPTS)
    texts = [path.read_text(encoding="utf-8") for path in Path("sim").rglob("*.py")]
    app = importlib.resources.files("sim.app")
    served = "".join(
        one.read_text() for one in app.iterdir() if one.name.endswith((".js", ".html"))
    )
    code = (
        script + served + "".join(text for text in texts if "from sim.terms.words import" in text)
    )
    made = {"run_middle", "run_furthest", "run_calmest", "run_first"}
    made |= {f"{key}_axis" for key in ("in_hour", "by_then", "barricades", "people")}
    made |= {f"number_{key}" for key in ("blocked", "violence", "hurt", "killed", "over")}
    made |= {f"arm_{name}" for name in ("accepted", "posterior", "prior", "shipped")}
    made |= {f"ends_{name}" for name, _, _ in NUMBERS}
    made |= {f"does_{verb}" for verb in VERBS}
    made |= {f"app_{state}" for state in ("running", "done", "stopped", "failed")}
    unused = [key for key in catalogue() if not re.search(rf"\b{key}\b", code) and key not in made]
    assert unused == []
    assert set(re.findall(r"\bwords\.(\w+)", script)) - {"rungs", "replace"} <= set(catalogue())


def gaps(text):
    return sorted(re.findall(r"\{\w+(?::[^}]*)?\}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_with_the_same_gaps(language):
    english = catalogue()
    for key, text in catalogue(language).items():
        assert text.strip() == text != ""
        assert gaps(text) == gaps(english[key])
    assert len(words("days", language).split()) == 7
    assert len(words("months", language).split()) == 12


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_events_rungs_and_outcomes_are_said_in_every_language(language):
    phrases = [kind.words for kind in KINDS.values()] + list(RUNGS) + [o.label for o in OUTCOMES]
    same = {"ultimatum", "marsh", "incident"}
    missing = [text for text in phrases if said(text, language) == text and text not in same]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_page_in_another_language_says_nothing_of_the_program_in_english(folder, language):
    told = page(folder, language=language).html.decode()
    for key in ("note", "map_help", "reading_1", "curve_help"):
        assert words(key, language) in told.replace("&amp;", "&")
        assert words(key) not in told
    steps = page(folder, language=language).content.why
    days = words("days", language).split()
    assert {step["when"].split()[0] for step in steps} <= set(days)


def test_a_language_that_it_does_not_speak_is_refused(folder):
    with pytest.raises(Refused, match="en, sr, sq"):
        page(folder, language="de")


def test_people_and_sites_of_a_run_are_those_of_its_tracks(shown, data):
    frames = frames_of(shown.ran.loaded.scenario.clock)
    for told in data["runs"]:
        run = next(r for r in shown.ran.ensemble.runs if r.number == told["number"])
        people = np.cumsum(told["people"], axis=1)
        crowds = crowds_of(shown.ran.loaded, run.tracks)
        np.testing.assert_array_equal(people, people_of(run.tracks, crowds, frames.ends))
        for frame in range(0, len(frames.ends), 37):
            _, states = run.tracks.at(int(frames.ends[frame]))
            latest = {place: state for at, place, state in told["sites"] if at <= frame}
            seen = {run.tracks.places[p]: s for p, s in latest.items() if s}
            assert seen == states


def test_people_who_gather_at_a_site_are_one_crowd_there(shown, data):
    world, tracks = shown.ran.loaded.world, shown.ran.ensemble.runs[0].tracks
    crowds = crowds_of(shown.ran.loaded, tracks)
    assert sorted(row for crowd in crowds for row in crowd.rows) == [*range(len(tracks.quarters))]
    [blue] = [crowd for crowd in crowds if crowd.group == "blue"]
    assert blue.place == "old_bridge"
    number = [crowd.group for crowd in crowds].index("blue")
    _, place, group, where = data["map"]["crowds"][number]
    assert data["map"]["points"][place][0] == where
    assert where == next(site.name for site in world.sites if site.id == "old_bridge")
    assert group == shown.ran.loaded.scenario.actors["blue"].name


def test_numbers_of_all_runs_count_them(shown, data):
    frames = frames_of(shown.ran.loaded.scenario.clock)
    runs = shown.ran.ensemble.runs
    places = runs[0].tracks.places
    assert any(data["all"][name] for name in ("blocked", "closed", "held")), "something happens"
    for name, bit in (("blocked", BLOCKED), ("closed", CLOSED)):
        for frame in range(0, len(frames.ends), 41):
            states = [run.tracks.at(int(frames.ends[frame]))[1] for run in runs]
            for number, place in enumerate(places):
                row = data["all"][name].get(str(number), [0] * len(frames.ends))
                expected = sum(bool(state.get(place, 0) & bit) for state in states)
                assert np.cumsum(row)[frame] == expected


def test_curves_end_with_what_the_outcomes_count(shown, data):
    peaks = [row["peak_rung"] for row in shown.ran.rows]
    ever = [row[-1] for row in data["curves"]["by_then"]]
    assert ever[1:] == [sum(peak >= level for peak in peaks) for level in (5, 6, 7)]


def test_a_long_case_is_cut_to_moments_that_a_slider_can_hold():
    clock = load("scenarios/quiet.yaml").scenario.clock
    long = clock.model_copy(update={"days": 81})
    for one in (clock, long):
        frames = frames_of(one)
        assert len(frames.ends) <= MOST_FRAMES
        assert frames.ends[-1] == one.n_ticks - 1
        assert (np.diff(frames.ends) > 0).all()


def test_the_runs_that_tell_most_are_shown():
    rows = [
        {"peak_rung": r, "barricades_peak": b, "people_out_peak": 10.0 * b, "crisis_hours": b}
        for r, b in [(5, 4), (2, 0), (7, 9), (5, 5), (3, 2)] * 20
    ]
    told = telling_runs(rows)
    assert len(told) == 30
    assert {one.why for one in told} >= {"middle", "furthest", "calmest", "first"}
    assert {one.rung for one in told} == {2, 3, 5, 7}
    assert told[0].why == "middle"


def test_few_runs_are_all_shown(data):
    assert sorted(run["number"] for run in data["runs"]) == list(range(6))


def test_a_folder_without_runs_is_refused(tmp_path):
    with pytest.raises(Refused):
        page(tmp_path)


def test_page_without_anything_assumed_says_so(shown):
    assert b"<details>" not in page_html(replace(shown.content, assumed=()))


def test_days_are_marked_where_the_clocks_change():
    clock = load("scenarios/quiet.yaml").scenario.clock
    autumn = clock.model_copy(update={"start": datetime(2021, 10, 25), "days": 10})
    marks = days_of(autumn)
    assert [text for _, text in marks][:2] == ["Mon 25 Oct", "Tue 26 Oct"]
    assert [round(b - a) for (a, _), (b, _) in pairwise(marks)] == [24] * 6 + [25] + [24] * 2


def test_a_page_says_that_it_is_of_ibar(shown):
    assert GENERATOR.encode() in shown.html[:2000]


AGAIN = {
    "page": lambda copy: page(copy).write(),
    "plot": lambda copy: read(copy).draw(copy),
    "run": lambda copy: read(copy).write(copy),
}


@pytest.mark.parametrize("again", AGAIN)
def test_a_page_of_somebody_else_is_not_written_over(folder, tmp_path, again):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    (copy / NAME).write_text("<html>my own notes</html>")
    before = {path.name: path.read_bytes() for path in copy.iterdir()}
    with pytest.raises(Refused, match="not written over"):
        AGAIN[again](copy)
    assert {path.name: path.read_bytes() for path in copy.iterdir()} == before


def test_a_run_more_costs_a_few_kilobytes_and_no_more_than_its_tables(folder, shown):
    """The page is mailed: its size is told in docs/performance.md."""
    fewer = page_html(replace(shown.content, data=shown.content.data | {"runs": []}))
    n = len(shown.content.data["runs"])
    of_run = (len(shown.html) - len(fewer)) / n
    assert 0 < of_run < 10_000
    tables = sum((folder / name).stat().st_size for name in ("events.csv", "series.npz"))
    assert n * of_run < tables
