"""Text that can be printed and drawn, whatever was in it."""

import unicodedata
from typing import Final

_KEPT: Final = frozenset("\n\t")
_UNSEEN: Final = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of Unicode that say something to a terminal, or nothing to anybody."""
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Signs that turn the direction of writing, so that a text reads otherwise than it is."""


def without_controls(text: str) -> str:
    """A text without control characters but for line ends and tabs."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(sign for sign in text if not _is_control(sign))


def _is_control(sign: str) -> bool:
    return sign in _TURNING or (sign not in _KEPT and unicodedata.category(sign) in _UNSEEN)
