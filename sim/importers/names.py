"""Ids for rows that come with names only, the same whatever the order of the rows."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

_PLAIN: Final = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Latin letters that Unicode does not take apart into a letter and a sign."""
_LONGEST: Final = 60


class Named(NamedTuple):
    """Something with a name; ``number`` tells it apart in its source, such as ``n240109189``."""

    name: str
    number: str


def slug(name: str) -> str:
    """A name as an id: small letters, digits and _; empty where it has no Latin letter or digit."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_PLAIN))
    ascii_only = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", ascii_only).strip("_")[:_LONGEST].strip("_")


def ids_of(things: Sequence[Named], prefix: str = "", taken: Iterable[str] = ()) -> list[str]:
    """An id for each thing: of its name; with its number where that is not enough.

    Args:
        things: with numbers that differ.
        prefix: what every id begins with.
        taken: ids that mean something else already.
    """
    names = [prefix + found if (found := slug(one.name)) else "" for one in things]
    often, used = Counter(names), frozenset(taken)
    return [
        name if name and often[name] == 1 and name not in used else _numbered(name, prefix, one)
        for name, one in zip(names, things, strict=True)
    ]


def _numbered(name: str, prefix: str, one: Named) -> str:
    return "_".join(part for part in (name or prefix.rstrip("_"), slug(one.number)) if part)
