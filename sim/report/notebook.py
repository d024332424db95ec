"""How a result looks where it is the last line of a cell or typed at a prompt: a few lines."""

import base64
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Final

from sim.report.style import png_bytes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_LINES: Final = 9
LONGEST_LINE: Final = 160


class Displayed:
    """A result that shows what came of it, and neither its runs nor its scenario."""

    def sentences(self) -> list[str]:
        """What came out, for a reader."""
        raise NotImplementedError

    def plot(self) -> "Figure":
        """The main picture."""
        raise NotImplementedError

    def lines(self) -> list[str]:
        """What is shown; quick to tell."""
        return self.sentences()

    def __repr__(self) -> str:
        return "\n".join([f"<{type(self).__name__}>", *(f"  {one}" for one in self._shown())])

    def _shown(self) -> list[str]:
        """At most so many lines, none too long."""
        every = [part for text in self.lines() for part in text.split("\n")]
        kept = every[:MOST_LINES]
        cut = [one if len(one) <= LONGEST_LINE else f"{one[: LONGEST_LINE - 1]}…" for one in kept]
        more = len(every) - len(kept)
        return [*cut, f"and {more} more: sentences()"] if more else cut

    @cached_property
    def _png(self) -> bytes | None:
        """The main picture; None where it cannot be drawn, which costs nothing else."""
        try:
            return png_bytes(self.plot())
        except Exception:
            return None

    def _repr_png_(self) -> bytes | None:
        return self._png

    def _repr_html_(self) -> str:
        text = "<br>".join(escape(one) for one in self._shown())
        if self._png is None:
            return f"<p>{text}</p>"
        picture = base64.b64encode(self._png).decode("ascii")
        return f'<p>{text}</p><img style="max-width: 100%" src="data:image/png;base64,{picture}">'
