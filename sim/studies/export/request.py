"""What is to be exported, checked at the door: a folder of runs, a form, and a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple, cast, get_args

from sim.scenario.mistakes import suggest
from sim.scenario.types import Scenario
from sim.studies.export.by_place import firsts_of, map_of
from sim.studies.export.geojson import Source
from sim.studies.export.signature import is_as_signed
from sim.studies.run.read import read
from sim.terms.refusals import Refusals

Format = Literal["geojson", "graphml"]
FORMATS: Final = get_args(Format)
NAME: Final = "map"
"""Name of the file in the folder, without ending."""
_ENDINGS: Final = {".geojson": "geojson", ".json": "geojson", ".graphml": "graphml"}


class ExportRequest(NamedTuple):
    """What is to be exported.

    Attributes:
        folder: the output folder.
        format: the form.
        scenario: what the runs are of.
        source: what happened where.
    """

    folder: Path
    format: Format
    scenario: Scenario
    source: Source

    @property
    def file(self) -> Path:
        """The file beside the tables of the folder."""
        return self.folder / f"{NAME}.{self.format}"


def export_request(
    folder: Path | str,
    *,
    format: str | None = None,
    out: Path | str | None = None,
    wrong: Sequence[str] = (),
) -> ExportRequest:
    """Read the folder and see what can be written; see :func:`sim.studies.export.study.export`.

    Args:
        folder: an output folder of ``run``.
        format: the form; None for that of the file's ending, or GeoJSON.
        out: a file.
        wrong: what is already known to be wrong, to be said with the rest.

    Raises:
        Refused: listing every mistake; Damaged when a file is not as it was written.
    """
    refusals, folder = Refusals(wrong), Path(folder).expanduser()
    refusals.add(_form_mistakes(format, out))
    if out is not None and not is_beside(folder, Path(out)):
        refusals.add(target_mistakes(Path(out)))
    found = None
    with refusals.gathered():
        ran = read(folder)
        scenario, world, runs = ran.ensemble.scenario, ran.loaded.world, ran.ensemble.runs
        clock = scenario.clock
        firsts = firsts_of(runs, world, clock.tick_hours)
        known = map_of(firsts, world, clock.n_ticks * clock.tick_hours)
        source = Source(scenario.title, world, clock, known, len(runs), ran.ensemble.seed)
        found = scenario, source
    refusals.say()
    assert found is not None, "it was read, or refused"
    return ExportRequest(folder, cast("Format", format or _meant(out) or FORMATS[0]), *found)


def is_beside(folder: Path, file: Path) -> bool:
    """Whether a file is the one that stands beside the tables of a folder."""
    names = [folder / f"{NAME}.{form}" for form in FORMATS]
    return file.absolute() in [name.absolute() for name in names]


def target_mistakes(file: Path) -> list[str]:
    """Why a file cannot be written or replaced; only what was exported before is replaced."""
    if file.is_symlink():
        return [f"{file}: is a link, and nothing is written through one; choose another file"]
    if file.is_dir():
        return [f"{file}: is a folder; name a file, such as {file / NAME}.{FORMATS[0]}"]
    if file.exists() and not is_as_signed(file):
        message = (
            f"{file}: was not exported by Ibar, or was changed since, and is not written over; "
            "move it away, or choose another file with --out"
        )
        return [message]
    return []


def _form_mistakes(format: str | None, out: Path | str | None) -> list[str]:
    """What is wrong with the form, by itself and beside the ending of the file."""
    meant = _meant(out)
    if format is None and out is not None and meant is None and not Path(out).is_dir():
        known = ", ".join(_ENDINGS)
        return [f"{out}: the form is not clear from its ending ({known}); name it with --format"]
    if format is not None and format not in FORMATS:
        return [f'format "{format}" is not one of {", ".join(FORMATS)}{suggest(format, FORMATS)}']
    if format is not None and meant is not None and meant != format:
        return [f"{out}: ends like {meant}, and {format} is asked for; leave out one of them"]
    return []


def _meant(out: Path | str | None) -> str | None:
    """The form that the ending of a file says."""
    return None if out is None else _ENDINGS.get(Path(out).suffix.lower())
