"""``stills``: the map of a folder of runs at an hour, as a film, and by time for GIS."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sim.analysis.event_words import names_of
from sim.experiment.output_folder import exclusive_lock
from sim.report.notebook import Displayed
from sim.report.page.frames import frames_of
from sim.report.style import png_bytes, svg_bytes
from sim.results.files import write_file
from sim.results.study_output import write_addition
from sim.scenario.calls import public
from sim.scenario.clock import Clock, parse_time
from sim.studies.run.read import read
from sim.studies.run.study import RunResult
from sim.studies.stills.by_time import by_time_text
from sim.studies.stills.film import FFMPEG, FORMS, film_bytes, has_ffmpeg
from sim.studies.stills.moment import Shown
from sim.studies.stills.picture import draw_moment, state_words
from sim.terms.refusals import Refusals
from sim.terms.words import ENGLISH, LANGUAGES

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, repr=False)
class StillsResult(Displayed):
    """The map of a folder of runs over time.

    Attributes:
        folder: the folder.
        ran: its runs.
        shown: what the map shows: of one run, or of all.
        hours: numbers of the moments that are drawn.
        film: form of the film; empty for none.
        by_time: whether it is written by time for GIS.
    """

    folder: Path
    ran: RunResult
    shown: Shown
    hours: tuple[int, ...]
    film: str
    by_time: bool

    @cached_property
    def files(self) -> Mapping[str, Callable[[], bytes]]:
        """What is written, by name: makes its bytes."""
        title, shown = self.ran.loaded.scenario.title, self.shown
        whose = "" if shown.run is None else f"_run{shown.run}"
        found: dict[str, Callable[[], bytes]] = {}
        for frame in self.hours:
            name = f"map{whose}_{self._stamp(frame)}"
            found[f"{name}.png"] = lambda frame=frame: png_bytes(draw_moment(shown, frame, title))
            found[f"{name}.svg"] = lambda frame=frame: svg_bytes(draw_moment(shown, frame, title))
        if self.film:
            found[f"film{whose}.{self.film}"] = lambda: film_bytes(shown, title, self.film)
        if self.by_time:
            loaded = self.ran.loaded
            found[f"map_by_time{whose}.geojson"] = lambda: by_time_text(shown, loaded).encode()
        return found

    def _stamp(self, frame: int) -> str:
        """Local time of a moment, for the name of a file."""
        clock = self.ran.loaded.scenario.clock
        return f"{clock.local(int(self.shown.frames.ends[frame]) + 1):%Y-%m-%d_%H%M}"

    def sentences(self) -> list[str]:
        """What is so at each hour that is drawn."""
        texts = self.shown.frames.texts
        return [f"{texts[n]}: {state_words(self.shown, self.shown.at(n))}" for n in self.hours]

    def plot(self) -> "Figure":
        """The map at the first hour that is asked for, or at the last busy moment."""
        frame = self.hours[0] if self.hours else self.shown.last_busy()
        return draw_moment(self.shown, frame, self.ran.loaded.scenario.title)

    def write(self) -> list[Path]:
        """Write the files beside the tables of the folder, and return where they are.

        Raises:
            FolderError: when something of such a name is there that is not of this command.
        """
        scenario = self.ran.ensemble.scenario
        with exclusive_lock(self.folder):
            for name, make in self.files.items():
                content = make()
                write_addition(
                    self.folder, f"map {name}", scenario,
                    lambda staged, name=name, content=content: write_file(staged / name, content),
                    {},
                )  # fmt: skip
        return [self.folder / name for name in self.files]


@public()
def stills(
    folder: Path | str,
    *,
    hours: tuple[datetime | str, ...] = (),
    run: int | None = None,
    film: str | None = None,
    by_time: bool = False,
    language: str = ENGLISH,
) -> StillsResult:
    """Prepare the map of a folder of runs: stills, a film, and features with times.

    Args:
        folder: an output folder of ``run``.
        hours: local hours of which a still is drawn.
        run: number of the run to show; None for all at once.
        film: ``gif``, ``mp4``, or None for none.
        by_time: also as GeoJSON with the time from when to when each thing is so.
        language: of its words: ``en``, ``sr`` or ``sq``.

    Raises:
        Damaged: when a file of the folder is not as it was written.
        Refused: listing every mistake in what was asked.
    """
    refusals, folder = Refusals(_mistakes_of_forms(film, language)), Path(folder).expanduser()
    if not hours and not film and not by_time:
        refusals.add(["say what to draw: --at HOUR, --film, or --geojson"])
    ran, times = None, []
    with refusals.gathered():
        ran = read(folder)
        refusals.add(_mistakes_of_run(ran, run, folder))
        times = [_hour(ran.loaded.scenario.clock, one, refusals) for one in hours]
    refusals.say()
    assert ran is not None, "it was read, or refused"
    frames = frames_of(ran.loaded.scenario.clock, language)
    shown = Shown(ran.loaded, ran.ensemble, names_of(ran.loaded, language), frames, run)
    drawn = tuple(dict.fromkeys(frames.of_hour(hour) for hour in times))
    return StillsResult(folder, ran, shown, drawn, film or "", by_time)


def _mistakes_of_forms(film: str | None, language: str) -> Iterator[str]:
    if language not in LANGUAGES:
        yield f"--language {language}: write one of {', '.join(LANGUAGES)}"
    if film is not None and film not in FORMS:
        yield f"--film {film}: write one of {', '.join(FORMS)}"
    elif film == "mp4" and not has_ffmpeg():
        yield f"--film mp4: needs {FFMPEG}, which is not installed; gif needs nothing"


def _mistakes_of_run(ran: RunResult, run: int | None, folder: Path) -> list[str]:
    if ran.ensemble.runs[0].tracks is None:
        return [f"{folder}: holds nothing for a map: runs of another model, or more than 5,000"]
    numbers = [one.number for one in ran.ensemble.runs]
    if run is not None and run not in numbers:
        return [f"--run {run}: the folder has runs {numbers[0]} to {numbers[-1]}"]
    return []


def _hour(clock: Clock, at: datetime | str, refusals: Refusals) -> float:
    """Hours from the start of the clock to a local time; a message where it is none of it."""
    try:
        hours = clock.hours(parse_time(at))
    except ValueError as error:
        refusals.add([f'--at "{at}": {error}'])
        return 0.0
    last = clock.n_ticks * clock.tick_hours
    if not 0.0 < hours <= last:
        span = f"{clock.start:%Y-%m-%d %H:%M} to {clock.local(clock.n_ticks):%Y-%m-%d %H:%M}"
        refusals.add([f'--at "{at}": is not within the clock, {span}'])
    return hours
