"""Whose a folder is: which study may be written into it, and which files in it are Ibar's.

A finished folder says so in its manifest, an unfinished one in a small file that stands there while
the study is at work. A study may use a folder that is empty, or its own; nothing else in a folder
is ever replaced or removed.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.results.files import digest_of_file, write_file
from sim.results.plain_text import json_text
from sim.terms.errors import Refused

MANIFEST: Final = "manifest.json"
BEGUN: Final = "study.part"
"""Says of which study a folder is while its runs are made."""
FILES, ADDED = "files", "added"
"""Keys of the manifest: the study's files, and those that another command put beside them."""
ELSEWHERE: Final = "choose another folder with --out"
AWAY: Final = "move it away"
"""What can be done where a file is in the way of a command that adds to a folder."""
GENERATOR: Final = '<meta name="generator" content="Ibar">'
"""What stands in the head of every page that Ibar makes."""
_HEAD_BYTES: Final = 2000
_NAMED: Final = 3
"""Files named in a message, and letters of a value that is told."""
_LONGEST: Final = 40


class FolderError(Refused):
    """A folder cannot be worked in; the message says why, and what can be done."""


class Study(NamedTuple):
    """Which study it is: what a folder must say for the study to write into it again.

    Attributes:
        name: the command, such as ``sweep``.
        asked: everything its results depend on but versions, as plain values by name.
        runs: number of runs, where a finished folder can be given more of them; else None, and
            the number is a part of what is asked.
        inputs: the files and folders it reads, none of which it may write to.
        adds: whether it adds rows to tables in a folder of the user's, which it checks itself.
    """

    name: str
    asked: Mapping[str, Any]
    runs: int | None = None
    inputs: tuple[Path, ...] = ()
    adds: bool = False


class Record(NamedTuple):
    """What a folder says of itself.

    Attributes:
        study: the command it is of.
        asked: what was asked.
        content: everything else.
        files: digest of each file by its name in the folder; None for what may differ, such as a
            picture.
        added: the same for what each other command has added.
    """

    study: str
    asked: dict[str, Any]
    content: dict[str, Any]
    files: dict[str, str | None]
    added: dict[str, dict[str, str | None]]

    @property
    def owned(self) -> dict[str, str | None]:
        """Every file that is Ibar's, with its digest, the manifest left out."""
        return {**self.files, **{n: d for of in self.added.values() for n, d in of.items()}}


def read_record(path: Path) -> Record | None:
    """What a manifest, or the file of a study at work, says; None when it says nothing of Ibar."""
    if path.is_symlink() or not path.is_file():
        return None
    try:
        content = json.loads(path.read_bytes())
        study, asked = content["study"], content["asked"]
        files, added = content.get(FILES, {}), content.get(ADDED, {})
        whole = Record(str(study), dict(asked), content, dict(files), dict(added))
        return whole if all(map(_stays_inside, whole.owned)) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_begun(folder: Path, study: Study) -> None:
    """Say of which study a folder is before its first run is made."""
    write_file(folder / BEGUN, json_text({"study": study.name, "asked": dict(study.asked)}))


def check_folder(folder: Path, study: Study) -> Record | None:
    """See whether a study may be written into a folder.

    Returns:
        What the folder says of itself when it holds results of the study; else None.

    Raises:
        FolderError: when it holds anything else; the message says what.
    """
    record, begun = read_record(folder / MANIFEST), read_record(folder / BEGUN)
    for found in (record, begun):
        if found is not None:
            _refuse_other(folder, study, found)
    if record is not None:
        check_unchanged(folder, record.owned)
    elif begun is None and not study.adds:
        _refuse_strangers(folder, study)
    return record


def check_unchanged(
    folder: Path, owned: Mapping[str, str | None], way_out: str = f"{AWAY}, or {ELSEWHERE}"
) -> None:
    """Refuse to write over what somebody else has changed, or put a link in the place of.

    Args:
        folder: where.
        owned: digests of files by name.
        way_out: what can be done about it.

    Raises:
        FolderError: naming the file.
    """
    for name, digest in owned.items():
        path = folder / name
        refuse_links(folder, name)
        if digest is not None and path.is_file() and digest_of_file(path) != digest:
            message = (
                f"{path}: was changed since it was written, and is not written over; {way_out}"
            )
            raise FolderError(message)


