"""Ibar: an agent-based simulation of how a local conflict escalates, and what calms it.

From Python as from the shell: ``from sim import load, run, compare`` and so on; each study returns
an object with its numbers, ``table()``, ``plot()`` and ``write(folder)``.
"""

from importlib import import_module
from typing import Any, Final

__version__ = "0.1.0"

_STUDIES: Final = {
    "load": "sim.scenario.load",
    "run": "sim.studies.ensemble",
    "compare": "sim.studies.compare",
    "sweep": "sim.studies.sweep",
    "sensitivity": "sim.studies.sensitivity",
    "discovery": "sim.studies.discovery",
    "fork": "sim.studies.fork",
    "forks": "sim.studies.forks",
    "calibrate": "sim.studies.calibrate",
}
"""Where each public function is; loaded when it is asked for, since libraries take their time."""


def __dir__() -> list[str]:
    """Names of the studies and of the version."""
    return sorted((*_STUDIES, "__version__"))


def __getattr__(name: str) -> Any:
    """A study, loaded when it is first asked for."""
    if name not in _STUDIES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_STUDIES[name]), name)
