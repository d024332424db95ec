"""What a number that is written as people and spreadsheets write it should be written as."""

import re
from collections.abc import Callable
from typing import Final

_SEPARATORS: Final = r"[ \u00a0\u202f'’.,]"
_POINT: Final = "the decimal sign is a point"
THOUSANDS: Final = "nothing stands between thousands, as in 1200"
COMMA: Final = f"in a number {_POINT}, as in 0.5, and {THOUSANDS}"
"""What is so where a comma in a number has parted it in two."""
_NUMBER: Final = r"[-+−]?\d+(?:\.\d+)?"
_ALONE: Final = "write the number alone"
_UNIT: Final = f"{_ALONE}, in the unit that is meant here"


def _share(found: re.Match[str]) -> str:
    return f"; write a share, not a per cent: {float(found[1].replace(',', '.')) / 100:g}"


def _thousands(found: re.Match[str]) -> str:
    return f"; write {re.sub(_SEPARATORS, '', found[0])}, nothing stands between thousands"


def _comma(found: re.Match[str]) -> str:
    point = found[0].replace(",", ".")
    hint = f"; {_POINT}: {point}"
    whole = re.fullmatch(r"[-+]?\d{1,3},\d{3}", found[0])
    return f"{hint}; or where thousands are meant: {found[0].replace(',', '')}" if whole else hint


def _multiple(found: re.Match[str]) -> str:
    times = {"k": 1e3, "m": 1e6}[found[2].lower()[0]]
    return f"; write it out: {float(found[1].replace(',', '.')) * times:.0f}"


def _middle(found: re.Match[str]) -> str:
    middle = (float(found[1]) + float(found[2])) / 2
    return f"; write one number, such as {middle:g}; how far it may be off has keys of its own"


def _clock(found: re.Match[str]) -> str:
    minutes = 60 * int(found[1]) + int(found[2])
    return f"; as hours and minutes it is {minutes} minutes"


def _degrees(found: re.Match[str]) -> str:
    minutes, seconds = float(found[2] or 0), float(found[3] or 0)
    degrees = float(found[1]) + minutes / 60 + seconds / 3600
    sign = "-" if found[4] and found[4].upper() in "SW" else ""
    return f"; write degrees as one number, minus in the south and west: {sign}{degrees:.4f}"


_FORMS: Final[tuple[tuple[str, Callable[[re.Match[str]], str]], ...]] = (
    (r"([-+]?\d+(?:[.,]\d+)?)\s*(?:%|per ?cent)", _share),
    (rf"[-+]?\d{{1,3}}({_SEPARATORS})\d{{3}}(?:\1\d{{3}})+|[-+]?\d{{1,3}}[ \u00a0\u202f'’]\d{{3}}",
     _thousands),
    (r"[-+]?\d*,\d+", _comma),
    (r"(\d+(?:[.,]\d+)?)\s*([kK]|[mM]io|million)", _multiple),
    (rf"({_NUMBER})\s*(?:-|–|—|\.\.+|to)\s*({_NUMBER})", _middle),
    (r"(\d{1,3}):([0-5]\d)", _clock),
    (r"(\d{1,3})\s*°\s*(?:(\d+(?:\.\d+)?)\s*['’′]\s*)?(?:(\d+(?:\.\d+)?)\s*[\"”″]\s*)?([NSEWnsew]?)",
     _degrees),
    (rf"[“”„«»‘’\"']({_NUMBER})[“”„«»‘’\"']", lambda found: f"; {_ALONE}: {found[1]}"),
    (rf"[^\d]{{1,12}}({_NUMBER})", lambda found: f"; {_ALONE}: {found[1]}"),
    (rf"({_NUMBER})\s*[^\d\s][^\d]{{0,12}}", lambda _: f"; {_UNIT}"),
)  # fmt: skip
"""Forms in which a number is met, the first that fits holds."""


def number_hint(text: str, *, whole: bool = False) -> str:
    """How to write a number that is written otherwise, to put behind a message; else nothing.

    Args:
        text: what is written, such as ``70%``, ``12,000`` or ``ca. 300``.
        whole: whether a whole number is needed, so that a sign in it parts thousands.
    """
    text = text.strip()
    if whole and (found := re.fullmatch(r"[-+]?\d{1,3}(?:[.,]\d{3})+", text)):
        return _thousands(found)
    for form, hint in _FORMS:
        if found := re.fullmatch(form, text):
            return hint(found)
    return ""
