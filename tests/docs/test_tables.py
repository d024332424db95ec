import re

import pytest

from sim.report import tables_markdown as tables
from sim.scenario.parameters import Parameters
from sim.scenario.types import Mechanisms


@pytest.fixture(scope="module")
def known():
    return tables.sources()


@pytest.fixture(scope="module")
def made(known):
    return {name: make(known) for name, make in tables.TABLES.items()}


@pytest.mark.parametrize("path", tables.documents(), ids=lambda path: path.name)
def test_documents_are_up_to_date(path, known):
    text = path.read_text("utf-8")
    assert tables.updated(text, known) == text, "run: python -m sim.report.tables_markdown"


def test_every_table_is_in_some_document():
    text = "".join(path.read_text("utf-8") for path in tables.documents())
    assert set(tables.TABLES) <= set(re.findall(r"<!-- begin: (\w+) -->", text))


def test_marks_come_in_pairs():
    for path in tables.documents():
        marks = re.findall(r"<!-- (begin|end)\b", path.read_text("utf-8"))
        assert marks == ["begin", "end"] * (len(marks) // 2), path.name


def test_a_place_with_another_name_is_left_alone(known):
    text = "<!-- begin: accepted -->\nby hand\n<!-- end -->\n"
    assert tables.updated(text, known) == text


def test_an_old_table_is_replaced_and_what_is_around_it_kept(known):
    text = "before\n<!-- begin: given -->\nold\n<!-- end -->\nafter\n"
    new = tables.updated(text, known)
    assert "old" not in new
    assert new.startswith("before\n<!-- begin: given -->\n")
    assert new.endswith("<!-- end -->\nafter\n")
    assert tables.updated(new, known) == new


def test_every_parameter_has_value_meaning_and_source(made):
    groups = Parameters.model_fields.values()
    rows = [line.split(" | ") for line in made["parameters"].splitlines() if line.startswith("| `")]
    assert len(rows) == sum(len(group.annotation.model_fields) for group in groups)
    for row in rows:
        name, value, _, limits, _, meaning, source, _ = row
        assert " to " in limits, name
        assert float(value) >= 0, name
        assert meaning.strip(), name
        assert source.strip(" |"), name


def test_every_switch_has_a_row_with_its_rules(made, known):
    rows = made["mechanisms"].splitlines()[2:]
    assert [f"| M{n} " in row for n, row in enumerate(rows, 1)] == [True] * len(rows)
    assert len(rows) == len(Mechanisms.model_fields)
    for link in re.findall(r"\(\.\./(sim/\S+)\)", made["mechanisms"]):
        assert (known.project / link).is_file()


def test_every_place_has_a_row_with_both_names(made, known):
    for place in known.scenarios["mitrovica"].world.places:
        assert f"| `{place.id}` | {place.name} |" in made["places"]


def test_people_of_the_places_add_up(made, known):
    people = [int(n.replace(",", "")) for n in re.findall(r"\| ([\d,]+) \(", made["places"])]
    world = known.scenarios["mitrovica"].world
    assert sum(people) == sum(cell.people for cell in world.population)


def test_every_actor_is_named_once(made, known):
    for name in known.scenarios["mitrovica"].scenario.actors:
        assert made["actors"].count(f"\n| `{name}` |") == 1


def test_only_given_entries_are_listed(made, known):
    entries = known.scenarios["mitrovica"].scenario.timeline
    for name, entry in entries.items():
        assert (f"`{name}`" in made["given"]) == (entry.at is not None)


def test_assumed_facts_are_all_listed(made, known):
    # Counted in the files themselves, not by the code that lists them.
    text = (known.project / "scenarios" / "mitrovica.yaml").read_text("utf-8")
    code = "\n".join(line.split(" #")[0] for line in text.splitlines() if line[:1] != "#")
    marked = code.count("assumed: true")
    assert made["assumed"].count("| mitrovica |") == marked > 50


def test_a_bar_in_a_cell_does_not_break_the_table():
    text = tables.table(("a", "b"), [("x | y", "line\nbreak")])
    assert text.splitlines()[-1] == "| x \\| y | line break |"
