"""What is to be explained, checked at the door: a folder, one of its runs, one of its events."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.analysis.causes import event_to_explain, most_escalated
from sim.experiment.argument_checks import number_mistakes
from sim.experiment.study_identity import study_of
from sim.results.damage import whole_entry
from sim.results.folder import (
    SCENARIO,
    SUMMARY,
    check_as_written,
    check_complete,
    read_runs,
    read_summary,
)
from sim.results.ownership import MANIFEST, Study, read_record
from sim.results.run import Run
from sim.results.stored_runs import StoredRuns
from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from sim.studies.why.smallest_change import BUDGET
from sim.terms.errors import Refused
from sim.terms.refusals import Refusals
from sim.terms.words import ENGLISH, language_mistakes

NAME: Final = "why"
MOST_TRIES: Final = 1000
_LARGE: Final = 10**9 - 1


class WhyRequest(NamedTuple):
    """What is to be explained.

    Attributes:
        folder: the output folder.
        loaded: its scenario with its world.
        seed: seed of its runs.
        runs: its runs with their events, without their curves.
        run: the run to explain.
        event: id of the event to explain; None for the first on the highest emergent rung.
        tries: most runs to look for the smallest change with; 0 does not look.
        language: of the page.
    """

    folder: Path
    loaded: Loaded
    seed: int
    runs: Sequence[Run]
    run: Run
    event: int | None
    tries: int
    language: str = ENGLISH

    @property
    def study(self) -> Study:
        """Which study it is, in a folder of its own."""
        asked = {"run": self.run.number, "event": self.event, "tries": self.tries}
        return study_of(NAME, [self.loaded], seed=self.seed, **asked)

    def is_beside(self, folder: Path) -> bool:
        """Whether a folder is the one that is explained."""
        return folder.resolve() == self.folder.resolve()


class _Read(NamedTuple):
    """An output folder, read back."""

    loaded: Loaded
    seed: int
    runs: Sequence[Run]


def why_request(
    folder: Path | str,
    *,
    run: int | None = None,
    event: int | None = None,
    tries: int = BUDGET,
    language: str = ENGLISH,
    wrong: Sequence[str] = (),
) -> WhyRequest:
    """Read the folder and see that what is asked is there; see :func:`sim.studies.why.study.why`.

    Args:
        folder: an output folder.
        run: number of the run.
        event: id of an event of that run.
        tries: most runs to look for the smallest change with.
        language: of the page.
        wrong: what is already known to be wrong, to be said with the rest.

    Raises:
        Refused: listing every mistake; also when it is a large folder, and what reads it is not
            installed.
    """
    folder = Path(folder)
    refusals = Refusals([*wrong, *language_mistakes(language)])
    numbers = number_mistakes("run", run, 0, _LARGE) + number_mistakes("event", event, 0, _LARGE)
    refusals.add(numbers + number_mistakes("tries", tries, 0, MOST_TRIES))
    found = None
    with refusals.gathered():
        read = _read(folder)
        if not numbers:
            found = read, _run_to_explain(folder, read.runs, run, event)
    refusals.say()
    assert found is not None, "it was found, or refused"
    return WhyRequest(folder, *found[0], found[1], event, tries, language)


def _read(folder: Path) -> _Read:
    """The scenario and the runs of an output folder.

    Raises:
        Refused: when it is none, or not as one is written.
    """
    if not (folder / SCENARIO).is_file():
        what = "is a file, and" if folder.is_file() else "is"
        message = f"{folder}: {what} no output folder: it holds no {SCENARIO}; run a scenario first"
        raise Refused(message)
    loaded = load(folder / SCENARIO)
    check_complete(folder, loaded.scenario)
    seed = whole_entry(read_summary(folder), "seed", folder / SUMMARY)
    runs = read_runs(folder, loaded.scenario, curves=False)
    record = read_record(folder / MANIFEST)
    if record is not None:
        check_as_written(folder, record)
    return _Read(loaded, seed, runs)


def _run_to_explain(
    folder: Path, runs: Sequence[Run], number: int | None, event: int | None
) -> Run:
    """The run of a number, or the most escalated one.

    Raises:
        Refused: when there is no such run, or it has no such event.
    """
    found = _run(runs, number)
    if found is None:
        message = f"{folder}: it has no run {number}; its runs are 0 to {runs[-1].number}"
        raise Refused(message)
    try:
        event_to_explain(found.events, event)
    except ValueError as error:
        message = f"{folder}: run {found.number}: {error}"
        raise Refused(message) from error
    return found


def _run(runs: Sequence[Run], number: int | None) -> Run | None:
    if isinstance(runs, StoredRuns):
        return runs.run(runs.most_escalated() if number is None else number)
    if number is None:
        return most_escalated(runs)
    return next((run for run in runs if run.number == number), None)
