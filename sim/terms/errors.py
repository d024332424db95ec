"""The two ways in which what was asked comes to nothing: it is refused, or it is interrupted.

And what is warned of, though it was done.
"""

from typing import Final

MOST_SAID: Final = 50
"""Lines said of one thing that was refused; the rest is counted."""


class ForUsers(UserWarning):
    """Something a user should know of what was done; its text is a whole sentence."""


class Refused(Exception):
    """What was asked cannot be done as it stands; the message says why, and what would be right."""

    @property
    def lines(self) -> list[str]:
        """Everything that is wrong, a line each."""
        return super().__str__().splitlines()

    def __str__(self) -> str:
        """The first 50 lines, and how many more there are."""
        lines = self.lines
        more = len(lines) - MOST_SAID
        return "\n".join(lines if more <= 0 else [*lines[:MOST_SAID], f"and {more:,} more"])


class Damaged(Refused):
    """A file of an output folder is not as it was written; the message names it, and says why."""


class Interrupted(Exception):
    """A stop was asked for before all runs were done.

    Attributes:
        done: runs that are done, and kept where the study has a folder.
        requested: runs asked for.
    """

    def __init__(self, done: int, requested: int) -> None:
        super().__init__(f"interrupted after {done} of {requested} runs")
        self.done = done
        self.requested = requested
