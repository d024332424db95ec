import inspect

import pytest

import sim
from sim.studies.calibrate.result import CalibrateResult
from sim.studies.calibrate.study import Options
from sim.studies.compare.study import CompareResult
from sim.studies.discovery.study import DiscoveryResult
from sim.studies.fork.ensemble import ForksResult
from sim.studies.fork.study import ForkResult
from sim.studies.run.study import RunResult
from sim.studies.sensitivity.study import SensitivityResult
from sim.studies.sweep.study import SweepResult

RESULTS = (
    CalibrateResult, CompareResult, DiscoveryResult, ForkResult, ForksResult, RunResult,
    SensitivityResult, SweepResult,
)  # fmt: skip
STUDIES = ("run", "compare", "fork", "forks", "sweep", "sensitivity", "discovery", "calibrate")


@pytest.mark.parametrize("result", RESULTS)
def test_every_result_can_be_told_drawn_and_written(result):
    for name in ("table", "sentences", "plot"):
        own = list(inspect.signature(getattr(result, name)).parameters.values())[1:]
        assert all(one.default is not inspect.Parameter.empty for one in own), name
    assert "folder" in inspect.signature(result.write).parameters


@pytest.mark.parametrize("study", STUDIES)
def test_studies_are_public_and_call_alike_what_is_alike(study):
    parameters = inspect.signature(getattr(sim, study)).parameters
    names = {*parameters, *(Options.__annotations__ if study == "calibrate" else ())}
    assert {"seed", "out"} <= names
    assert names & {"runs", "run", "replicates", "samples"}
    if study != "calibrate":  # it makes parameter sets, and takes none
        assert parameters["vectors"].default is None
    assert parameters["out"].default is None
    late = [p for p in parameters.values() if p.name in {"runs", "seed", "vectors", "out", "sets"}]
    assert {p.kind for p in late} == {inspect.Parameter.KEYWORD_ONLY}
