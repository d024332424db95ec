"""What the page of the app says: its words in a language, and how that writes numbers."""

from typing import Any, Final

from sim.terms.words import LANGUAGES, SEPARATORS, TAGS, catalogue, words

OTHERS: Final = (
    "skip_all", "no_forecast", "case", "stop", "as_it_is", "changed",
    "within_believed", "outside_believed",
)  # fmt: skip
"""Words of other pages that the app says as well; the rest begin with ``app_``."""


def speech(language: str) -> dict[str, Any]:
    """Everything the page of the app needs to speak a language.

    Args:
        language: one of :data:`sim.terms.words.LANGUAGES`.

    Returns:
        The ``language``, its ``tag`` for browsers, what its ``decimals`` follow, the ``words`` by
        key, and the ``languages`` that can be chosen, each with its own name.
    """
    said = {
        key: text
        for key, text in catalogue(language).items()
        if key.startswith("app_") or key in OTHERS
    }
    return {
        "language": language,
        "tag": TAGS[language],
        "decimals": SEPARATORS[language][1],
        "words": said,
        "languages": {one: words("language_name", one) for one in LANGUAGES},
    }


def whole_number_mistake(key: str, value: Any, limits: tuple[int, int], language: str) -> list[str]:
    """What is wrong with a number that is typed on the page; nothing with one within its limits.

    Args:
        key: words of what the number is.
        value: what was sent.
        limits: the least and the most that it can be.
        language: of the words.
    """
    low, high = limits
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return []
    return [words("app_whole", language, label=words(key, language), low=low, high=high)]
