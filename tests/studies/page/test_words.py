"""Every word of the page in each language: why, what is assumed, numbers."""

import ast
import csv
from importlib import resources
from pathlib import Path

import pytest

from sim.analysis.event_words import names_of
from sim.analysis.inequalities import PARTS, inequality
from sim.report.page.assumed import assumptions_of
from sim.scenario.load import load
from sim.terms.events import Event
from sim.terms.words import LANGUAGES, said, words
from tests.fakes import event

OTHERS = LANGUAGES[1:]


def test_every_row_of_the_catalogue_has_a_key_and_three_languages():
    text = resources.files("sim.terms").joinpath("words.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))
    assert {len(row) for row in rows} == {1 + len(LANGUAGES)}
    firsts = [(row[0], "" if row[0] else row[1]) for row in rows]
    assert sorted(set(firsts)) == sorted(firsts)


def terms_of_the_model() -> list[tuple[str, ...]]:
    """Names of the terms that decisions and events of the model carry, as they are written."""
    found = set()
    files = (path for path in Path("sim/model").rglob("*.py") if path.parent.name != "model")
    for path in (*files, *Path("sim/model").glob("phases_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Tuple) or not node.elts:
                continue
            pairs = [e.elts for e in node.elts if isinstance(e, ast.Tuple) and len(e.elts) == 2]
            names = [a.value for a, b in pairs if isinstance(a, ast.Constant) and not _fixed(b)]
            if len(names) == len(node.elts) and all(isinstance(name, str) for name in names):
                found.add(tuple(names))
    return sorted(found)


def _fixed(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant)


def logged(names: tuple[str, ...]) -> Event:
    return event(1, 1, "crowd", terms=tuple((name, 1.0) for name in names))


def test_the_model_tells_what_fired_in_more_than_twenty_ways():
    assert len(terms_of_the_model()) > 20


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("names", terms_of_the_model(), ids="-".join)
def test_what_fired_is_said_in_every_language(names, language):
    told, english = inequality(logged(names), language), inequality(logged(names))
    assert told.words != english.words
    assert "_" not in told.words + english.words
    assert (told.margin, told.chance) == (english.margin, english.chance)
    for name in names:
        assert f"{name.replace('_', ' ')} 1" != english.words, "listed by its name alone"


@pytest.mark.parametrize("language", OTHERS)
def test_parts_of_the_threat_are_said_in_every_language(language):
    assert [part for part in PARTS.values() if said(part, language) == part] == []


def test_numbers_are_written_as_the_language_writes_them():
    one = {"hour": words("by_day", "sr"), "threat_rise": 0.5}
    assert "0,50" in words("because_rise", "sr", **one)
    assert "0.50" in words("because_rise", "en", **one)
    assert words("found_people", "sr", most=12345, when="x").endswith("12.345.")
    assert words("found_people", "sq", most=12345, when="x").endswith("12\u00a0345.")
    assert "10 %" in words("chance", "en", what="", chance=0.1)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", ["mitrovica", "gates_2011", "raid_2021"])
def test_what_is_assumed_is_said_without_a_word_of_the_file(name, language):
    loaded = load(f"scenarios/{name}.yaml")
    names = names_of(loaded, language)
    named = set(names.actors.values()) | set(names.places.values())
    told = assumptions_of(loaded.scenario, names)
    english = assumptions_of(loaded.scenario, names_of(loaded))
    assert len(told) == len(english) > 0
    for (here, _, believed), (there, _, _) in zip(told, english, strict=True):
        pairs = zip(here.split(" · "), there.split(" · "), strict=True)
        assert [a for a, b in pairs if a == b and a not in named] == []
        assert " to " not in believed
