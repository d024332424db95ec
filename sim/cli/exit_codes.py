"""How a command ends: the exit codes, and the error that ends it with a message."""

from typing import Final

from sim.terms.errors import Refused

DONE: Final = 0
DIFFERS: Final = 1
WRONG_INPUT: Final = 2
FAULT: Final = 70
"""As EX_SOFTWARE of BSD's sysexits."""
MACHINE: Final = 71
"""As EX_OSERR."""
INTERRUPTED: Final = 130

MEANINGS: Final[dict[int, str]] = {
    DONE: "done",
    DIFFERS: "what verify repeats differs",
    WRONG_INPUT: "something is wrong with what was asked, and said in a sentence",
    FAULT: "a fault of Ibar, whose details are in a file that is named",
    MACHINE: "the machine refuses: memory, disk, permissions, or nowhere to print to",
    INTERRUPTED: "interrupted",
}
"""What each exit code means."""


class InputError(Refused):
    """Something the user gave is wrong; the message says what and what would be right."""
