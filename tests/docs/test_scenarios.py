"""The page on scenarios lists every public number that a condition may compare."""

from pathlib import Path

from sim.scenario.conditions import SINCE
from sim.terms.measures import NUMBERS

PAGE = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text("utf-8")


def test_every_public_number_stands_in_the_table_with_its_meaning():
    rows = [
        f"| `{n.name}` | {n.meaning} | {n.unit} | {f'`{n.measure}`' if n.measure else ''} |"
        for n in NUMBERS.values()
    ]
    first = PAGE.index("| number | what it counts")
    table = PAGE[first : PAGE.index("\n\n", first)].splitlines()[2:]
    assert table == rows


def test_what_can_be_asked_of_an_event_is_explained():
    assert all(f"`{name}(" in PAGE for name in SINCE)
