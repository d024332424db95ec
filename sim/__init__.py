"""Ibar: an agent-based simulation of how a local conflict escalates, and what calms it.

From Python as from the shell: ``from sim import load, run, compare`` and so on; each study returns
an object with its numbers, ``table()``, ``plot()`` and ``write(folder)``. What is wrong with a call
raises ``Refused``, with the sentences that the shell would print.
"""

from importlib import import_module
from typing import Any, Final

__version__ = "0.1.0"

_PUBLIC: Final = {
    "load": "sim.scenario.load",
    "run": "sim.studies.run.study",
    "read": "sim.studies.run.read",
    "compare": "sim.studies.compare.study",
    "sweep": "sim.studies.sweep.study",
    "sensitivity": "sim.studies.sensitivity.study",
    "discovery": "sim.studies.discovery.study",
    "fork": "sim.studies.fork.study",
    "forks": "sim.studies.fork.ensemble",
    "calibrate": "sim.studies.calibrate.study",
    "validate": "sim.studies.validate.study",
    "crossvalidate": "sim.studies.crossvalidate.study",
    "agree": "sim.studies.validate.agreement_study",
    "ablate": "sim.studies.ablate.study",
    "why": "sim.studies.why.study",
    "export": "sim.studies.export.study",
    "page": "sim.studies.page.study",
    "stills": "sim.studies.stills.study",
    "Refused": "sim.terms.errors",
    "Interrupted": "sim.terms.errors",
}
"""Where each public name is; loaded when it is asked for, since libraries take their time."""


def __dir__() -> list[str]:
    """Names of the studies and of the version."""
    return sorted((*_PUBLIC, "__version__"))


def __getattr__(name: str) -> Any:
    """A study, loaded when it is first asked for."""
    if name not in _PUBLIC:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    if name != "load":
        import_module("sim.report.backend").import_matplotlib()
    return getattr(import_module(_PUBLIC[name]), name)
