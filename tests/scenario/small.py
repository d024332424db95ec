"""A small case: a scenario with its world, parameters and observed table in a folder of its own."""

import shutil
from pathlib import Path
from typing import Any

from sim.scenario.load import check
from sim.scenario.mistakes import Mistake
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Limits
from sim.scenario.triggers import USED

DATA = Path(__file__).parent / "data"
BASE = (DATA / "base.yaml").read_text("utf-8")


def parameters_text() -> str:
    """Every parameter at a value within its limits."""
    lines = ["parameters:"]
    for name, group in Parameters.model_fields.items():
        lines.append(f"  {name}:")
        lines += [
            f"    {key}: {{value: {_inside(field)}, range: [{_inside(field)}, {_inside(field)}]}}"
            for key, field in group.annotation.model_fields.items()
        ]
    lines.append("triggers:")
    shares = "elsewhere: 0.5, credibility: 1, lasting: 0.5, grievance: 0.5"
    lines += [f"  {kind}: {{size: 0.5, {shares}}}" for kind in USED]
    return "\n".join(lines) + "\n"


def _inside(field: Any) -> float:
    limits = next((item for item in field.metadata if isinstance(item, Limits)), None)
    return 0.5 if limits is None else (limits.low + limits.high) / 2


MEANS = """
means:
  barricade: {does: block, at: road, stops: {road: 1.0}, people: 25, lorries: 1}
  crowd: {does: gather, stops: {road: 0.5, place: 1.0}, people: 50, effort: 0.02}
"""
PARAMETERS = parameters_text() + MEANS


class Case:
    """A folder holding the small case, to break pieces of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(DATA, folder, dirs_exist_ok=True)
        self.write("parameters.yaml", PARAMETERS)
        self.path = folder / "base.yaml"

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def replace(self, name: str, old: str, new: str) -> int:
        """Change one place of a file; the line of the change."""
        path = self.folder / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def mistakes(self) -> list[Mistake]:
        return check([self.path])
