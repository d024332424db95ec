"""Libraries that only some studies need: loaded when one is asked for, missed with a clear word."""

import re
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires
from importlib.util import find_spec
from pathlib import Path
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
        message = f"this needs the library {library} ({error}): {how_to_install(group)}"
        raise MissingExtra(message) from error


def require(module: str, group: str = "study") -> None:
    """Make sure that a library will be there, without loading it.

    Raises:
        MissingExtra: saying how to install it.
    """
    library = module.partition(".")[0]
    if find_spec(library) is None:
        message = f"this needs the library {library}: {how_to_install(group)}"
        raise MissingExtra(message)


def how_to_install(group: str) -> str:
    """What to type for a group of extras: by its name in a checkout, else library by library."""
    if (Path(__file__).resolve().parents[2] / "pyproject.toml").is_file():
        return f"pip install -e '.[{group}]' in the folder of Ibar"
    try:
        wanted = [text.partition(";") for text in requires("ibar") or ()]
    except PackageNotFoundError:
        wanted = []
    belongs = re.compile(rf"""\bextra\s*==\s*['"]{group}['"]""")
    libraries = [f"'{name.strip()}'" for name, _, when in wanted if belongs.search(when)]
    if not libraries:
        return f"install Ibar with its extra [{group}]"
    return " ".join(["pip install", *libraries])
