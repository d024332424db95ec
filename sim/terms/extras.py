"""Libraries that only some studies need: loaded when one is asked for, missed with a clear word."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from sim.terms.errors import Refused


class MissingExtra(Refused):
    """A library that is not part of the base install is not there."""


def extra(module: str, group: str = "study") -> Any:
    """A module of a library that is not part of the base install.

    Args:
        module: its name, such as ``SALib.analyze.morris``.
        group: the group of extras that brings it.

    Raises:
        MissingExtra: saying how to install it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        message = f"this needs the library {library} ({error}): pip install 'ibar[{group}]'"
        raise MissingExtra(message) from error


def require(module: str, group: str = "study") -> None:
    """Make sure that a library will be there, without loading it.

    Raises:
        MissingExtra: saying how to install it.
    """
    library = module.partition(".")[0]
    if find_spec(library) is None:
        message = f"this needs the library {library}: pip install 'ibar[{group}]'"
        raise MissingExtra(message)
