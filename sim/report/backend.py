"""Matplotlib, imported whatever the user's environment says of its backend."""

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Final

VARIABLE: Final = "MPLBACKEND"
"""Environment variable that names the backend; Matplotlib cannot be imported with a wrong one."""


def choose_agg() -> None:
    """In a process of our own: draw into files, whatever the user's backend is."""
    os.environ[VARIABLE] = "agg"


def import_matplotlib() -> None:
    """In the user's process: leave a backend that works, and pass over a name that does not.

    Pictures are drawn without any backend; a notebook shows them with its own.
    """
    named = os.environ.get(VARIABLE)
    if not named or "matplotlib" in sys.modules:
        return
    del os.environ[VARIABLE]
    try:
        matplotlib = import_module("matplotlib")
    finally:
        os.environ[VARIABLE] = named
    with suppress(ValueError):  # as Matplotlib does itself while it is imported, and stops there
        matplotlib.rcParams["backend"] = named
