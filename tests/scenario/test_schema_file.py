import json
from pathlib import Path

from sim.scenario.json_schema import schema
from sim.scenario.table_schemas import table_schemas

FOLDER = Path(__file__).parents[2] / "scenarios"
FILE = FOLDER / "schema.json"


def test_the_schema_that_editors_read_is_up_to_date():
    assert json.loads(FILE.read_text("utf-8")) == json.loads(json.dumps(schema())), (
        "refresh it with: python run.py schema --write"
    )


def test_the_schemas_of_tables_are_up_to_date():
    written = {p.stem: json.loads(p.read_text()) for p in (FOLDER / "table_schemas").iterdir()}
    assert written == table_schemas(), "refresh them with: python run.py schema --write"
