import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from sim.scenario import actors
from sim.scenario.parameters import Parameters
from sim.scenario.timeline import Entry
from sim.scenario.types import Concession, Issue

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "trust.md").read_text("utf-8")
NO_RULES = {"fork_limits.py"}  # names what a fork may change, and reads none of it
SOURCE = "".join(
    path.read_text("utf-8")
    for path in (ROOT / "sim" / "model").rglob("*.py")
    if path.name not in NO_RULES
)
FOR_READERS = {"assumed", "source", "observed", "exogenous"}
"""Fields that records have for a reader or for ``check``; no rule is meant to read them."""


def fields() -> Iterator[str]:
    for group in Parameters.model_fields.values():
        yield from getattr(group.annotation, "model_fields", {})
    for record in (*vars(actors).values(), Entry, Issue, Concession):
        if isinstance(record, type) and issubclass(record, BaseModel):
            yield from record.model_fields


def is_read(name: str) -> bool:
    return re.search(rf'\.{name}\b|"{name}"', SOURCE) is not None


def said_to_be_unread() -> set[str]:
    part = TEXT.split("**Recorded, but read by no rule.**")[1].split("\n\nRead only in part")[0]
    rows = [line for line in part.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`(\w+)`", row.split(" | ")[0])}


def test_settings_that_no_rule_reads_are_listed():
    unread = {name for name in fields() if not is_read(name)} - FOR_READERS
    assert unread == said_to_be_unread()


def test_a_setting_that_is_read_is_told_from_one_that_is_not():
    assert is_read("cost_mean")
    assert not is_read("no_such_setting")


def test_there_is_a_place_for_accepted_sets():
    assert "<!-- begin: accepted -->" in TEXT
