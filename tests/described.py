"""What every table that any test writes is held to: columns described, cells of their type."""

import csv
import json
import math
from datetime import datetime
from pathlib import Path

READ = {
    "boolean": lambda text, _: text in {"true", "false"},
    "datetime": lambda text, field: field["zone"] and datetime.strptime(text, field["format"]),
    "integer": lambda text, _: text.lstrip("-").isdigit(),
    "number": lambda text, _: not math.isnan(float(text)),
    "string": lambda _text, _field: True,
}


def is_of_type(text, field):
    """Whether the text of a cell can be read as its column says."""
    try:
        return not text or bool(READ[field["type"]](text, field))
    except ValueError:
        return False


def assert_described(folder, content):
    """Every column has words, and every cell can be read, of all tables in a folder."""
    resources = {one["path"]: one for one in json.loads(content)["resources"]}
    for path in Path(folder).glob("*.csv"):
        if path.name not in resources:
            continue
        fields = resources[path.name]["schema"]["fields"]
        with path.open(encoding="utf-8", newline="") as lines:
            header, *rows = csv.reader(lines)
        assert [field["name"] for field in fields] == header
        for place, field in enumerate(fields):
            assert field["description"] != "not described", (path.name, field["name"])
            wrong = next((row[place] for row in rows if not is_of_type(row[place], field)), None)
            assert wrong is None, (path.name, field, wrong)
