"""The app without a browser: what can be asked, what is refused, one job at a time, stop."""

import time

import pytest

pytest.importorskip("starlette", reason="needs the extra serve")
pytest.importorskip("httpx2", reason="needs httpx2")

from starlette.testclient import TestClient

from sim.analysis.event_words import names_of
from sim.app.controls import controls_of, does_words, overrides_of
from sim.app.server import MOST_PAIRS, App
from sim.scenario.load import load
from sim.scenario.types import Mechanisms
from sim.scenario.verbs.table import VERBS
from sim.terms.words import LANGUAGES, said, words

TOWN = {"case": "example_town"}
RESOLVE = "actors.council.posture.resolve"


@pytest.fixture
def client(tmp_path, offered):
    return TestClient(App(tmp_path / "app", offered).asgi())


def wait(client, number):
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        job = client.get("/jobs").json()
        if job["id"] == number and job["state"] != "running":
            return job
        time.sleep(0.2)
    raise AssertionError("it does not end")


def controls_in(scenario, language="en"):
    loaded = load(f"scenarios/{scenario}.yaml")
    return controls_of(loaded.scenario, names_of(loaded, language))


def test_every_number_that_can_be_set_has_words_limits_and_what_is_believed():
    controls = controls_in("mitrovica")
    numbers = [one for one in controls if one.kind == "number"]
    assert len(numbers) > 60
    assert all(one.low <= one.value <= one.high and one.low < one.high for one in numbers)
    assert [one.path for one in numbers if not one.words] == []
    believed = [one for one in numbers if one.believed]
    assert all(one.believed[0] <= one.value <= one.believed[1] for one in believed)
    assert {one.kind for one in controls} == {"number", "switch", "entry"}


def test_every_control_can_be_set_and_loads():
    controls = controls_in("example_town")
    for one in controls:
        value = one.low if one.kind == "number" else not one.value
        values, wrong = overrides_of(controls, {one.path: value})
        assert wrong == []
        load("scenarios/example_town.yaml", values)


def told_by(control):
    """What the program says of a control; an entry's words are what its author lets it say."""
    more = [] if control.kind == "entry" else [control.words, control.unit, control.ends]
    return [text for text in (control.label, *more) if text]


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("name", ["mitrovica", "raid_2021", "march_2004"])
def test_no_control_stays_in_english(name, language):
    pairs = zip(controls_in(name), controls_in(name, language), strict=True)
    same = [
        there
        for english, spoken in pairs
        for here, there in zip(told_by(english), told_by(spoken), strict=True)
        if here == there
    ]
    assert set(same) <= {"plan"}, "one word of Serbian is the same as in English"


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_verb_and_mechanism_is_told_in_every_language(language):
    names, english = (names_of(load("scenarios/mitrovica.yaml"), one) for one in (language, "en"))
    here = {verb: does_words(verb, "", names) for verb in VERBS}
    there = {verb: does_words(verb, "", english) for verb in VERBS}
    assert {v for v in VERBS if here[v] == there[v]} <= {"incident", "ultimatum"}
    meanings = [field.description for field in Mechanisms.model_fields.values()]
    assert [text for text in meanings if not text or said(text, language) == text] == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"case": "../../etc/passwd"}, "no such scenario"),
        ({"case": "nope"}, "no such scenario"),
        ({**TOWN, "settings": {"world": "x"}}, "nothing that can be set"),
        ({**TOWN, "settings": {"ensemble.runs": 10**9}}, "nothing that can be set"),
        ({**TOWN, "settings": {RESOLVE: 1.5}}, "not within 0 to 1"),
        ({**TOWN, "settings": {RESOLVE: "high"}}, "not a number"),
        ({**TOWN, "settings": {RESOLVE: True}}, "not a number"),
        ({**TOWN, "settings": {"mechanisms.rumour": "package"}}, "neither true nor false"),
        ({**TOWN, "settings": []}, "no object"),
        ({**TOWN, "runs": 0}, "whole number"),
        ({**TOWN, "runs": MOST_PAIRS + 1}, "whole number"),
        ({**TOWN, "runs": True}, "whole number"),
        ([], "no object"),
    ],
)
def test_what_is_not_among_the_controls_is_refused(client, body, said):
    answer = client.post("/jobs", json=body)
    assert answer.status_code == 422
    assert said in " ".join(answer.json()["wrong"])
    assert client.get("/jobs").json() is None


