import csv
from pathlib import Path

import pytest

WORLD = Path(__file__).parents[2] / "scenarios" / "worlds" / "north_kosovo"
TABLES = ("places", "municipalities", "roads", "sites", "population", "forces")
Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.fixture(scope="module")
def world() -> dict[str, list[Row]]:
    return {name: read(WORLD / f"{name}.csv") for name in TABLES}
