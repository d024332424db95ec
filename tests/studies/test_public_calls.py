import inspect
import traceback
from pathlib import Path

import numpy as np
import pytest

import sim
from sim import Refused
from sim.scenario.calls import KINDS, known_keywords

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = str(ROOT / "scenarios" / "mitrovica.yaml")
NAMES = [name for name in dir(sim) if inspect.isfunction(getattr(sim, name))]


def refused(name, *args, **kwargs):
    with pytest.raises(Refused) as told:
        getattr(sim, name)(*args, **kwargs)
    return str(told.value).splitlines(), told


def test_every_study_is_among_the_public_names():
    studies = {path.parent.name for path in (ROOT / "sim" / "studies").glob("*/study.py")}
    assert studies <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_mistyped_keyword_is_refused_with_the_one_that_was_meant(name):
    meant = {word[:-1] + word[-1] * 2: word for word in known_keywords(getattr(sim, name))}
    assert meant
    lines, told = refused(name, **dict.fromkeys(meant, 1))
    for typed, word in meant.items():
        assert f'{typed}: is no argument of {name}; did you mean "{word}"?' in lines
    assert len(traceback.extract_tb(told.tb)) <= 3, "nothing of what lies behind the door"
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__


@pytest.mark.parametrize("name", NAMES)
def test_a_value_of_no_use_is_refused_by_its_name(name):
    words = [word for word in known_keywords(getattr(sim, name)) if word in KINDS]
    lines, _ = refused(name, **{word: object() for word in words})
    for word in words:
        assert any(line.startswith(f"{word} = ") for line in lines), word


@pytest.mark.parametrize("name", NAMES)
def test_too_many_values_without_a_name_are_refused(name):
    if name == "compare":
        pytest.skip("takes any number of variants")
    lines, _ = refused(name, *[SCENARIO] * 9)
    assert any(f"{name}: 9 values without a name" in line for line in lines)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_needed_and_missing_is_named(name):
    parameters = inspect.signature(getattr(sim, name)).parameters.values()
    named = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    needed = [p.name for p in parameters if p.default is p.empty and p.kind in named]
    if needed:
        lines, _ = refused(name)
        assert lines == [f"{one}: is missing; {name} needs it" for one in needed]


def test_every_mistake_of_a_call_is_said_at_once(tmp_path):
    lines, _ = refused("run", tmp_path / "none.yaml", sed=7, runs="four", out=3, progress=1)
    assert lines[:4] == [
        'sed: is no argument of run; did you mean "seed"?',
        "runs = four: is not a whole number from 1 to 1000000",
        'out = 3: is no path; write one, such as "outputs/mine"',
        "progress = 1: is no function, and neither True for a bar nor False for none",
    ]
    assert "none.yaml" in lines[4], "the scenario is looked at as well"
    lines, _ = refused("sensitivity", SCENARIO, "morriss", outt="x")
    assert lines[1] == 'method "morriss" is none; did you mean "morris"?'


def test_a_refusal_from_python_is_that_of_the_shell(capsys):
    from sim.main import main

    wrong = {"actors.pristina.posture.resolv": 1, "clock.days": -1}
    lines, _ = refused("load", SCENARIO, wrong)
    words = [word for path, value in wrong.items() for word in ("--set", f"{path}={value}")]
    assert main(["run", SCENARIO, *words]) == 2
    assert capsys.readouterr().err.splitlines() == lines


def test_paths_may_begin_at_home_and_numbers_may_be_of_numpy(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    loaded = sim.load(SCENARIO, {"clock.days": 2, "ensemble.one_in": 100})
    ran = sim.run(loaded, runs=np.int64(2), seed=np.uint8(3), workers=None, out="~/x")
    assert type(ran.ensemble.seed) is int
    assert (tmp_path / "x" / "summary.json").exists()
    assert sim.load("~/x/scenario.yaml").digest == loaded.digest


def test_one_text_where_several_are_asked_for_is_a_list_of_one():
    lines, _ = refused("sweep", SCENARIO, "mechanisms.rumor=true,false", outt=1)
    assert any("rumour" in line for line in lines[1:])
