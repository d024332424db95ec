"""What becomes of an input: it runs, it is refused in words, or anything else, which is a fault.

As a program: ``python -m tests.fuzz.rounds 20000`` makes that many and tells them by kind.
"""

import io
import os
import re
import shutil
import signal
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Final, NamedTuple
from unittest.mock import patch

from sim.cli.exit_codes import DIFFERS, DONE, WRONG_INPUT
from sim.main import main
from tests.fuzz.inputs import KINDS, RUN, SCENARIO, Base, base_of, input_of, lay_out, limits
from tests.fuzz.limits import beyond

SECONDS: Final = 30.0
"""Processor time after which an input is taken to be endless."""
DRAWN: Final = 20
"""One in so many inputs is drawn as well; drawing takes most of the time."""


class Endless(BaseException):
    """An input takes too long."""


class Met(NamedTuple):
    """What became of one input.

    Attributes:
        kind: of which kind it is.
        number: its number.
        words: its command line.
        code: the exit code.
        said: what was said of it; for a fault, where it happened.
    """

    kind: str
    number: int
    words: list[str]
    code: object
    said: str

    @property
    def verdict(self) -> str:
        """ran, refused, or anything else; what goes beyond a limit must be refused by its name."""
        far = beyond(self.words) if self.kind == limits.__name__ else ""
        if far and (self.code != WRONG_INPUT or far not in self.said):
            return "anything else"
        differs = self.code == DIFFERS and self.words[0] == "verify"
        if self.code == DONE or differs:
            return "ran"
        in_words = self.said.strip() and "Traceback" not in self.said
        return "refused" if self.code == WRONG_INPUT and in_words else "anything else"


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Stop what takes more processor time than that."""

    def stop(*_: object) -> None:
        raise Endless

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def inside(place: Path) -> Iterator[None]:
    """Work in a folder, which is the user's home as well."""
    before = Path.cwd()
    os.chdir(place)
    try:
        with patch.dict(os.environ, {"HOME": str(place), "USERPROFILE": str(place)}):
            yield
    finally:
        os.chdir(before)


def ended(words: Sequence[str]) -> tuple[object, str]:
    """Exit code and error output of a command line, which is called in this process."""
    out, err = io.StringIO(), io.StringIO()
    code: object = "endless"
    try:
        with redirect_stdout(out), redirect_stderr(err), limited(SECONDS):
            code = main(words)
    except SystemExit as exit_:
        code = exit_.code or 0
    except (Exception, Endless) as error:
        err.write(f"Traceback: {type(error).__name__}: {error}")
    return code, err.getvalue()


def met(base: Base, number: int, kind: str) -> Met:
    """Make an input in a folder of its own, and see what becomes of it."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch, "a", "b", "c")  # deep, so that what leads up stays inside
        words = input_of(base, place, number, kind)
        with inside(place), few_drawn(number), warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", FutureWarning)
            code, said = ended(words)
            faults = list(place.glob("ibar-fault-*.txt"))
            said += "".join(where(path.read_text("utf-8")) for path in faults)
    return Met(kind, number, words, code, said)


@contextmanager
def few_drawn(number: int) -> Iterator[None]:
    """Draw few of the pictures, and make no trial runs for the many that are alike."""
    if number % DRAWN == 0:
        yield
        return
    with (
        patch("sim.studies.run.write.picture", _undrawn),
        patch("sim.studies.why.study.picture", _undrawn),
        patch("sim.studies.run.study.no_effect", return_value=None),
    ):
        yield


def _undrawn(_: object) -> Callable[[], dict[str, bytes]]:
    return dict


def where(details: str) -> str:
    """The last places of the code in a traceback, and the error."""
    found = re.findall(r'File "[^"]*?/(sim/[^"]*)", line (\d+)', details)
    errors = re.findall(r"^(?:\w+\.)*\w+(?:Error|Warning|Exception)\b.*", details, re.MULTILINE)
    last = errors[-1][:200] if errors else details.rstrip().splitlines()[-1]
    return f"\n  at {' > '.join(':'.join(place) for place in found[-3:])}\n  {last}"


def begun(scratch: Path) -> Base:
    """What inputs are made of, with its finished folder."""
    scratch.mkdir(parents=True, exist_ok=True)
    base = base_of(scratch / "made")
    lay_out(base, scratch / "case")
    with inside(scratch / "case"):
        code, said = ended(["run", SCENARIO, *RUN])
        assert code == 0, said
        shutil.move("out", base.folder)
    return base


def a_round(n: int, first: int = 0, kinds: Sequence[str] = tuple(KINDS)) -> Iterator[Met]:
    """So many inputs, of each kind in turn."""
    with tempfile.TemporaryDirectory() as scratch:
        base = begun(Path(scratch))
        for number in range(first, first + n):
            yield met(base, number, kinds[number % len(kinds)])


def told(found: Counter[tuple[str, str]]) -> str:
    """Counts by kind, a line each."""
    verdicts = ("ran", "refused", "anything else")
    lines = [f"{'':10}" + "".join(f"{verdict:>15}" for verdict in verdicts)]
    for kind in KINDS:
        counts = (found[kind, verdict] for verdict in verdicts)
        lines.append(f"{kind:10}" + "".join(f"{count:15}" for count in counts))
    return "\n".join(lines)


def report(n: int, first: int, kinds: Sequence[str]) -> int:
    """Make a round and print what is found; returns how many are anything else."""
    found: Counter[tuple[str, str]] = Counter()
    try:
        for one in a_round(n, first, kinds):
            found[one.kind, one.verdict] += 1
            if one.verdict == "anything else":
                words = [word[:80] for word in one.words]
                print(one.kind, one.number, one.code, words, one.said[:1000], flush=True)
    finally:  # a round that is broken off tells what it has found so far
        print(told(found), flush=True)
    return sum(count for (_, verdict), count in found.items() if verdict == "anything else")


if __name__ == "__main__":
    n, first, *kinds = sys.argv[1:] + ["0"] * (len(sys.argv) < 3)
    raise SystemExit(bool(report(int(n), int(first), kinds or tuple(KINDS))))
