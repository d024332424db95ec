"""Every word that a reader sees on a page, in each language: one catalogue.

What stands in a scenario (its title, names of actors, what they say) is shown as it is written.
"""

import csv
import math
from functools import cache
from importlib import resources
from typing import Any, Final

LANGUAGES: Final = ("en", "sr", "sq")
"""English, srpski (latinica), shqip."""
ENGLISH: Final = LANGUAGES[0]
TAGS: Final = {"en": "en", "sr": "sr-Latn", "sq": "sq"}
"""The language as a browser knows it."""
SEPARATORS: Final = {"en": ",.", "sr": ".,", "sq": "\u00a0,"}
"""What stands between thousands, and before decimals."""


def language_mistakes(language: object) -> list[str]:
    """What is wrong with a language that is asked for; nothing is with one of them."""
    if language in LANGUAGES:
        return []
    return [f"language: is {language!r}; write one of {', '.join(LANGUAGES)}"]


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


MINUS: Final = "\N{MINUS SIGN}"
"""What stands before a number below zero on pages, pictures and screens; tables that machines read
have a hyphen."""


class Number:
    """A number that is written as a language writes it, for words with a format in their gap."""

    def __init__(self, value: float, language: str) -> None:
        """Args: the number, and the language."""
        self._value, self._signs = value, str.maketrans(",.", SEPARATORS[language])

    def __format__(self, form: str) -> str:
        """The number in a form of Python's, such as ``,.2f``; per cent stand apart from it."""
        text = format(self._value, form).translate(self._signs).replace("%", " %")
        return text.replace("-", MINUS)


def signed(value: float, form: str = ".0f", language: str = ENGLISH) -> str:
    """A number with its sign, and none where it is shown as zero.

    Args:
        value: the number.
        form: of Python's, without a sign.
        language: which says what stands before decimals.
    """
    text = f"{Number(abs(value), language):{form}}"
    if not text.strip("0.,\u00a0 %"):
        return text
    return f"{MINUS if value < 0 else '+'}{text}"


THOUSAND: Final = 1000
"""Value from which no decimals are shown."""


def number_words(value: float, language: str = ENGLISH) -> str:
    """A number for a reader: three digits, as the language writes them."""
    return f"{Number(value, language):{',.3g' if abs(value) < THOUSAND else ',.0f'}}"


def with_error(value: float, error: float, language: str = ENGLISH) -> tuple[str, str]:
    """A mean and its error for a reader: no digit of either beyond the first that is uncertain.

    An error that begins with 1 keeps a second digit; without an error the mean has three digits.
    """
    if not (math.isfinite(error) and error > 0):
        return number_words(value, language), number_words(error, language)
    size = math.floor(math.log10(error))
    digits = max(0, -size + (error < 2 * 10**size))
    mean, spread = (f"{Number(one, language):,.{digits}f}" for one in (value, error))
    return mean, spread


def words(key: str, language: str = ENGLISH, **values: Any) -> str:
    """The words of a key with values filled in, numbers as the language writes them."""
    numbers = {
        name: Number(v, language) for name, v in values.items() if isinstance(v, int | float)
    }
    return catalogue(language)[key].format(**(values | numbers))


def said(phrase: str, language: str = ENGLISH) -> str:
    """A phrase of the program in another language; itself where the catalogue does not have it."""
    return _phrases(language).get(phrase, phrase)
