"""What is measured from outside the process: memory and start-up."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.table import Table
from benchmarks.timing import in_rounds, spread, wall_seconds

ROOT = Path(__file__).resolve().parent.parent

# The peak of a child is never below that of the process it was forked from, so that a small
# process stands between this one and the measured one.
_PEAK = """
import resource, subprocess, sys
told = subprocess.run(sys.argv[1:], check=True, stdout=subprocess.PIPE).stdout
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
sys.stdout.buffer.write(b"%d " % peak + told)
"""

STARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("python alone", ("-c", "pass")),
    ("run.py --help", ("run.py", "--help")),
    ("import numpy", ("-c", "import numpy")),
    ("import mesa", ("-c", "import mesa")),
    ("import matplotlib.figure", ("-c", "import matplotlib.figure")),
    ("import sim.model.model", ("-c", "import sim.model.model")),
)
"""What is started: label, arguments of Python."""


def memory(scenario: Path, ensembles: Sequence[tuple[int, int]]) -> Table:
    """Peak memory and wall time of whole ensembles from the shell, report and all.

    Args:
        scenario: the scenario file.
        ensembles: (runs, processes) of each; the first two give the growth by run.
    """
    title = "3. Ensembles from the shell, with their report: peak memory of the largest process"
    columns = ("ensemble", "peak MB", "s", "s a run")
    if sys.platform == "win32":
        return Table(title, columns, (), ("not measured: this system does not tell the peak",))
    peaks, rows = [], []
    for runs, workers in ensembles:
        began = time.perf_counter()
        peaks.append(_peak_mb(scenario, runs, workers))
        seconds = time.perf_counter() - began
        label = f"{runs} runs, {workers} process{'es' if workers > 1 else ''}"
        rows.append((label, peaks[-1], seconds, seconds / runs))
    growth = (peaks[1] - peaks[0]) / (ensembles[1][0] - ensembles[0][0])
    note = f"one more run keeps {growth * 1024:.0f} KB (from the first two rows)"
    return Table(title, columns, rows, (note,))


def _peak_mb(scenario: Path, runs: int, workers: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        options = ("--runs", str(runs), "--workers", str(workers), "--quiet", "--out", folder)
        return peak_mb(("run.py", str(scenario.resolve()), *options))


def peak_mb(arguments: Sequence[str]) -> float:
    """Peak memory of Python with some arguments, of the largest process of it, in MB.

    Raises:
        subprocess.CalledProcessError: when it fails.
    """
    return told_and_peak(arguments)[1]


def told_and_peak(arguments: Sequence[str]) -> tuple[str, float]:
    """What Python with some arguments prints, and its peak memory in MB, of one and the same run.

    Raises:
        subprocess.CalledProcessError: when it fails.
    """
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _PEAK, sys.executable, *arguments],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    unit = 1024.0**2 if sys.platform == "darwin" else 1024.0  # bytes there, KB elsewhere
    peak, _, told = done.stdout.partition(b" ")
    return told.decode(), float(peak) / unit


def start_up(rounds: int) -> Table:
    """Time until a fresh process has started, imported and ended."""
    doings = [partial(_python, arguments) for _, arguments in STARTS]
    for doing in doings:
        doing()  # the files are read from the disk once, unmeasured
    measured = in_rounds(doings, rounds, wall_seconds)
    rows = [
        (label, spread([one[place] for one in measured]).times(1e3))
        for place, (label, _) in enumerate(STARTS)
    ]
    return Table(
        "5. Start-up of a fresh process: wall time, median (least to most)",
        ("process", "ms"),
        rows,
        (f"{rounds} rounds",),
    )


def _python(arguments: Sequence[str]) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT)
