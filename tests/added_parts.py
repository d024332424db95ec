"""The package of ``docs/extend.md``, installed in a folder, and the scenario that names it."""

import re
import tomllib
from pathlib import Path

from sim.scenario.installed import ACTORS, GROUP
from tests.installed import Site

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "extend.md"
SMALL = ("clock.days=2", "ensemble.one_in=100")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def install(site: Site, version: str = "1.0", **changed: str) -> None:
    """Install the package; ``changed`` holds sources that stand in the place of a module's."""
    points = tomllib.loads(blocks("toml")[1])["project"]["entry-points"]
    files = dict(zip(("rain", "elders"), blocks("py")[1:], strict=True))
    site.put("town_elders", {**files, **changed}, points[GROUP], points[ACTORS], version)


def scenario(folder: Path) -> Path:
    """The scenario of the page, beside which the shipped ones are found by name."""
    file = folder / "town.yaml"
    file.write_text(blocks("yaml")[1])
    return file