def test_every_mistake_is_told_at_once(client):
    settings = {RESOLVE: 2, "nothing": 1, "mechanisms.rumour": 3}
    answer = client.post("/jobs", json={**TOWN, "settings": settings, "runs": 0})
    assert len(answer.json()["wrong"]) == 4


def test_pairs_are_run_and_what_differs_is_told(client):
    begun = client.post("/jobs", json={**TOWN, "settings": {RESOLVE: 0.1}, "runs": 5})
    assert begun.status_code == 201
    second = client.post("/jobs", json=TOWN)
    assert second.status_code == 409
    job = wait(client, "1")
    assert (job["state"], job["pairs"]) == ("done", 5)
    assert job["told"][0].startswith("Changed: over 5 pairs of runs")
    for side in ("base", "changed"):
        assert client.get(f"/jobs/1/{side}/report.html").status_code == 200
        assert "run" in client.get(f"/jobs/1/{side}/runs.csv").text
    assert client.get("/jobs/1/base/manifest.json").status_code == 404
    assert client.get("/jobs/1/..%2F..%2Fbase/runs.csv").status_code == 404
    assert client.get("/jobs/1/base/why.html").status_code == 404
    assert client.post("/jobs/1/other/why", json={}).status_code == 404
    assert client.post("/jobs/1/base/why", json={"run": -1}).status_code == 422
    assert "from 0 to 4" in client.post("/jobs/1/base/why", json={"run": 99}).text
    told = client.post("/jobs/1/base/why", json={"run": 2}).json()
    assert "run 2" in told["told"][0]
    assert told["page"] == (client.get("/jobs/1/base/why.html").status_code == 200)
    base = client.get("/jobs/1/base/scenario.yaml").text
    assert client.get("/jobs/1/changed/scenario.yaml").text != base


def test_a_run_of_the_base_is_forked_at_the_moment_of_its_map(client):
    client.post("/jobs", json={**TOWN, "runs": 2})
    wait(client, "1")
    assert client.post("/jobs/9/fork", json=TOWN).status_code == 404
    nothing = client.post("/jobs/1/fork", json={**TOWN, "run": 5, "moment": -1})
    assert nothing.status_code == 422
    told = " ".join(nothing.json()["wrong"])
    for told_of in (
        "Number of the run: must be a whole number from 0 to 1",
        "From hour: must be",
        "Nothing is changed",
    ):
        assert told_of in told
    otherwise = {**TOWN, "settings": {RESOLVE: 0.1}, "run": 1, "moment": 39}
    other = client.post("/jobs/1/fork", json={**otherwise, "case": "situations/blockade"})
    assert other.status_code == 422
    assert client.post("/jobs/1/fork", json={**otherwise, "moment": True}).status_code == 422
    made = client.post("/jobs/1/fork", json=otherwise)
    assert made.status_code == 201
    town = load("scenarios/example_town.yaml").scenario.clock
    assert f"From {town.local(40):%a %d %b %H:%M} on" in made.json()["told"][0]
    assert "Town council · resolve: 0.1 instead of 0.6" in made.json()["told"][0]
    assert client.get("/jobs").json()["fork"] == made.json()
    assert client.get(f"/jobs/1/forks/{made.json()['id']}/report.html").status_code == 200
    assert client.get("/jobs/1/forks/other/report.html").status_code == 404
    assert client.get("/jobs/1/forks/..%2F..%2Fbase/report.html").status_code == 404


