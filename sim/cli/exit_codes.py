"""How a command ends: the exit codes, and the error that ends it with a message."""

from typing import Final

from sim.terms.errors import Refused

DONE: Final = 0
DIFFERS: Final = 1
WRONG_INPUT: Final = 2
INTERRUPTED: Final = 130


class InputError(Refused):
    """Something the user gave is wrong; the message says what and what would be right."""
