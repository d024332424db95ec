"""Every word that the page shows, by key: one catalogue."""

import csv
from functools import cache
from importlib import resources
from typing import Any


@cache
def catalogue(language: str = "en") -> dict[str, str]:
    """Words of the page by key; ``{name}`` stands for what is filled in.

    Raises:
        KeyError: for a language that it does not have.
    """
    text = resources.files("sim.report.page").joinpath("words.csv").read_text(encoding="utf-8")
    return {row["key"]: row[language] for row in csv.DictReader(text.splitlines())}


def words(key: str, language: str = "en", **values: Any) -> str:
    """The words of a key with values filled in."""
    return catalogue(language)[key].format(**values)