def check_targets(
    folder: Path,
    names: Iterable[str],
    owned: Iterable[str],
    way_out: str = f"{AWAY}, or {ELSEWHERE}",
) -> None:
    """Refuse to replace any file that is not Ibar's.

    Args:
        folder: where.
        names: files that are to be written.
        owned: those of them that are its own.
        way_out: what can be done about it.

    Raises:
        FolderError: naming the first of them.
    """
    known = {*owned, MANIFEST} if read_record(folder / MANIFEST) else set(owned)
    for name in names:
        refuse_links(folder, name)
        if (name not in known or _is_strange_page(folder / name)) and (folder / name).exists():
            message = (
                f"{folder / name}: was not written by this study, and is not written over; "
                f"{way_out}"
            )
            raise FolderError(message)


def _is_strange_page(path: Path) -> bool:
    """Whether a page does not say that Ibar made it: a reader may have put one in its place."""
    if path.suffix != ".html" or not path.is_file():
        return False
    with path.open("rb") as file:
        return GENERATOR.encode() not in file.read(_HEAD_BYTES)


def refuse_links(folder: Path, name: str) -> None:
    """Refuse to write where a link would lead elsewhere, be it the file or a folder above it.

    Raises:
        FolderError: naming the link, or the folder that stands in the place of the file.
    """
    path = folder / name
    if path.is_dir() and not path.is_symlink():
        message = f"{path}: is a folder, in the place of a file that is to be written; {AWAY}"
        raise FolderError(message)
    for part in (path, *path.parents):
        if part == folder:
            return
        if part.is_symlink():
            message = f"{part}: is a link, and nothing is written through one; {ELSEWHERE}"
            raise FolderError(message)


def _stays_inside(name: str) -> bool:
    parts = Path(name).parts
    return bool(parts) and not Path(name).is_absolute() and ".." not in parts


def _refuse_other(folder: Path, study: Study, found: Record) -> None:
    """Refuse a folder of another study, of another case, or of more runs than are asked for."""
    asked = json.loads(json_text(dict(study.asked)))
    if found.study != study.name:
        what = f"holds what {found.study} made{_of(found.asked)}, not {study.name}"
    elif found.asked != asked:
        both = {**asked, **found.asked}
        names = [name for name in both if asked.get(name) != found.asked.get(name)]
        differ = ", ".join(_difference(n, found.asked.get(n), asked.get(n)) for n in names)
        what = f"holds another {study.name} ({differ})"
    elif study.runs is not None and found.content.get("runs_done", 0) > study.runs:
        done = found.content["runs_done"]
        what = f"holds {done} runs of this already, and {study.runs} are asked for"
        raise FolderError(f"{folder}: {what}; ask for at least {done}, or {ELSEWHERE}")
    else:
        return
    raise FolderError(f"{folder}: {what}; {ELSEWHERE}")


def _of(asked: Mapping[str, Any]) -> str:
    named = asked.get("scenario")
    return f" of {named}" if isinstance(named, str) else ""


def _difference(name: str, there: Any, here: Any) -> str:
    """What differs, with both values where these can be read."""
    told = [json.dumps(value, ensure_ascii=False) for value in (there, here)]
    if name == "content":
        return "the scenario or its tables say something else"
    if any(len(text) > _LONGEST for text in told):
        return f"other {name}"
    return f"{name}: {told[0]} there, {told[1]} asked for"


def _refuse_strangers(folder: Path, study: Study) -> None:
    """Refuse a folder that holds anything; what is hidden, such as .gitignore, does not count."""
    there = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    if not there:
        return
    read = [path for path in study.inputs if path.resolve().is_relative_to(folder.resolve())]
    if read:
        message = f"{folder}: holds {read[0].name}, which is read here; {ELSEWHERE}"
        raise FolderError(message)
    more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
    message = (
        f"{folder}: holds {', '.join(there[:_NAMED])}{more}, and nothing says that {study.name} "
        f"made them; they are left as they are: {ELSEWHERE}, an empty or a new one"
    )
    raise FolderError(message)
