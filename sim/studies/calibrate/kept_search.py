"""What a folder keeps of a search: what was asked, and what became of each parameter set so far."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from sim.experiment.build_identity import build_identity
from sim.experiment.execution import ExecutionOptions, notify
from sim.experiment.parameter_sets import tried_path
from sim.experiment.runner import ResultStore
from sim.experiment.simulate import escalation_model
from sim.experiment.versions import code_digest, versions
from sim.results.codecs import JSON
from sim.results.files import write_file
from sim.results.journal import Journal
from sim.studies.calibrate.request import CalibrateRequest
from sim.studies.calibrate.sample_tables import VECTORS, SampleTables
from sim.terms.errors import Refused

JOURNAL: Final = "search.journal"
ASKED: Final = "search.json"
WORDS: Final = {"code": "code of the program", "versions": "versions of libraries"}
"""What is said of parts whose names do not say it; other code of Ibar does not part two samples."""


def kept_search(
    request: CalibrateRequest, folder: Path, execution: ExecutionOptions
) -> ResultStore[Any]:
    """What a folder remembers of a search, and will remember.

    Raises:
        Refused: when it is of another search.
    """
    own: dict[str, Any] = request.content | {"versions": versions(), "code": code_digest()}
    built = build_identity(execution.get("build", escalation_model))
    if built is not None:
        own["build"] = built
    own = json.loads(json.dumps(own))
    if request.search.method == "sample":
        return _kept_sample(request, folder, own, execution)
    differ = _differ(folder, own)
    if differ:
        message = (
            f"{folder}: holds another search ({', '.join(differ)} differ); remove it, or "
            "choose another folder with --out"
        )
        raise Refused(message)
    if not (folder / ASKED).exists() and tried_path(folder / VECTORS).exists():
        message = f"{folder}: holds the tables of a sample; choose another folder with --out"
        raise Refused(message)
    _write_asked(folder, own)
    return Journal(folder / JOURNAL, json.dumps(own, sort_keys=True), JSON)


def _kept_sample(
    request: CalibrateRequest, folder: Path, own: dict[str, Any], execution: ExecutionOptions
) -> SampleTables:
    """The tables of a folder, which grow from one version of the program to the next.

    Raises:
        Refused: when they are of other scenarios, observations, stages or parameters.
    """
    differ = _differ(folder, own)
    other = [words for words in differ if words not in WORDS.values()]
    if other:
        message = (
            f"{folder}: holds another search ({', '.join(other)} differ); choose another folder "
            "with --out"
        )
        raise Refused(message)
    tables = SampleTables(folder, request.sample, request.search.priors, request.search.goal)
    if differ:
        notify(
            execution,
            f"{folder}: {' and '.join(differ)} differ since the last search here; what was tried "
            "is not tried again",
        )
    _write_asked(folder, own)
    return tables


def _differ(folder: Path, own: dict[str, Any]) -> Sequence[str]:
    """What of a search is not as a folder has it; nothing where it does not say."""
    path = folder / ASKED
    if not path.exists():
        return []
    try:
        there = json.loads(path.read_text("utf-8"))
    except ValueError:
        there = {}
    there = there if isinstance(there, dict) else {}
    names = [*own, *(["build"] if "build" in there and "build" not in own else [])]
    return [WORDS.get(name, name) for name in names if there.get(name) != own.get(name)]


def _write_asked(folder: Path, own: dict[str, Any]) -> None:
    write_file(folder / ASKED, json.dumps(own, indent=2, ensure_ascii=False) + "\n")
