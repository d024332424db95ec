"""Every word that a reader sees on a page, in each language: one catalogue.

What stands in a scenario (its title, names of actors, what they say) is shown as it is written.
"""

import csv
from functools import cache
from importlib import resources
from typing import Any, Final

LANGUAGES: Final = ("en", "sr", "sq")
"""English, srpski (latinica), shqip."""
ENGLISH: Final = LANGUAGES[0]
TAGS: Final = {"en": "en", "sr": "sr-Latn", "sq": "sq"}
"""The language as a browser knows it."""


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = resources.files("sim.terms").joinpath("words.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def catalogue(language: str = ENGLISH) -> dict[str, str]:
    """Words by key; ``{name}`` in them stands for what is filled in.

    Raises:
        KeyError: for a language that it does not have.
    """
    return {row["key"]: row[language] for row in _rows() if row["key"]}


@cache
def _phrases(language: str) -> dict[str, str]:
    return {row["en"]: row[language] for row in _rows() if not row["key"]}


def words(key: str, language: str = ENGLISH, **values: Any) -> str:
    """The words of a key with values filled in."""
    return catalogue(language)[key].format(**values)


def said(phrase: str, language: str = ENGLISH) -> str:
    """A phrase of the program in another language; itself where the catalogue does not have it."""
    return _phrases(language).get(phrase, phrase)
