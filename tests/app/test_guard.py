"""Who is refused: another host, no or a wrong token, another origin, what is no JSON, too much."""

import pytest

pytest.importorskip("starlette", reason="needs the extra serve")
pytest.importorskip("httpx2", reason="needs httpx2")

from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from sim.app.guard import COOKIE, MOST_BYTES, Guard

PORT = 8123
HOST = f"http://127.0.0.1:{PORT}"
JSON = {"content-type": "application/json", "origin": HOST}


async def inner(scope, receive, send):
    await PlainTextResponse("inside")(scope, receive, send)


@pytest.fixture
def guard():
    return Guard(inner, PORT)


@pytest.fixture
def client(guard):
    return TestClient(guard, base_url=HOST, follow_redirects=False)


@pytest.fixture
def known(guard, client):
    assert client.get(f"/?token={guard.token}").status_code == 303
    return client


def test_the_token_is_exchanged_for_a_cookie_that_scripts_cannot_read(guard, client):
    answer = client.get(f"/?token={guard.token}")
    assert answer.headers["location"] == "/"
    told = answer.headers["set-cookie"].lower()
    assert told.startswith(f"{COOKIE}=")
    assert "httponly" in told
    assert "samesite=strict" in told
    assert guard.token not in told
    assert client.get("/").text == "inside"


def test_the_token_is_good_once(guard, client):
    client.get(f"/?token={guard.token}")
    other = TestClient(guard, base_url=HOST, follow_redirects=False)
    assert other.get(f"/?token={guard.token}").status_code == 403


@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/cases", "/jobs/1/base/report.html"])
def test_who_has_no_token_is_refused(client, path):
    assert client.get(path).status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1"]
)
def test_another_host_is_refused_even_with_the_cookie(known, host):
    assert known.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "https://127.0.0.1:8123"])
def test_another_origin_cannot_post(known, origin):
    headers = {"content-type": "application/json"} | ({} if origin is None else {"origin": origin})
    assert known.post("/jobs", content="{}", headers=headers).status_code == 403


@pytest.mark.parametrize("form", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_form_cannot_post(known, form):
    headers = {"origin": HOST, "content-type": form}
    assert known.post("/jobs", content="{}", headers=headers).status_code == 415


def test_a_body_has_a_length_and_an_end(known):
    assert known.post("/jobs", content="x" * (MOST_BYTES + 1), headers=JSON).status_code == 413
    assert known.post("/jobs", content=iter([b"{}"]), headers=JSON).status_code == 413
    assert known.post("/jobs", content="{}", headers=JSON).text == "inside"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(known, method):
    assert known.request(method, "/jobs").status_code == 405


def test_pages_may_not_be_framed_by_others_nor_kept(known):
    headers = known.get("/").headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    framed = known.get("/jobs/1/base/report.html").headers["content-security-policy"]
    assert framed == "frame-ancestors 'self'"


def test_refusals_have_the_same_headers(client):
    assert client.get("/").headers["x-content-type-options"] == "nosniff"
