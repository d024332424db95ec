"""What somebody should look at by hand after an import: what was left out, and what was assumed."""

from typing import Final

from sim.terms.refusals import clean, shortened

SHOWN: Final = 5
"""Examples of one kind that are named unless all are asked for."""
_LETTERS: Final = 120


class ToCheck:
    """Notes of one import, by what they are about, in the order in which they first came."""

    def __init__(self) -> None:
        self._notes: dict[str, list[str]] = {}

    def note(self, what: str, which: str = "") -> None:
        """Note something.

        Args:
            what: what it is, the same words for all of a kind, such as "dropped, no name".
            which: which row or thing it is of; empty for the file as a whole.
        """
        self._notes.setdefault(what, []).append(which)

    def count(self, what: str) -> int:
        """How often something was noted."""
        return len(self._notes.get(what, ()))

    def sentences(self, shown: int | None = SHOWN) -> list[str]:
        """A line for each kind: how many, and which; None shows all of them."""
        return [_line(what, which, shown) for what, which in self._notes.items()]


def _line(what: str, which: list[str], shown: int | None) -> str:
    named = [shortened(clean(one), _LETTERS) for one in which if one]
    if not named:
        return what if len(which) == 1 else f"{len(which):,} times: {what}"
    listed = named if shown is None else named[:shown]
    more = f"; and {len(named) - len(listed):,} more" if len(listed) < len(named) else ""
    return f"{what} ({len(named):,}): {'; '.join(listed)}{more}"
