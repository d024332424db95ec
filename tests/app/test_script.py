"""Scripts of app and page without a page: they parse, and ask for nothing that is not there."""

import re
import shutil
import subprocess
from importlib import resources

import pytest

from sim.app.jobs import Job
from sim.app.speech import speech
from sim.report.page.html import _script

APP = resources.files("sim.app")
SCRIPT, FORM = (APP.joinpath(name).read_text(encoding="utf-8") for name in ("app.js", "app.html"))
SCRIPTS = {"app": SCRIPT, "page": _script()}


def test_every_word_that_the_script_says_is_in_the_catalogue():
    said = set(re.findall(r'say\("(\w+)"', SCRIPT)) | set(re.findall(r'"(app_\w+)"', SCRIPT))
    said |= set(re.findall(r'data-(?:word|label|hint)="(\w+)"', FORM))
    said = {key for key in said if not key.endswith("_")}  # what ends so begins a family
    states = re.findall(r'"(\w+)"', str(Job.__dataclass_fields__["state"].type))
    assert len(said) > 30
    known = speech("en")["words"]
    assert said | {f"app_{state}" for state in states} <= set(known)


def test_the_form_has_no_word_of_its_own():
    text = re.sub(r"<title.*?</title>|<[^>]*>", "", FORM, flags=re.DOTALL)
    assert text.strip() == ""
    assert re.findall(r'(?:aria-label|placeholder|title)="', FORM) == []


def test_every_element_that_the_script_asks_for_is_in_the_form():
    asked = set(re.findall(r'\bof\("([\w-]+)"\)', SCRIPT))
    assert len(asked) > 20
    assert asked <= set(re.findall(r'\bid="([\w-]+)"', FORM))


@pytest.mark.parametrize("name", SCRIPTS)
def test_it_parses(name, tmp_path, request):
    path = tmp_path / f"{name}.js"
    path.write_text(SCRIPTS[name], encoding="utf-8")
    assert mistakes(path, request) == ""


def test_a_name_that_is_declared_twice_is_no_script(tmp_path, request):
    path = tmp_path / "twice.js"
    path.write_text('"use strict";\n{ const one = 1; const one = 2; }\n', encoding="utf-8")
    assert "already been declared" in mistakes(path, request)


def mistakes(path, request):
    """What Node or Chromium says of a script that does not parse; empty for one that does."""
    if node := shutil.which("node"):
        return subprocess.run([node, "--check", path], capture_output=True, text=True).stderr
    page = request.getfixturevalue("browser").new_page()
    parse = "text => { try { new Function(text); return ''; } catch (e) { return `${e}`; } }"
    told = page.evaluate(parse, path.read_text(encoding="utf-8"))
    page.close()
    return told
