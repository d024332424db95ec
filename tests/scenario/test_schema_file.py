import json
from pathlib import Path

from sim.scenario.json_schema import schema

FILE = Path(__file__).parents[2] / "scenarios" / "schema.json"


def test_the_schema_that_editors_read_is_up_to_date():
    assert json.loads(FILE.read_text("utf-8")) == json.loads(json.dumps(schema())), (
        "refresh it with: python run.py schema --write"
    )