def test_a_run_of_the_changed_case_is_forked_by_what_the_form_says_otherwise_than_it(client):
    rumour = "mechanisms.rumour"
    client.post("/jobs", json={**TOWN, "runs": 1, "settings": {RESOLVE: 0.1, rumour: False}})
    wait(client, "1")
    asked = {**TOWN, "side": "changed", "run": 0, "moment": 39}
    as_it_is = client.post(
        "/jobs/1/fork", json={**asked, "settings": {RESOLVE: 0.1, rumour: False}}
    )
    assert "Nothing is changed" in as_it_is.text
    assert client.post("/jobs/1/fork", json={**asked, "side": "other"}).status_code == 422
    made = client.post("/jobs/1/fork", json={**asked, "settings": {RESOLVE: 0.3}}).json()
    assert made["side"] == "changed"
    assert "resolve: 0.3 instead of 0.1" in made["told"][0]
    assert "rumour: on instead of off" in made["told"][0], "put back is as the base has it"


def test_an_entry_that_is_out_of_the_changed_case_cannot_come_back(client):
    entry = next(c for c in client.get(f"/controls/{TOWN['case']}").json()["controls"]
                 if c["kind"] == "entry")  # fmt: skip
    client.post("/jobs", json={**TOWN, "runs": 1, "settings": {entry["path"]: False}})
    wait(client, "1")
    asked = {**TOWN, "side": "changed", "run": 0, "moment": 39, "settings": {RESOLVE: 0.3}}
    assert "cannot come back" in client.post("/jobs/1/fork", json=asked).text


def test_a_stopped_job_keeps_what_is_shown_and_another_can_begin(client):
    client.post("/jobs", json={**TOWN, "runs": 200})
    client.post("/jobs/1/stop", json={})
    assert wait(client, "1")["state"] == "stopped"
    client.post("/jobs", json={**TOWN, "runs": 1})
    assert wait(client, "2")["state"] == "done"


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_everything_that_is_answered_is_in_the_language_that_is_asked_for(client, language):
    asked = {"language": language}
    assert client.get("/words", params=asked).json()["words"]["app_run"] != "Run"
    client.post("/jobs", params=asked, json={**TOWN, "runs": 2, "settings": {RESOLVE: 0.1}})
    wait(client, "1")
    told = client.get("/jobs", params=asked).json()["told"]
    english = client.get("/jobs").json()["told"]
    assert told[0].startswith(words("changed", language))
    assert [text for text in told if text in english] == []
    page = client.get("/jobs/1/base/report.html", params=asked).text
    assert words("note", language) in page
    assert words("note") in client.get("/jobs/1/base/report.html").text
    why = client.post("/jobs/1/base/why", params=asked, json={}).json()
    assert why["told"] != client.post("/jobs/1/base/why", json={}).json()["told"]
    wrong = client.post("/jobs/1/base/why", params=asked, json={"run": 7}).json()["wrong"]
    label = words("app_number", language)
    assert wrong == [words("app_whole", language, label=label, low=0, high=1)]
    fork = {**TOWN, "run": 0, "moment": 39, "settings": {RESOLVE: 0.3}}
    made = client.post("/jobs/1/fork", params=asked, json=fork).json()
    assert made["language"] == language
    assert " instead of " not in " ".join(made["told"])


def test_the_language_of_the_command_is_that_of_the_app(tmp_path, offered):
    client = TestClient(App(tmp_path / "app", offered, "sq").asgi())
    assert client.get("/words").json()["language"] == "sq"
    assert client.get("/words", params={"language": "xx"}).json()["language"] == "sq"
    assert client.get("/words", params={"language": "sr"}).json()["tag"] == "sr-Latn"


def test_news_end_with_the_job(client):
    client.post("/jobs", json={**TOWN, "runs": 1})
    lines = [line for line in client.get("/jobs/1/news").text.splitlines() if line]
    assert '"state": "done"' in lines[-1]


def test_the_changed_case_can_be_kept_as_yaml(client):
    answer = client.post("/yaml", json={**TOWN, "settings": {RESOLVE: 0.25}})
    assert answer.status_code == 200
    assert "resolve" in answer.text
    assert client.post("/yaml", json={**TOWN, "settings": {RESOLVE: 9}}).status_code == 422
