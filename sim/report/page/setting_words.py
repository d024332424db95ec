"""What is set in a scenario, its value, and what it was, in the words of a reader."""

from sim.analysis.event_words import Names
from sim.terms.words import ENGLISH, catalogue, number_words, said, words

DOT = " · "
"""Between the words of a path."""
_RANGE = ", range "
"""What follows a number that runs draw, which has a sentence of its own."""


def path_words(path: str, names: Names) -> str:
    """A path for a reader: names for ids, and no word that only sorts."""
    parts = [part for part in path.split(".") if part not in {"actors", "posture"}]
    known = {**names.places, **names.actors}
    return DOT.join(
        known.get(part) or said(part.replace("_", " "), names.language) for part in parts
    )


def value_words(text: str, language: str) -> str:
    """A value as a reader knows it: a number as the language writes it, a word, on or off."""
    switch = {"true": "on", "false": "off"}.get(text.lower())
    if switch is not None:
        return words(switch, language)
    try:
        return number_words(float(text), language)
    except ValueError:
        return said(text.replace("_", " "), language)


def ends_words(name: str, low: float, high: float, language: str = ENGLISH) -> str:
    """What the least and the most of a posture mean; empty of what is no posture.

    Args:
        name: of the posture, such as ``resolve``.
        low: least that is allowed.
        high: most that is allowed.
        language: of the words.
    """
    key = f"ends_{name}"
    if key not in catalogue(language):
        return ""
    ends = {"low": number_words(low, language), "high": number_words(high, language)}
    return words(key, language, **ends)


def override_words(override: str, names: Names) -> str:
    """What is set, of the form ``path.of.keys=value``: what it is, and its value."""
    path, _, value = override.partition("=")
    label, language = path_words(path.removesuffix(".value"), names), names.language
    if value == "null":
        return words("not_at_all", language, label=label)
    return words("set_to", language, label=label, value=value_words(value, language))


def change_words(path: str, after: str, before: str, names: Names) -> str:
    """A value that is set otherwise, and what it was; ``before`` is empty where there was none.

    Of what is left out altogether nothing is told but that.
    """
    if after == "null":
        return override_words(f"{path}={after}", names)
    label, language = path_words(path.removesuffix(".value"), names), names.language
    after, before = (text.partition(_RANGE)[0] for text in (after, before))
    told = {"label": label, "after": value_words(after, language)}
    if not before:
        return words("fork_new", language, **told)
    return words("fork_change", language, before=value_words(before, language), **told)
