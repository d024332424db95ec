"""How a study is put into its folder: tables first, all at once, then the pictures.

The tables are written into a hidden folder and moved to their places when all of them are there,
the manifest last. What was moved before a process was killed is moved to the end by the next one.
"""

import shutil
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.results.datapackage import DATAPACKAGE, write_datapackage
from sim.results.files import digest_of_file, write_file
from sim.results.ownership import (
    ADDED,
    AWAY,
    ELSEWHERE,
    FILES,
    MANIFEST,
    FolderError,
    Record,
    Study,
    check_folder,
    check_targets,
    check_unchanged,
    read_record,
    refuse_links,
)
from sim.results.plain_text import json_text
from sim.scenario.types import Scenario
from sim.terms.errors import ForUsers

STAGED: Final = ".ibar-new"
"""Where files are written before they are moved to their places."""
ENDINGS: Final = ("png", "svg")
"""Forms in which a picture is written whose name has no ending."""
PAGE: Final = ".html"
"""Ending of a page for a browser, which is drawn last, as pictures are, in this form only."""

Tables = Callable[[Path], object]
"""Writes files into a folder, which is made for them."""
Pictures = Mapping[str, Callable[[], Mapping[str, bytes]]]
"""By name of the file, without ending, or of a page with its own: draws it, and gives its bytes by
ending."""


class PictureWarning(ForUsers):
    """A picture could not be drawn or written; everything else is there."""


class Output(NamedTuple):
    """Everything a study writes.

    Attributes:
        study: which study it is.
        scenario: what it is of; of several the first.
        manifest: how it was made.
        tables: writes everything but manifest and pictures.
        pictures: draws them.
    """

    study: Study
    scenario: Scenario
    manifest: Mapping[str, Any]
    tables: Tables
    pictures: Pictures


def write_output(folder: Path, output: Output) -> None:
    """Write a study into a folder, which is made when it is missing; pictures last.

    A picture that fails is told in a :class:`PictureWarning`, and costs nothing else.

    Raises:
        FolderError: when the folder is not empty and not of this study; nothing is changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    finish_staged(folder)
    before = check_folder(folder, output.study)
    pictures = dict.fromkeys(picture_files(output.pictures))
    files = _stage(folder, output.tables)
    write_datapackage(folder / STAGED, output.scenario)
    added = _still_true(before, files)
    content = {
        "study": output.study.name,
        **output.manifest,
        "asked": dict(output.study.asked),
        FILES: {**files, DATAPACKAGE: None, **pictures},
        **({ADDED: added} if added else {}),
    }
    _move(folder, content, before)
    write_pictures(folder, output.pictures)


def write_addition(
    folder: Path, name: str, scenario: Scenario, tables: Tables, pictures: Pictures
) -> None:
    """Put files of another command beside those of a finished study.

    Args:
        folder: a finished folder.
        name: the command that adds them; what it added before is replaced.
        scenario: what they are of.
        tables: writes them.
        pictures: draws what belongs to them.

    Raises:
        FolderError: when the folder does not say what it is of, or a file of that name is there
            that is not of this command.
    """
    finish_staged(folder)
    before = read_record(folder / MANIFEST)
    if before is None:
        message = f"{folder}: its {MANIFEST} does not say which files are its own; {ELSEWHERE}"
        raise FolderError(message)
    old = before.added.get(name, {})
    check_unchanged(folder, old, AWAY)
    files = _stage(folder, tables)
    drawn = dict.fromkeys(picture_files(pictures))
    added = {**before.added, name: {**files, **drawn}}
    check_targets(folder, added[name], old, AWAY)
    _move(folder, {**before.content, ADDED: added}, before)
    refuse_links(folder, DATAPACKAGE)
    write_datapackage(folder, scenario)
    write_pictures(folder, pictures)


def picture_files(names: Iterable[str]) -> list[str]:
    """Names of the files of pictures."""
    return [file for name in names for file in _forms(name).values()]


def _forms(name: str) -> dict[str, str]:
    """Names of the files of a picture by their ending."""
    if name.endswith(PAGE):
        return {PAGE.removeprefix("."): name}
    return {end: f"{name}.{end}" for end in ENDINGS}


def write_pictures(folder: Path, pictures: Pictures) -> None:
    """Draw and write pictures; warns of those that fail, and goes on."""
    for name, draw in pictures.items():
        places = {end: folder / file for end, file in _forms(name).items()}
        try:
            for end, content in draw().items():
                write_file(places[end], content)
        except Exception as error:
            for path in places.values():
                path.unlink(missing_ok=True)  # it would be of fewer runs, or one of two forms
            warn_of_picture(folder / name, error, f"run.py plot {folder}")


def warn_of_picture(picture: Path, error: Exception, again: str) -> None:
    """Warn that a picture failed.

    Args:
        picture: which one.
        error: why.
        again: what tries again.
    """
    why = " ".join(str(error).split()) or type(error).__name__
    message = (
        f"{picture}: the picture could not be made ({why}); everything else is there, and {again} "
        "tries again"
    )
    warnings.warn(message, PictureWarning, stacklevel=3)


def missing_pictures(folder: Path) -> list[str]:
    """Names of the pictures, without ending, that a finished folder should have and has not."""
    record = read_record(folder / MANIFEST)
    owned = {} if record is None else record.owned
    names = (Path(name) for name, digest in owned.items() if digest is None)
    drawn = (name for name in names if name.suffix.removeprefix(".") in {*ENDINGS, PAGE[1:]})
    return sorted({name.stem for name in drawn if not (folder / name).exists()})


def finish_staged(folder: Path) -> None:
    """Move to their places what a process had written whole when it was killed; drop the rest."""
    staged = folder / STAGED
    if staged.is_symlink() or not staged.is_dir():
        return
    if read_record(staged / MANIFEST) is None:
        shutil.rmtree(staged)
        return
    _into_place(folder)


def _stage(folder: Path, tables: Tables) -> dict[str, str | None]:
    """Write tables into the hidden folder; returns the digest of each by its name."""
    staged = folder / STAGED
    staged.mkdir()
    try:
        tables(staged)
        paths = sorted(path for path in staged.rglob("*") if path.is_file())
        return {path.relative_to(staged).as_posix(): digest_of_file(path) for path in paths}
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise


def _move(folder: Path, content: Mapping[str, Any], before: Record | None) -> None:
    """Put what is staged into its places, and remove what was there before and is no more."""
    owned = {} if before is None else before.owned
    names = [*content[FILES], *(n for of in content.get(ADDED, {}).values() for n in of)]
    try:
        check_targets(folder, (*names, MANIFEST), owned)
        write_file(folder / STAGED / MANIFEST, json_text(dict(content)))
    except BaseException:
        shutil.rmtree(folder / STAGED, ignore_errors=True)
        raise
    for name in owned.keys() - {*names}:
        (folder / name).unlink(missing_ok=True)
    _into_place(folder)


def _into_place(folder: Path) -> None:
    staged = folder / STAGED
    paths = sorted(path for path in staged.rglob("*") if path.is_file())
    paths.sort(key=lambda path: path == staged / MANIFEST)  # a folder that has it is complete
    for path in paths:
        place = folder / path.relative_to(staged)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
    shutil.rmtree(staged)


def _still_true(before: Record | None, files: Mapping[str, str | None]) -> dict[str, Any]:
    """What was added to a folder, as long as what it was made from is the same."""
    if before is None or any(before.files.get(name) != digest for name, digest in files.items()):
        return {}
    return before.added
