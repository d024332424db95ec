"""What a statement can say, and what is taken from its code where nobody says it."""

from typing import Final, Literal, get_args

Content = Literal[
    "threat",
    "warning",
    "demand",
    "blame",
    "condemnation",
    "support",
    "reassurance",
    "neutral",
]
"""What is said: that harm will be done to whom it is aimed at; that others will harm those to whom
it is said; that somebody must do something; that he did something; that it was wrong; that one
stands by him; that no harm will come to those to whom it is said; nothing of these."""
CONTENTS: Final[tuple[Content, ...]] = get_args(Content)
HOSTILE: Final[frozenset[Content]] = frozenset(("threat", "demand", "blame", "condemnation"))
"""What commits who says it before its own people."""

_OF_CODES: Final[tuple[tuple[str, Content], ...]] = (
    ("027", "reassurance"),
    ("055", "reassurance"),
    ("05", "support"),
    ("10", "demand"),
    ("112", "blame"),
    ("11", "condemnation"),
    ("12", "condemnation"),
    ("13", "threat"),
)


def content_of_code(code: str) -> Content:
    """What a statement of a CAMEO code most often says; the longest beginning that fits counts."""
    for start, said in _OF_CODES:
        if code.startswith(start):
            return said
    return "neutral"
