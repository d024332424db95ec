"""The page of reference holds every key, column, statistic, number and kind of event."""

import re
from pathlib import Path

from sim.scenario.reference import NAME, settings
from sim.scenario.table_schemas import TABLES
from sim.terms.kinds import KINDS
from sim.terms.observations import STATISTICS
from sim.terms.quantities import QUANTITIES

PAGE = (Path(__file__).parents[2] / "docs" / "reference.md").read_text("utf-8")
ROWS = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| `")]
PARAMETERS = (Path(__file__).parents[2] / "docs" / "parameters.md").read_text("utf-8")


def test_every_key_stands_on_the_page_or_on_that_of_parameters():
    keys = {row[0].strip("| `") for row in ROWS}
    for one in settings():
        if one.path.startswith("parameters."):
            assert f"`{one.path.split('.')[1]}`" in PARAMETERS
            assert f"`{one.path.rpartition('.')[2]}`" in PARAMETERS
            continue
        shared = re.sub(r"^mechanisms\.\w+\.", f"mechanisms.{NAME}.", one.path)
        assert shared in keys, one.path


def test_every_column_stands_below_its_table():
    for table, columns in TABLES.items():
        name = table.replace("observed", "observed/CASE")
        section = PAGE.split(f"### `{name}.csv`\n")[1].split("\n#")[0]
        assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == list(columns)


def test_every_name_of_conditions_and_statistic_has_a_row():
    for name in (*STATISTICS, *QUANTITIES, *KINDS):
        assert f"\n| `{name}` |" in PAGE


def test_no_row_lacks_its_meaning():
    assert all(len(row) > 2 and row[1].strip() for row in ROWS)
