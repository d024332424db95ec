import ast
import re
from pathlib import Path

import pytest

from sim.model import mechanisms
from sim.scenario.load import load
from sim.scenario.types import Mechanisms
from sim.terms.measures import MEASURES
from sim.terms.outcomes import OUTCOMES

DOCS = Path(__file__).parents[2] / "docs"
RULES = Path(mechanisms.__file__).parent / "rules"
TEXT = (DOCS / "model.md").read_text("utf-8")
SECTIONS = {
    found[2]: found[0]
    for found in re.findall(
        r"(### M\d+ [^\n]*\(`(\w+)\.py`, switch `(\w+)`\).*?)(?=\n##)", TEXT, re.DOTALL
    )
}


def test_sections_follow_the_order_of_odd():
    heads = re.findall(r"^## \d\. (.*)$", TEXT, re.MULTILINE)
    assert heads[:7] == [
        "Purpose and patterns",
        "Entities, state variables, scales",
        "Process overview and scheduling",
        "Design concepts",
        "Initialisation",
        "Input data",
        "Submodels",
    ]


def test_all_eleven_design_concepts_are_there():
    part = TEXT.split("## 4. ")[1].split("\n## ")[0]
    assert re.findall(r"^\*\*([A-Z][a-z ]+)\.\*\*", part, re.MULTILINE) == [
        "Basic principles",
        "Emergence",
        "Adaptation",
        "Objectives",
        "Learning",
        "Prediction",
        "Sensing",
        "Interaction",
        "Stochasticity",
        "Collectives",
        "Observation",
    ]


def test_there_are_as_many_phases_as_in_the_step():
    step = (RULES.parent / "model.py").read_text("utf-8")
    listed = re.findall(r"^        (\d+)\. ", step, re.MULTILINE)
    part = TEXT.split("## 3. ")[1].split("\n## ")[0]
    assert re.findall(r"^(\d+)\. ", part, re.MULTILINE) == listed


def test_every_switch_has_a_section():
    assert list(SECTIONS) == list(Mechanisms.model_fields)


@pytest.mark.parametrize("switch", Mechanisms.model_fields)
def test_a_section_names_what_runs_when_its_mechanism_is_off(switch):
    on = mechanisms.choose(Mechanisms())
    off = mechanisms.choose(Mechanisms(**{switch: False}))
    neutral = {
        rule.__name__ for rule, was in zip(off, on, strict=True) if rule != was and callable(rule)
    }
    assert neutral
    for name in neutral:
        assert f"`{name}`" in SECTIONS[switch]


def test_counts_in_the_text_are_those_of_the_program():
    world = load(DOCS.parent / "scenarios" / "mitrovica.yaml").world
    for words in (
        f"{len(MEASURES)} measures",
        f"{len(OUTCOMES)} outcomes",
        f"places ({len(world.places)})",
        f"sites ({len(world.sites)})",
    ):
        assert words in TEXT


def citations(path):
    """First author and year of what a module's docstring cites."""
    doc = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    found = re.findall(r"([A-Z][a-z]+)[^\d;:]*?((?:19|20)\d\d)\b", doc)
    return [(name, year) for name, year in found if name != "July"]


@pytest.mark.parametrize("path", sorted(RULES.glob("[a-z]*.py")), ids=lambda path: path.stem)
def test_papers_of_the_rules_are_in_the_references(path):
    references = TEXT.split("## References")[1]
    for name, year in citations(path):
        assert re.search(rf"^- {name}[^\n]*\({year}\)", references, re.MULTILINE), (name, year)


def test_papers_are_found():
    assert sum(len(citations(path)) for path in RULES.glob("*.py")) > 20


def formulas(path):
    """Formulas in the docstrings of a module's rules."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            doc = (ast.get_docstring(node) or "").split("Args:")[0]
            text = " ".join(doc.split())
            for part in re.split(r"[:;=|]|, (?=\()|(?<!\d)\.(?: |$)", text):
                if re.search(r"\b(exp|min|max|tanh|logistic)\(", part):
                    yield part.split(", shape")[0].strip()


def plain(text):
    return re.sub(r"[\s`*]", "", text)


@pytest.mark.parametrize("path", sorted(RULES.glob("[a-z]*.py")), ids=lambda path: path.stem)
def test_formulas_are_those_of_the_rules(path):
    missing = [formula for formula in formulas(path) if plain(formula) not in plain(TEXT)]
    assert not missing


def test_formulas_are_found():
    assert sum(len(list(formulas(path))) for path in RULES.glob("*.py")) > 20


def test_links_between_documents_lead_somewhere():
    for path in DOCS.glob("*.md"):
        for target, anchor in re.findall(
            r"\]\((?!http)([^)#]*)(?:#([\w-]+))?\)", path.read_text("utf-8")
        ):
            there = (path.parent / target).resolve() if target else path
            assert there.exists(), (path.name, target)
            if anchor:
                heads = re.findall(r"^#+ (.*)$", there.read_text("utf-8"), re.MULTILINE)
                slugs = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
                assert anchor in slugs, (path.name, target, anchor)
