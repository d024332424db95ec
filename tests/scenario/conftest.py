from pathlib import Path

import pytest

from tests.scenario.small import Case


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path / "case")
